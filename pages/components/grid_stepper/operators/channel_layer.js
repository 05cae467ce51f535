// What each window of a convolution over channels makes of the numbers: lane by lane, then their sum,
// then the bias.

import { cellId, cellOf } from "../../shared/pure/cells.js";
import { bracketed, formatNumber } from "../../shared/pure/numbers.js";
import { convolve, pad, products } from "../../shared/pure/windows.js";
import { seenBy } from "./channel_groups.js";
import { numbersOf } from "./channel_numbers.js";

/** @typedef {{lane: number, target: string, terms: object[], total: number}} LaneSum */

/** All kernels over all channels; one of the kernels is shown. */
export class Layer {
  /**
   * @param {Record<string, any>} settings
   * @param {object} tables As `numbersOf` takes them.
   * @param {import("../../shared/pure/windows.js").Axis[]} axes
   * @param {object | null} problem Why there is no output.
   */
  constructor(settings, tables, axes, problem) {
    Object.assign(this, numbersOf(settings, tables));
    this.settings = settings;
    this.axes = axes;
    this.problem = problem;
    this.count = problem ? 0 : axes[0].out * axes[1].out;
    this.kernel = Math.min(settings.shown_kernel, this.slices.length) - 1;
    this.own = this.seen(this.kernel);
    this.filled = new Set(["out", "sum", ...this.own.map((c) => `part.${c}`)]);
    this.shared = [...this.names.map((_, c) => `weight.${c}`), "bias"];
    this.padded = this.inputs.map((input) => pad(input, ...axes));
    this.parts = this.slices.map((slices, k) =>
      this.names.map((_, c) => (this.seen(k).includes(c) ? convolve(this.padded[c], slices[c], ...axes) : [])),
    );
  }

  seen(kernel) {
    return seenBy(this.settings, kernel);
  }

  /** The sum of the lanes of a kernel; [] where there is none.
   * @returns {number[][]}
   */
  added(kernel) {
    if (this.problem) return [];
    const parts = this.seen(kernel).map((c) => this.parts[kernel][c]);
    return parts[0].map((line, i) => line.map((_, j) => parts.reduce((sum, part) => sum + part[i][j], 0)));
  }

  map(kernel) {
    return this.added(kernel).map((line) => line.map((value) => value + this.biases[kernel]));
  }

  placeOf(index) {
    const columns = this.axes[1].out;
    return [Math.floor(index / columns), index % columns];
  }

  /** What a lane of a kernel gives at a place. The slices of a kernel that is not shown have ids of their own.
   * @returns {LaneSum}
   */
  laneSum(kernel, lane, i, j) {
    const weight = kernel === this.kernel ? `weight.${lane}` : `other.${kernel}.${lane}`;
    const terms = products(...this.axes, i, j).map(({ at, by }) => {
      const numbers = [this.padded[lane][at[0]][at[1]], this.slices[kernel][lane][by[0]][by[1]]];
      const cells = [cellId(`x.${lane}`, ...at), cellId(weight, ...by)];
      return { id: `${lane}:${by}`, cells, numbers, value: numbers[0] * numbers[1] };
    });
    return { lane, target: cellId(`part.${lane}`, i, j), terms, total: this.parts[kernel][lane][i][j] };
  }

  lanesAt(kernel, index) {
    return this.seen(kernel).map((lane) => this.laneSum(kernel, lane, ...this.placeOf(index)));
  }

  /** @returns {import("./scene.js").Step & {lanes: LaneSum[]}} */
  step(index) {
    const [i, j] = this.placeOf(index);
    const lanes = this.lanesAt(this.kernel, index);
    const partials = lanes.map(({ lane, target, total }) => named(`${this.names[lane]}\u00a0`, target, total, "part"));
    const bias = named("", "bias:0,0", this.biases[this.kernel], "kernel");
    return {
      target: cellId("out", i, j),
      rule: "add",
      begin: "",
      frames: lanes.map(({ lane }) => this.frame(lane, i, j)),
      terms: [...partials, bias],
      corners: cornersOf(lanes),
      total: lanes.reduce((sum, { total }) => sum + total, 0) + this.biases[this.kernel],
      lanes,
    };
  }

  frame(lane, i, j) {
    const [rows, cols] = this.axes;
    const window = { row: i * rows.stride, col: j * cols.stride, rows: rows.extent, cols: cols.extent };
    return { grid: `x.${lane}`, kind: "window", ...window };
  }

