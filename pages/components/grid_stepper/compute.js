// The arithmetic of the grid, pure functions. NumPy stays the truth: tests/node holds every number
// here against cnncore.ops over a table of cases.

import { parseNumber } from "../shared/pure/numbers.js";

/**
 * @typedef {{inputs: Record<string, Record<number, number[][]>>, kernels: Record<string, Record<number, number[][]>>}} Presets
 * @typedef {Record<string, any>} Settings By the names of the page's parameters.
 * @typedef {object} View What the screen shows.
 * @property {Settings} settings
 * @property {number[][]} input
 * @property {number[][]} weight As it is multiplied: turned if it is flipped.
 * @property {number[][]} padded
 * @property {number[][]} out Empty where the settings do not fit one another.
 * @property {Set<number>} read Padded rows, and columns, that some window reads.
 * @property {Record<string, any>} shape Sizes, or the problem.
 */

/** Span of a kernel on the input once its weights are dilation cells apart. */
const effectiveSize = (kernelSize, dilation) => dilation * (kernelSize - 1) + 1;

/** Sizes of one case, or why it cannot be: {padded, effective, out, remainder} or {problem, ...}. */
function geometry({ size, kernel_size: kernelSize, stride, padding, dilation, padding_mode: mode }) {
  const padded = size + 2 * padding;
  const effective = effectiveSize(kernelSize, dilation);
  if (mode === "reflect" && padding >= size) return { problem: "reflect", padded, effective, largest: size - 1 };
  if (effective > padded) {
    return {
      problem: "kernel",
      padded,
      effective,
      largestKernel: Math.floor((padded - 1) / dilation) + 1,
      smallestPadding: Math.ceil((effective - size) / 2),
    };
  }
  const travel = padded - effective;
  return { padded, effective, travel, out: Math.floor(travel / stride) + 1, remainder: travel % stride };
}

/** Where padded position i (from -padding) takes its value: an index of the input, or null for 0. */
function sourceIndex(i, size, mode) {
  if (i >= 0 && i < size) return i;
  if (mode === "zeros") return null;
  if (mode === "replicate") return i < 0 ? 0 : size - 1;
  if (mode === "reflect") return i < 0 ? -i : 2 * (size - 1) - i;
  return (i + size) % size; // circular
}

function padInput(input, padding, mode) {
  const size = input.length;
  const source = Array.from({ length: size + 2 * padding }, (_, i) => sourceIndex(i - padding, size, mode));
  return source.map((row) => source.map((col) => (row === null || col === null ? 0 : input[row][col])));
}

/** A preset with the learner's own numbers over it; edits outside the size wait for their return. */
function withEdits(grid, edits) {
  const out = grid.map((row) => row.slice());
  for (const [row, col, text] of edits) {
    if (out[row]?.[col] !== undefined) out[row][col] = parseNumber(text) ?? out[row][col];
  }
  return out;
}

const rotated = (grid) => grid.map((row) => row.slice().reverse()).reverse();

/**
 * All presets by name and size. The random digits come from NumPy at the largest size: the others are its corner.
 * @param {Presets} presets
 * @param {number[][]} digits
 * @returns {Presets}
 */
export function withRandom(presets, digits) {
  const random = {};
  for (let size = 1; size <= digits.length; size += 1)
    random[size] = digits.slice(0, size).map((row) => row.slice(0, size));
  return { ...presets, inputs: { ...presets.inputs, random } };
}

/**
 * Everything the screen shows, from the settings alone.
 * @param {Settings} settings
 * @param {Presets} presets
 * @returns {View}
 */
export function evaluate(settings, presets) {
  const input = withEdits(presets.inputs[settings.image][settings.size], settings.input_edits);
  const stored = withEdits(presets.kernels[settings.kernel][settings.kernel_size], settings.kernel_edits);
  const weight = settings.flip ? rotated(stored) : stored;
  const shape = geometry(settings);
  const padded =
    shape.problem === "reflect"
      ? padInput(input, 0, "zeros")
      : padInput(input, settings.padding, settings.padding_mode);
  const view = { settings, input, weight, padded, shape, out: [], read: new Set() };
  if (shape.problem) return view;
  for (let i = 0; i < shape.out; i += 1) {
    for (const row of readAlong(i, settings)) view.read.add(row);
    view.out.push(Array.from({ length: shape.out }, (_, j) => windowSum(view, i, j)));
  }
  return view;
}

/**
 * Padded rows (or columns) that the window of output row (or column) i reads.
 * @param {number} i
 * @param {Settings} settings
 * @returns {number[]}
 */
export function readAlong(i, { kernel_size: kernelSize, stride, dilation }) {
  return Array.from({ length: kernelSize }, (_, u) => i * stride + u * dilation);
}

function windowSum(view, i, j) {
  const { stride, dilation, kernel_size: kernelSize } = view.settings;
  let total = 0;
  for (let u = 0; u < kernelSize; u += 1) {
    const row = view.padded[i * stride + u * dilation];
    const weights = view.weight[u];
    for (let v = 0; v < kernelSize; v += 1) total += row[j * stride + v * dilation] * weights[v];
  }
  return total;
}

/**
 * The products of one window, line by line: {row, col, u, v, x, w}.
 * @param {View} view
 * @param {number} i
 * @param {number} j
 * @returns {{row: number, col: number, u: number, v: number, x: number, w: number}[][]}
 */
export function windowTerms(view, i, j) {
  const rows = readAlong(i, view.settings);
  const cols = readAlong(j, view.settings);
  return rows.map((row, u) =>
    cols.map((col, v) => ({ row, col, u, v, x: view.padded[row][col], w: view.weight[u][v] })),
  );
}

/**
 * The settings that decide the numbers, as one string; pages/ui/lesson/stepper.py builds the same.
 * @param {Settings} settings
 * @returns {string}
 */
export function caseKey(settings) {
  const edits = (list) => list.map((item) => item.join(".")).join("_");
  const { size, image, seed, kernel, kernel_size: k, stride, padding, dilation, padding_mode: mode, flip } = settings;
  return [
    size,
    image,
    kernel,
    k,
    stride,
    padding,
    dilation,
    mode,
    flip ? 1 : 0,
    seed,
    edits(settings.input_edits),
    edits(settings.kernel_edits),
  ].join("|");
}
