// A matrix with its name, symbol and size above it, and a legend once it is signed.

import { cellId, cellOf } from "../../shared/pure/cells.js";
import { formatNumber } from "../../shared/pure/numbers.js";
import { colourScale, scaleEnds } from "../../shared/pure/scale.js";
import { fillSlots } from "../../shared/pure/slots.js";
import { make, setAttribute, setText } from "../../shared/view/dom.js";
import { GridView } from "../../shared/view/grid.js";

const WEIGHT_FROM = 34; // a smaller cell has no room for its weight

const times = (rows, cols) => `${rows}\u00d7${cols}`;

export class Matrix {
  constructor(id, role, figure) {
    this.id = id;
    this.role = role;
    const handlers = {
      hover: (row, col) => figure.point(cellId(id, row, col)),
      leave: () => figure.point(null),
      pick: (row, col) => figure.pick(cellId(id, row, col)),
      edit: (row, col, _value, text) => figure.edit(id, row, col, text),
      refuse: (text) => figure.refuse(text),
    };
    this.grid = new GridView(role, handlers, id);
    this.name = make("span", { class: "name-word" });
    this.symbol = make("code", {}, id);
    this.size = make("span", { class: "name-size" });
    this.scale = make("div", { class: "scale-legend", "aria-hidden": "true" });
    this.body = make("div", { class: "block-body" }, this.grid.wrap);
    this.node = make(
      "section",
      { class: `block block-${role}` },
      make("div", { class: "name" }, this.name, this.symbol, this.size),
      this.body,
      this.scale,
    );
  }

  /** @param {number} cell Its side in pixels. */
  update(screen, cell) {
    const { words, scene } = screen;
    const grid = scene.grids[this.id];
    const [rows] = sizeOf(grid);
    const size = sizeText(words, grid);
    setText(this.name, words[grid.name]);
    setText(this.size, size);
    this.label = `${words[grid.name]} ${size}`;
    this.colours = colourScale(grid.scaled);
    this.cell = cell;
    this.paint(screen);
    this.writeScale(rows);
    this.node.style.setProperty("--blank", `${cell}px`);
    setAttribute(this.node, "data-none", rows === 0);
    this.node.style.setProperty("--none", JSON.stringify(words.no_output));
  }

  /** What depends on the pointer: rings, and in the matrix that is read the window.
   * @param {boolean} moved Whether another step is shown than before.
   */
  point(screen, moved) {
    const { rings, scene } = screen;
    if (moved && this.id === scene.operands[0]) return this.paint(screen);
    const own = (cells) =>
      [...cells]
        .map(cellOf)
        .filter(({ grid }) => grid === this.id)
        .map(({ row, col }) => [row, col]);
    this.grid.mark("data-ring", own(rings.cells));
    return this.grid.mark("data-met", own(rings.met));
  }

  /** Every cell and frame. */
  paint(screen) {
    const grid = screen.scene.grids[this.id];
    const [rows, cols] = sizeOf(grid);
    const { inner } = grid;
    const isInner = (row, col) =>
      inner === null ||
      (row >= inner.row && col >= inner.col && row < inner.row + inner.rows && col < inner.col + inner.cols);
    // What the shown step reads here: each number with the weight it meets.
    const terms = new Map((screen.now?.terms ?? []).map((term) => [term.cells[0], term]));
    const look = (row, col) => ({
      value: grid.values[row][col],
      padding: !isInner(row, col),
      unread: Boolean(grid.read) && !(grid.read[0][row] && grid.read[1][col]),
      ...this.stepLook(screen, terms, cellId(this.id, row, col)),
    });
    const editable = (row, col) => Boolean(grid.edits) && isInner(row, col);
    this.grid.update(rows, cols, look, { size: this.cell, scale: this.colours, editable, label: this.label });
    this.frame(screen, inner);
  }

  stepLook({ scene, player, isMasked, rings }, terms, id) {
    const term = terms.get(id);
    const index = scene.stepOf(id);
    return {
      active: Boolean(term),
      zero: term?.numbers[1] === 0,
      weight: term && this.cell >= WEIGHT_FROM ? formatNumber(term.numbers[1]) : null,
      masked: isMasked(id),
      empty: index !== null && index > player.step,
      current: index !== null && index === player.step,
      ring: rings.cells.has(id),
      met: rings.met.has(id),
    };
  }

  frame({ now, asked }, inner) {
    const own = (step, kind) => step?.frames.find((frame) => frame.grid === this.id && frame.kind === kind) ?? null;
    this.grid.frame("window", own(now, "window"));
    this.grid.frame("image", inner);
    this.grid.frame("next", asked && asked.target !== now?.target ? own(asked, "window") : null);
  }

  writeScale(rows) {
    const { signed } = this.colours;
    setAttribute(this.scale, "hidden", !signed || rows === 0);
    const [low, high] = scaleEnds(this.colours);
    if (!signed || this.scale.dataset.text === `${low}|${high}`) return;
    this.scale.dataset.text = `${low}|${high}`;
    this.scale.replaceChildren(make("span", {}, low), make("i", {}), make("span", {}, high));
  }
}

/** @returns {[number, number]} Rows and columns; [0, 0] of an output that has none. */
export const sizeOf = ({ values }) => [values.length, values[0]?.length ?? 0];

/** "3×3", and what the border makes of it. */
export function sizeText(words, grid) {
  const [rows, cols] = sizeOf(grid);
  const { inner } = grid;
  if (rows === 0) return "";
  if (inner === null) return times(rows, cols);
  return fillSlots(words.size_padded, { size: times(inner.rows, inner.cols), padded: times(rows, cols) });
}
