// Pooling: one number speaks for a window. The largest and the mean are computed side by side; the
// mode says which of them is played.

import { cellId, cellOf } from "../../shared/pure/cells.js";
import { formatNumber } from "../../shared/pure/numbers.js";
import { alongAxis, pad } from "../../shared/pure/windows.js";
import { countedCells, isInside, poolAxis, poolRead, poolReads } from "./pool_axis.js";
import { inputOf, legalBy, problemOf } from "./scene.js";

export const LOWEST = "\u2212\u221e";
const UNCOUNTED = "\u2013"; // padding that the divisor does not count
const RULES = ["max", "avg"];

/** Both axes of the settings. */
export const poolAxes = (settings) =>
  [0, 1].map((axis) => poolAxis({ ...alongAxis(settings, axis), ceil_mode: settings.ceil_mode }));

/**
 * @typedef {object} Read One cell of a window.
 * @property {[number, number]} cell Its place in the window.
 * @property {[number, number]} at Its place on the padded input.
 * @property {number} value
 * @property {boolean} isReal Whether it belongs to the input and not to its padding.
 */

/** What a window reads, line by line.
 * @param {number[][]} padded
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
 * @param {Read[]} reads
 * @returns {Read}
 */
export function winnerOf(reads) {
  const real = reads.filter(({ isReal }) => isReal);
  return (real.length ? real : reads).reduce((best, one) => (one.value > best.value ? one : best));
}

/** By how much the sum of a window is divided.
 * @returns {number}
 */
export const divisorOf = (axes, i, j, withPadding) =>
  countedCells(axes[0], i, withPadding) * countedCells(axes[1], j, withPadding);

/** Everything the screen shows, from the settings alone.
 * @param {Record<string, any>} settings As in the contract: pairs are [rows, columns].
 * @returns {import("./scene.js").Scene}
 */
export function pool2d(settings, presets, given) {
  const axes = poolAxes(settings);
  const spreads = axes.some(({ dilation }) => dilation > 1);
  const problem = problemOf(axes) ?? (spreads && settings.mode === "avg" ? NO_SPREAD_MEAN : null);
  const input = inputOf(settings, presets, given);
  const pools = new Pools(settings, axes, input, problem);
  const grids = gridsOf(pools, input, problem, spreads);
  const count = pools.count;
  const rules = spreads ? ["max"] : RULES;
  const second = rules.find((rule) => rule !== settings.mode);
  const step = (index) => ({
    ...pools.step(settings.mode, index),
    other: second ? pools.step(second, index) : null,
  });

  function stepOf(cell) {
    const { grid, row, col } = cellOf(cell);
    const isOutput = rules.includes(grid) && !problem && row < axes[0].out && col < axes[1].out;
    return isOutput ? row * axes[1].out + col : null;
  }

  function shown(pointed, now) {
    const index = pointed === null ? null : stepOf(pointed);
    if (index === null) return { key: String(now), step: () => step(now) };
    const { grid } = cellOf(pointed);
    if (grid === settings.mode) return { key: String(index), step: () => step(index) };
    return { key: pointed, step: () => ({ ...pools.step(grid, index), other: pools.step(settings.mode, index) }) };
  }

  return {
    problem,
    grids,
    axes,
    operands: ["x", "window"],
    played: settings.mode,
    printed: (index) => pools.printed(index),
    count,
    rowLength: problem ? 0 : axes[1].out,
    step,
    stepOf,
    shown,
    look: (now) => (cell) => lookOf(pools, cell, stepOf(cell), now),
    sums: {
      count: count * rules.length,
      at: (i) => pools.step(rules[Math.floor(i / count)], i % count),
      usesAll: true,
    },
    legend: legendOf(grids, axes, problem),
    legal: legalOf(settings),
  };
}

const NO_SPREAD_MEAN = { code: "avg_has_no_dilation", values: {}, ways: [], axis: null };

function legalOf(settings) {
  const byAxis = legalBy(settings, (own) => poolAxis({ ...own, ceil_mode: settings.ceil_mode }));
  return (name, axis, limits) => (name === "dilation" && settings.mode === "avg" ? [1, 1] : byAxis(name, axis, limits));
}

/** The windows of one pooling, and what each gives. */
class Pools {
  constructor(settings, axes, input, problem) {
    this.settings = settings;
    this.axes = axes;
    this.count = problem ? 0 : axes[0].out * axes[1].out;
    this.padded = pad(input, ...axes);
  }

  placeOf(index) {
    const columns = this.axes[1].out;
    return [Math.floor(index / columns), index % columns];
  }

