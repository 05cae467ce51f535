// Stamps of a kernel on the output: what each of them adds, and what each output adds up.
// Outputs are named from the first that is kept: what is cut off before it has negative places.

import { cellId, cellOf } from "../../shared/pure/cells.js";
import { formatNumber } from "../../shared/pure/numbers.js";
import { reaching } from "./stamp_axis.js";

/**
 * @typedef {import("./stamp_axis.js").StampAxis} StampAxis
 * @typedef {import("./scene.js").Step} Step
 */

/** @param {number} length @returns {number[]} From 0 on. */
export const range = (length) => Array.from({ length }, (_, i) => i);
const totalOf = (terms) => terms.reduce((sum, { value }) => sum + value, 0);
const signed = (value) => (value < 0 ? formatNumber(value) : `+${formatNumber(value)}`);

/** A place is named by row and column on the output, a stamp by the index of its number, line by line. */
export class Stamps {
  /**
   * @param {number[][]} input
   * @param {number[][]} weight
   * @param {[StampAxis, StampAxis]} axes Rows and columns.
   */
  constructor(input, weight, axes) {
    Object.assign(this, { input, weight, axes });
    this.perRow = axes[1].size;
    this.count = axes[0].size * this.perRow;
    /** Per axis: which stamps reach each drawn position. */
    this.reach = axes.map((axis) => range(axis.drawn).map((position) => reaching(axis, position)));
  }

  /** What an output adds up, in the order of the stamps, as far as they have come. */
  terms(row, col, now = this.count) {
    const [down, across] = [row, col].map((place, i) => this.reach[i][place + this.axes[i].padding] ?? []);
    const all = down.flatMap(({ stamp: i, weight: u }) =>
      across.map(({ stamp: j, weight: v }) => {
        const numbers = [this.input[i][j], this.weight[u][v]];
        const cells = [cellId("x", i, j), cellId("weight", u, v)];
        return { id: `${i},${j}`, stamp: i * this.perRow + j, cells, numbers, value: numbers[0] * numbers[1] };
      }),
    );
    return all.filter(({ stamp }) => stamp <= now);
  }

  total(row, col, now) {
    return totalOf(this.terms(row, col, now));
  }

  isKept(row, col) {
    const [rows, cols] = this.axes;
    return row >= 0 && col >= 0 && row < rows.out && col < cols.out;
  }

  /** Row and column of a stamp's number in the input. */
  placeOf(index) {
    return [Math.floor(index / this.perRow), index % this.perRow];
  }

  /** The outputs under a stamp, and the weight that falls on each. */
  under(index) {
    const places = this.placeOf(index).map((number, i) => {
      const { stride, padding, dilation, kernel_size: kernel } = this.axes[i];
      return range(kernel).map((weight) => number * stride + weight * dilation - padding);
    });
    return places[0].flatMap((row, u) => places[1].map((col, v) => ({ row, col, weight: this.weight[u][v] })));
  }

  /** Of the outputs under a stamp the first that is kept and has most to add up by then. */
  telling(index) {
    const all = this.under(index).map((place) => ({ ...place, terms: this.terms(place.row, place.col, index) }));
    const kept = all.filter(({ row, col }) => this.isKept(row, col));
    return (kept.length ? kept : all).reduce((best, one) => (one.terms.length > best.terms.length ? one : best));
  }

  /** One stamp, and the sum of its most telling output.
   * @returns {Step}
   */
  step(index) {
    const [rows, cols] = this.axes;
    const [i, j] = this.placeOf(index);
    const number = this.input[i][j];
    const { row, col, terms } = this.telling(index);
    const corner = (weight) => ({
      text: signed(number * weight),
      isZero: weight === 0,
      says: { key: "cell_stamp", number: number * weight },
    });
    const place = { row: i + 1, column: j + 1, number: formatNumber(number), to_row: row + 1, to_column: col + 1 };
    return {
      target: cellId("out", row, col),
      where: { key: "where_stamp", values: place },
      frames: [
        {
          grid: "out",
          kind: "window",
          row: i * rows.stride,
          col: j * cols.stride,
          rows: rows.extent,
          cols: cols.extent,
        },
        { grid: "x", kind: "window", row: i, col: j, rows: 1, cols: 1 },
      ],
      terms,
      corners: new Map(this.under(index).map((at) => [cellId("out", at.row, at.col), corner(at.weight)])),
      total: totalOf(terms),
    };
  }

  /** One output by itself, with the stamps that have come so far.
   * @returns {Step}
   */
  cellStep(row, col, now) {
    const terms = this.terms(row, col, now);
    const where = this.isKept(row, col) ? {} : { where: { key: "where_cut", values: {} } };
    return { target: cellId("out", row, col), ...where, frames: [], terms, total: totalOf(terms) };
  }

  /** The stamp of a number, or the last one that reaches an output; null if none does. */
  stepOf(cell) {
    const { grid, row, col } = cellOf(cell);
    if (grid === "x") return row * this.perRow + col;
    return grid === "out" ? (this.terms(row, col).at(-1)?.stamp ?? null) : null;
  }

  shown(pointed, now) {
    const { grid, row, col } = pointed ? cellOf(pointed) : {};
    if (grid === "out") return { key: `${pointed}@${now}`, step: () => this.cellStep(row, col, now) };
    const index = grid === "x" ? this.stepOf(pointed) : now;
    return { key: String(index), step: () => this.step(index) };
  }

  /** What an output has become by a stamp. */
  look(now) {
    const { target } = this.step(now);
    return (cell) => {
      const { grid, row, col } = cellOf(cell);
      if (grid !== "out") return {};
      const isEmpty = this.terms(row, col).length > 0 && this.terms(row, col, now).length === 0;
      return { value: this.total(row, col, now), isEmpty, isCurrent: cell === target };
    };
  }
}
