// Which cells belong together, from nothing but what each step multiplies.

import { cellOf } from "./cells.js";

/**
 * @typedef {object} Term
 * @property {string} id Of the product within its step.
 * @property {string[]} cells What is multiplied.
 *
 * @typedef {object} Rings
 * @property {Set<string>} cells Ringed with the cell pointed at, which is one of them.
 * @property {Set<string>} terms Ids of the products of the shown step that hold it.
 * @property {Set<string>} met What a weight is multiplied with, over all steps.
 */

/** @type {Rings} */
export const NO_RINGS = { cells: new Set(), terms: new Set(), met: new Set() };

/** The index of all products of a figure, by the cells in them; built when a cell is first pointed at. */
export class Link {
  /**
   * @param {number} count Of steps.
   * @param {(i: number) => {target: string, terms: Term[]}} step
   * @param {{shared?: string[], usesAll?: boolean}} options shared: the matrices that the steps multiply
   *   with, their weights; usesAll: whether each step uses all of them.
   */
  constructor(count, step, { shared = ["weight"], usesAll = true } = {}) {
    this.count = count;
    this.step = step;
    this.shared = shared;
    this.usesAll = usesAll;
  }

  isShared(cell) {
    return this.shared.includes(cellOf(cell).grid);
  }

  /** Each cell with the products that hold it: 7,056 of them take some milliseconds, once. */
  build() {
    if (this.built) return this.built;
    this.built = new Map();
    for (let i = 0; i < this.count; i += 1) {
      const { target, terms } = this.step(i);
      for (const term of terms) {
        for (const cell of term.cells) {
          if (!this.built.has(cell)) this.built.set(cell, []);
          this.built.get(cell).push({ target, term });
        }
      }
    }
    return this.built;
  }

  /**
   * A target rings what its step reads; a number rings what it feeds and, inside the shown step, its
   * product and its weight; a weight rings its product of the shown step and marks all it meets. Where
   * a step uses some weights only, it rings them too, and a weight rings what it feeds.
   *
   * @param {string | null} cell
   * @param {{target: string, terms: Term[]} | null} shown The step on screen.
   * @returns {Rings}
   */
  rings(cell, shown) {
    if (cell === null) return NO_RINGS;
    const rings = { cells: new Set([cell]), terms: new Set(), met: new Set() };
    if (cell === shown?.target) {
      for (const term of shown.terms) {
        rings.terms.add(term.id);
        for (const read of term.cells) if (!this.usesAll || !this.isShared(read)) rings.cells.add(read);
      }
      return rings;
    }
    const isShared = this.isShared(cell);
    for (const { target, term } of this.build().get(cell) ?? []) {
      if (!isShared || !this.usesAll) rings.cells.add(target);
      if (isShared) for (const mate of term.cells) if (mate !== cell) rings.met.add(mate);
      if (target !== shown?.target) continue;
      rings.terms.add(term.id);
      for (const mate of term.cells) rings.cells.add(mate);
    }
    return rings;
  }
}