  /** What a window gives by each rule.
   * @returns {{reads: Read[], winner: Read, divisor: number, max: number, avg: number}}
   */
  at(index) {
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

  /** @returns {import("./scene.js").Step} */
  step(rule, index) {
    const [i, j] = this.placeOf(index);
    const [rows, cols] = this.axes;
    const { reads, winner, divisor, ...totals } = this.at(index);
    const isWinner = (read) => rule === "max" && read === winner;
    const skips = rule === "avg" && !this.settings.count_include_pad;
    const counted = skips ? reads.filter(({ isReal }) => isReal) : reads;
    const terms = counted.map((read) => termOf(read, rule, isWinner(read)));
    const window = { row: i * rows.stride, col: j * cols.stride, rows: rows.extent, cols: cols.extent };
    return {
      target: cellId(rule, i, j),
      rule,
      divisor,
      frames: [{ grid: "x", kind: "window", ...window }],
      terms,
      corners: this.corners(reads, isWinner),
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

/** One number of a window; what it counts, where it is padding, depends on the rule. */
function termOf({ cell, at, value, isReal }, rule, isWinner) {
  const text = isReal || rule === "avg" ? null : LOWEST;
  const counts = rule === "max" ? Number(isWinner) : 1;
  return {
    id: cell.join(","),
    cells: [cellId("x", ...at), cellId("window", ...cell)],
    numbers: [value, counts],
    value: value * counts,
    text,
    isWon: isWinner,
    mark: (rule === "max" && !isWinner) || !isReal ? "nothing" : null,
  };
}

function gridsOf(pools, input, problem, spreads) {
  const [rows, cols] = pools.axes;
  const hasBorder = rows.border + cols.border > 0;
  const kernel = pools.axes.map((axis) => axis.kernel_size);
  const table = (rule) => (rule === "avg" && spreads ? [] : pools.table(rule));
  const at = (row, col) => [row - rows.border, col - cols.border];
  const x = {
    role: "input",
    name: "input",
    values: drawn(pools.padded, rows, cols),
    scaled: input,
    inner: hasBorder ? { row: rows.border, col: cols.border, rows: rows.size, cols: cols.size } : null,
    isAdded: (row, col) => !(isInside(rows, row) && isInside(cols, col)),
    own: hasBorder ? { word: "size_padded", size: [rows.size, cols.size] } : null,
    size: [rows.padded, cols.padded],
    read: problem ? null : pools.axes.map(poolRead),
    edits: { setting: "input_edits", at },
  };
  const blank = Array.from({ length: kernel[0] }, () => new Array(kernel[1]).fill(0));
  const window = { role: "kernel", name: "window", symbol: "", values: blank, scaled: input, inner: null };
  return { x, window, max: outGrid("max", table("max")), avg: outGrid("avg", table("avg"), spreads) };
}

const outGrid = (rule, values, spreads = false) => ({
  role: "output",
  name: `${rule}_out`,
  values,
  scaled: values.map((line) => line.map((value) => (Number.isFinite(value) ? value : 0))),
  inner: null,
  none: spreads ? "avg_none" : "no_output",
});

/** The padded input with the places beyond it that a window hangs over. */
function drawn(padded, rows, cols) {
  return Array.from({ length: rows.drawn }, (_, i) =>
    Array.from({ length: cols.drawn }, (_, j) => padded[i]?.[j] ?? 0),
  );
}

function lookOf(pools, cell, index, now) {
  const { grid, row, col } = cellOf(cell);
  const [rows, cols] = pools.axes;
  if (grid === "x") {
    if (row >= rows.padded || col >= cols.padded) return { isOutside: true };
    return isInside(rows, row) && isInside(cols, col) ? {} : { text: pools.shown({ isReal: false }) };
  }
  if (index === null) return grid === "window" ? { isOutside: true } : {};
  const { [grid]: value } = pools.at(index);
  return {
    isEmpty: index > now,
    isCurrent: index === now,
    ...(Number.isFinite(value) ? {} : { value: 0, text: LOWEST }),
  };
}

function legendOf({ x }, axes, problem) {
  if (problem) return [];
  const isUnread = axes.some((axis, i) => x.read[i].slice(0, axis.padded).includes(false));
  return [
    x.inner && ["padding", "legend_padding"],
    isUnread && ["unread", "legend_unread"],
    axes.some(({ drawn, padded }) => drawn > padded) && ["outside", "legend_outside"],
    ["window", "legend_window"],
  ].filter(Boolean);
}