  /** The step of one lane alone or of the sum of all, where a cell of their maps is meant; else that of the output. */
  stepAt(cell) {
    const { grid, row, col } = cellOf(cell);
    const step = this.step(this.stepOf(cell));
    const lane = step.lanes.find(({ target }) => target === cell);
    if (grid === "sum") {
      return { ...step, target: cell, terms: step.terms.slice(0, -1), total: step.total - this.biases[this.kernel] };
    }
    if (!lane) return step;
    const where = { key: "where_lane", values: { lane: this.names[lane.lane], row: row + 1, column: col + 1 } };
    const frames = [this.frame(lane.lane, row, col)];
    return { ...step, ...lane, where, frames, rule: undefined, corners: cornersOf([lane]) };
  }

  stepOf(cell) {
    const { grid, row, col } = cellOf(cell);
    const [rows, cols] = this.axes;
    return this.filled.has(grid) && !this.problem && row < rows.out && col < cols.out ? row * cols.out + col : null;
  }

  shownStep(pointed, now) {
    const index = pointed === null ? null : this.stepOf(pointed);
    if (index === null) return { key: String(now), step: () => this.step(now) };
    const isOutput = cellOf(pointed).grid === "out";
    return { key: isOutput ? String(index) : pointed, step: () => this.stepAt(pointed) };
  }

  look(cell, now) {
    const index = this.stepOf(cell);
    if (index !== null) return { isEmpty: index > now, isCurrent: index === now };
    const kernel = mapOf(cell);
    return kernel === null ? {} : { isEmpty: kernel > this.kernel };
  }

  /** The settings that a cell of another kernel's map stands for: that kernel, at that place. */
  chosen(cell) {
    const kernel = mapOf(cell);
    if (kernel === null) return null;
    const { row, col } = cellOf(cell);
    return { shown_kernel: kernel + 1, step: row * this.axes[1].out + col };
  }

  /** The window as a slice of the padded array, through all channels that the kernel sees. */
  printed(index) {
    const read = this.lanesAt(this.kernel, index).flatMap(({ terms }) => terms.map(({ numbers }) => numbers[0]));
    const [rows, cols] = this.settings.kernel_size;
    const [depth, first, last] = [this.own.length, read[0], read.at(-1)];
    return { depth, rows, cols, first: formatNumber(first), last: formatNumber(last) };
  }

  /** Everything that is added up: each lane's cell, their sum, the output; the maps of other kernels too. */
  sums() {
    const { kernel, slices, count, own } = this;
    const targets = [...own.map((lane) => ({ grid: `part.${lane}`, kernel, lanes: [lane] }))];
    targets.push({ grid: "sum", kernel, lanes: own });
    slices.forEach((_, k) => {
      targets.push({ grid: k === kernel ? "out" : `map.${k}`, kernel: k, lanes: this.seen(k) });
    });
    return { count: count * targets.length, at: (i) => this.linked(targets[Math.floor(i / count)], i % count) };
  }

  linked({ grid, kernel, lanes }, index) {
    const [i, j] = this.placeOf(index);
    const terms = lanes.flatMap((lane) => this.laneSum(kernel, lane, i, j).terms);
    const bias = grid === "out" ? [{ id: "bias", cells: ["bias:0,0"] }] : [];
    return { target: cellId(grid, i, j), terms: [...terms, ...bias] };
  }
}

/** A number in the written-out sum of the lanes, with its lane before it. */
const named = (name, cell, value, role) => ({
  id: cell.split(":")[0],
  cells: [cell],
  numbers: [value, 1],
  value,
  text: `${name}${bracketed(value)}`,
  hidden: `${name}?`,
  role,
});

const mapOf = (cell) => {
  const { grid } = cellOf(cell);
  return grid.startsWith("map.") ? Number(grid.slice("map.".length)) : null;
};

function cornersOf(lanes) {
  const corners = lanes.flatMap(({ terms }) =>
    terms.map(({ cells, numbers: [, weight] }) => [
      cells[0],
      {
        text: `\u00d7${formatNumber(weight)}`,
        isZero: weight === 0,
        says: { key: "cell_window", number: weight },
      },
    ]),
  );
  return new Map(corners);
}
