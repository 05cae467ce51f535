// A transposed convolution, read in two ways: each number stamps the kernel onto the output; or the
// turned kernel slides over the input with zeros put between its numbers. Both give the same output.

import { alongAxis, convolve } from "../../shared/pure/windows.js";
import { inputOf, kernelOf, legalBy, matrix, operand, problemOf, rotated } from "./scene.js";
import { sliding } from "./sliding.js";
import { stampAxis } from "./stamp_axis.js";
import { range, Stamps } from "./stamps.js";

/** Everything the screen shows, from the settings alone.
 * @param {Record<string, any>} settings As in the contract: pairs are [rows, columns].
 * @returns {import("./scene.js").Scene}
 */
export function conv_transpose2d(settings, presets, given) {
  const axes = [0, 1].map((axis) => stampAxis(alongAxis(settings, axis)));
  const [input, weight] = [inputOf(settings, presets, given), kernelOf(settings, presets)];
  const problem = problemOf(axes);
  const scene = problem ? nothing : settings.reading === "window" ? slid : stamped;
  return { ...scene(input, weight, axes), problem, axes, legal: legalBy(settings, stampAxis) };
}

const inputGrid = (values) => operand("input", "input", values, "input_edits");
const kernelGrid = (values) => operand("kernel", "kernel", values, "kernel_edits");
const output = (values) => ({ ...matrix("output", "output", values), none: "nothing_kept" });

/** No output is left: nothing is stamped. */
const nothing = (input, weight) => ({
  grids: { x: inputGrid(input), weight: kernelGrid(weight), out: output([]) },
  operands: ["x", "weight"],
  count: 0,
  rowLength: 0,
  stepOf: () => null,
  look: () => () => ({}),
  sums: { count: 0, usesAll: false },
  legend: [],
});

function stamped(input, weight, axes) {
  const [rows, cols] = axes;
  const stamps = new Stamps(input, weight, axes);
  const out = outputGrid(stamps);
  return {
    grids: { x: inputGrid(input), weight: kernelGrid(weight), out },
    operands: ["x", "weight"],
    count: stamps.count,
    rowLength: stamps.perRow,
    step: (index) => stamps.step(index),
    stepOf: (cell) => stamps.stepOf(cell),
    shown: (pointed, now) => stamps.shown(pointed, now),
    look: (now) => stamps.look(now),
    sums: {
      count: rows.out * cols.out,
      at: (i) => stamps.cellStep(Math.floor(i / cols.out), i % cols.out),
      usesAll: false,
    },
    legend: [
      out.inner && ["padding", "legend_cut"],
      out.read.some((axis) => axis.includes(false)) && ["unread", "legend_unstamped"],
      ["window", "legend_stamp"],
    ].filter(Boolean),
  };
}

/** The output among all that the stamps cover: what the padding of the forward convolution cuts off
 * is drawn too. */
function outputGrid(stamps) {
  const [rows, cols] = stamps.axes;
  const [top, left] = [rows.padding, cols.padding];
  const values = range(rows.drawn).map((row) => range(cols.drawn).map((col) => stamps.total(row - top, col - left)));
  const read = stamps.reach.map((positions) => positions.map((found) => found.length > 0));
  const says = { added: "cell_cut", unread: "cell_unstamped" };
  const grid = { ...output(values), read, says };
  if (rows.drawn === rows.out && cols.drawn === cols.out) return grid;
  return {
    ...grid,
    inner: { row: top, col: left, rows: rows.out, cols: cols.out },
    origin: [top, left],
    isAdded: (row, col) => !stamps.isKept(row - top, col - left),
    own: { word: "size_cut", size: [rows.out, cols.out] },
    scaled: values.slice(top, top + rows.out).map((line) => line.slice(left, left + cols.out)),
  };
}

function slid(input, weight, stampAxes) {
  const axes = stampAxes.map(slidAxis);
  const [rows, cols] = axes;
  const numberAt = (row, col) => [rows.numberAt(row), cols.numberAt(col)];
  const isZero = (row, col) => numberAt(row, col).includes(null);
  const valueAt = (row, col) => (isZero(row, col) ? 0 : input[rows.numberAt(row)][cols.numberAt(col)]);
  const stuffed = range(rows.padded).map((row) => range(cols.padded).map((col) => valueAt(row, col)));
  const turned = rotated(weight);
  const stored = (row, col) => [weight.length - 1 - row, weight[0].length - 1 - col];
  const x = {
    ...operand("input", "input", stuffed, "input_edits", numberAt),
    scaled: input,
    isAdded: isZero,
    says: { added: "cell_zeros", unread: "cell_unread" },
    own: { word: "size_stuffed", size: [input.length, input[0].length] },
  };
  const kernel = operand("kernel", "kernel_flipped", turned, "kernel_edits", stored);
  const grids = { x, weight: kernel, out: output(convolve(stuffed, turned, rows, cols)) };
  const legend = [
    ["padding", "legend_zeros"],
    ["window", "legend_window"],
  ];
  return { ...sliding(grids, axes, null), legend };
}

/** How far the turned kernel slides with steps of 1: over the numbers, the zeros between them, and so
 * many around them that the first window ends at the first number; a cut of P takes P of those away. */
function slidAxis({ kernel_size, dilation, extent, out, padding, size, stride }) {
  const padded = out + extent - 1;
  const first = extent - 1 - padding;
  /** The number at a position; null: a zero that was put in. */
  const numberAt = (position) => {
    const number = (position - first) / stride;
    return Number.isInteger(number) && number >= 0 && number < size ? number : null;
  };
  return { kernel_size, dilation, extent, out, stride: 1, padded, numberAt };
}
