// The windows of a pooling: what each reads, whose number it keeps, what it divides by.

import { cellId } from "../../shared/pure/cells.js";
import { formatNumber } from "../../shared/pure/numbers.js";
import { alongAxis, pad } from "../../shared/pure/windows.js";
import { countedCells, isInside, poolAxis, poolReads } from "./pool_axis.js";

const LOWEST = "\u2212\u221e";
const UNCOUNTED = "\u2013"; // padding that the divisor does not count

/** Both axes of the settings.
 * @param {Record<string, any>} settings
 * @returns {[PoolAxis, PoolAxis]} Rows and columns.
 */
export const poolAxes = (settings) =>
  [0, 1].map((axis) => poolAxis({ ...alongAxis(settings, axis), ceil_mode: settings.ceil_mode }));

/**
 * @typedef {import("./pool_axis.js").PoolAxis} PoolAxis
 *
 * @typedef {object} Read One cell of a window.
 * @property {[number, number]} cell Its place in the window.
 * @property {[number, number]} at Its place on the padded input.
 * @property {number} value
 * @property {boolean} isReal Whether it belongs to the input and not to its padding.
 */

/** What a window reads, line by line.
 * @param {number[][]} padded
 * @param {[PoolAxis, PoolAxis]} axes
 * @param {number} i Which window, down.
 * @param {number} j Across.
 * @returns {Read[]}
 */
export function readsOf(padded, [rows, cols], i, j) {
  const across = poolReads(cols, j);
  return poolReads(rows, i).flatMap((down) =>
    across.map((right) => ({
      cell: [down.cell, right.cell],
      at: [down.at, right.at],
      value: padded[down.at][right.at],
      isReal: isInside(rows, down.at) && isInside(cols, right.at),
    })),
  );
}

/** The cell whose number a window keeps: the first of equals; padding only where nothing else is read.
 * NaN is not larger than anything, but torch lets it win, the last one of several.
 * @param {Read[]} reads
 * @returns {Read}
 */
export function winnerOf(reads) {
  const real = reads.filter(({ isReal }) => isReal);
  return (real.length ? real : reads).reduce((best, one) =>
    one.value > best.value || Number.isNaN(one.value) ? one : best,
  );
}

/** By how much the sum of a window is divided.
 * @param {[PoolAxis, PoolAxis]} axes
 * @param {number} i Which window, down.
 * @param {number} j Across.
 * @param {boolean} withPadding `count_include_pad`.
 * @returns {number}
 */
export const divisorOf = (axes, i, j, withPadding) =>
  countedCells(axes[0], i, withPadding) * countedCells(axes[1], j, withPadding);

/** The windows of one pooling, and what each gives. */
export class Pools {
  /**
   * @param {{count_include_pad: boolean}} settings
   * @param {[PoolAxis, PoolAxis]} axes
   * @param {number[][]} input
   * @param {object | null} problem Why there is no window.
   */
  constructor(settings, axes, input, problem) {
    this.settings = settings;
    this.axes = axes;
    this.count = problem ? 0 : axes[0].out * axes[1].out;
    this.padded = pad(input, ...axes);
    this.known = [];
  }

  placeOf(index) {
    const columns = this.axes[1].out;
    return [Math.floor(index / columns), index % columns];
  }

  /** What a window gives by each rule; worked out once, asked for with every frame.
   * @returns {{reads: Read[], winner: Read, divisor: number, max: number, avg: number}}
   */
  at(index) {
    this.known[index] ??= this.work(index);
    return this.known[index];
  }

  work(index) {
    const [i, j] = this.placeOf(index);
    const reads = readsOf(this.padded, this.axes, i, j);
    const winner = winnerOf(reads);
    const divisor = divisorOf(this.axes, i, j, this.settings.count_include_pad);
    const sum = reads.reduce((all, { value }) => all + value, 0);
    return { reads, winner, divisor, max: winner.isReal ? winner.value : -Infinity, avg: sum / divisor };
  }

  /** All results of a rule, as a matrix. */
  table(rule) {
    const [rows, cols] = this.axes;
    return Array.from({ length: this.count ? rows.out : 0 }, (_, i) =>
      Array.from({ length: cols.out }, (_, j) => this.at(i * cols.out + j)[rule]),
    );
  }

  /** What a result is made of, and nothing of how it looks.
   * @returns {{target: string, terms: import("../../shared/pure/sum.js").Product[]}}
   */
  linked(rule, index) {
    const { reads, winner } = this.at(index);
    const skips = rule === "avg" && !this.settings.count_include_pad;
    const counted = skips ? reads.filter(({ isReal }) => isReal) : reads;
    const terms = counted.map((read) => termOf(read, rule, rule === "max" && read === winner));
    return { target: cellId(rule, ...this.placeOf(index)), terms };
  }

  /** @returns {import("./scene.js").Step} */
  step(rule, index) {
    const [i, j] = this.placeOf(index);
    const [rows, cols] = this.axes;
    const { reads, winner, divisor, ...totals } = this.at(index);
    const window = { row: i * rows.stride, col: j * cols.stride, rows: rows.extent, cols: cols.extent };
    return {
      ...this.linked(rule, index),
      where: { key: whereOf(reads), values: { row: i + 1, column: j + 1 } },
      rule,
      divisor,
      frames: [{ grid: "x", kind: "window", ...window }],
      corners: this.corners(reads, (read) => rule === "max" && read === winner),
      total: totals[rule],
    };
  }

  /** How the cells of a window look while it is shown, on the input and by themselves. */
  corners(reads, isWinner) {
    const looks = reads.flatMap((read) => {
      const isWon = isWinner(read);
      const own = { text: null, isZero: false, isWon, says: { key: isWon ? "cell_won" : "cell_pooled" } };
      const alone = { ...own, value: read.value, shown: this.shown(read), isPadding: !read.isReal };
      return [
        [cellId("x", ...read.at), own],
        [cellId("window", ...read.cell), alone],
      ];
    });
    return new Map(looks);
  }

  /** The window as a slice of the padded array: it ends where the array ends. */
  printed(index) {
    const { reads } = this.at(index);
    const rows = new Set(reads.map(({ cell }) => cell[0])).size;
    const written = (read) => this.shown(read) ?? formatNumber(read.value);
    return { rows, cols: reads.length / rows, first: written(reads[0]), last: written(reads.at(-1)) };
  }

  /** What padding counts as; null for a number of the input. */
  shown({ isReal }) {
    if (isReal) return null;
    if (this.settings.mode === "max") return LOWEST;
    return this.settings.count_include_pad ? "0" : UNCOUNTED;
  }
}

/** How the sentence of a window begins: with what is strange in it, if anything is. */
function whereOf(reads) {
  const real = reads.filter(({ isReal }) => isReal).map(({ value }) => value);
  if (real.some(Number.isNaN)) return "where_nan";
  if (!real.includes(-Infinity)) return "where";
  return real.some(Number.isFinite) ? "where_lowest" : "where_all_lowest";
}

/** One number of a window; what it counts, where it is padding, depends on the rule. */
function termOf({ cell, at, value, isReal }, rule, isWinner) {
  const text = isReal || rule === "avg" ? null : LOWEST;
  const counts = rule === "max" ? Number(isWinner) : 1;
  return {
    id: cell.join(","),
    cells: [cellId("x", ...at), cellId("window", ...cell)],
    numbers: [value, counts],
    value: counts ? value : 0,
    text,
    isWon: isWinner,
    mark: (rule === "max" && !isWinner) || !isReal ? "nothing" : null,
  };
}
