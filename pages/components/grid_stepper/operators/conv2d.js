// A kernel over a grid: from the settings to everything a screen shows of it.

import { cellId, cellOf } from "../../shared/pure/cells.js";
import { parseNumber } from "../../shared/pure/numbers.js";
import { alongAxis, axisOf, convolve, legalEnds, pad, products, readPositions } from "../../shared/pure/windows.js";

/**
 * @typedef {import("../../shared/pure/windows.js").Axis} Axis
 *
 * @typedef {object} SceneGrid One matrix.
 * @property {"input" | "kernel" | "output"} role
 * @property {string} name Key of its name among the words.
 * @property {number[][]} values
 * @property {Box | null} inner The part that is no border, where there is one.
 * @property {number[][]} scaled What its colours range over.
 * @property {boolean[][] | null} [read] Per axis: whether any window reads a row, a column.
 * @property {{setting: string, at: (row: number, col: number) => [number, number]}} [edits]
 *
 * @typedef {{row: number, col: number, rows: number, cols: number}} Box
 *
 * @typedef {object} Step
 * @property {string} target The cell it computes.
 * @property {(Box & {grid: string, kind: string})[]} frames
 * @property {(import("../../shared/pure/sum.js").Product & {value: number})[]} terms
 * @property {number} total
 *
 * @typedef {object} Scene
 * @property {(import("../../shared/pure/windows.js").Problem & {axis: number | null}) | null} problem
 *   axis: 0 for rows, 1 for columns, null where both say the same.
 * @property {Record<string, SceneGrid>} grids
 * @property {[Axis, Axis]} axes Rows and columns.
 * @property {[string, string]} operands Ids of what is multiplied: the numbers, the weights.
 * @property {number} count Of steps.
 * @property {number} rowLength Steps in a row of the output.
 * @property {(i: number) => Step} step
 * @property {(cell: string) => number | null} stepOf
 * @property {(name: string, axis: number | null, limits: [number, number]) => [number, number] | null} legal
 */

/** A preset with the learner's own numbers over it; edits outside the size wait for their return. */
function withEdits(grid, edits) {
  const out = grid.map((row) => row.slice());
  for (const [row, col, text] of edits) {
    if (out[row]?.[col] !== undefined) out[row][col] = parseNumber(text) ?? out[row][col];
  }
  return out;
}

const rotated = (grid) => grid.map((row) => row.slice().reverse()).reverse();

/** A named input; the random digits are given at the largest size: the others are its corner. */
function inputOf({ image, size }, presets, given) {
  if (image !== "random") return presets.inputs[image][sizeKey(size)];
  return given.random.slice(0, size[0]).map((row) => row.slice(0, size[1]));
}

/** How the tables of presets name a size. */
const sizeKey = ([rows, cols]) => `${rows}x${cols}`;

function problemOf(axes) {
  const [rows, cols] = axes.map((axis) => axis.problem);
  if (!rows && !cols) return null;
  const isSame = JSON.stringify(rows) === JSON.stringify(cols);
  return { ...(rows ?? cols), axis: isSame ? null : rows ? 0 : 1 };
}

function gridsOf(settings, axes, problem, presets, given) {
  const [rows, cols] = axes;
  const input = withEdits(inputOf(settings, presets, given), settings.input_edits);
  const stored = withEdits(presets.kernels[settings.kernel][sizeKey(settings.kernel_size)], settings.kernel_edits);
  const weight = settings.flip ? rotated(stored) : stored;
  const padded = pad(input, rows, cols);
  const out = convolve(padded, weight, rows, cols);
  const turned = (row, col) => [stored.length - 1 - row, stored[0].length - 1 - col];
  return {
    x: {
      role: "input",
      name: "input",
      values: padded,
      scaled: input,
      inner:
        rows.border + cols.border > 0 ? { row: rows.border, col: cols.border, rows: rows.size, cols: cols.size } : null,
      read: problem ? null : axes.map(readPositions),
      edits: { setting: "input_edits", at: (row, col) => [row - rows.border, col - cols.border] },
    },
    weight: {
      role: "kernel",
      name: settings.flip ? "kernel_flipped" : "kernel",
      values: weight,
      scaled: weight,
      inner: null,
      edits: { setting: "kernel_edits", at: settings.flip ? turned : (row, col) => [row, col] },
    },
    out: { role: "output", name: "output", values: out, scaled: out, inner: null },
  };
}

/** Everything the screen shows, from the settings alone.
 * @param {Record<string, any>} settings As in the contract: pairs are [rows, columns].
 * @param {{inputs: Record<string, Record<string, number[][]>>, kernels: Record<string, Record<string, number[][]>>}} presets
 * @param {{random: number[][]}} given What only the server knows.
 * @returns {Scene}
 */
export function conv2d(settings, presets, given) {
  const axes = [0, 1].map((axis) => axisOf(alongAxis(settings, axis)));
  const [rows, cols] = axes;
  const problem = problemOf(axes);
  const grids = gridsOf(settings, axes, problem, presets, given);
  const numberAt = (grid, [row, col]) => grids[grid].values[row][col];
  return {
    problem,
    grids,
    axes,
    operands: ["x", "weight"],
    count: problem ? 0 : rows.out * cols.out,
    rowLength: problem ? 0 : cols.out,
    step(index) {
      const [i, j] = [Math.floor(index / cols.out), index % cols.out];
      const terms = products(rows, cols, i, j).map(({ id, cells, at, by }) => {
        const numbers = [numberAt("x", at), numberAt("weight", by)];
        return { id, cells, numbers, value: numbers[0] * numbers[1] };
      });
      const place = { row: i * rows.stride, col: j * cols.stride, rows: rows.extent, cols: cols.extent };
      return {
        target: cellId("out", i, j),
        frames: [{ grid: "x", kind: "window", ...place }],
        terms,
        total: grids.out.values[i][j],
      };
    },
    stepOf(cell) {
      const { grid, row, col } = cellOf(cell);
      return grid === "out" && !problem && row < rows.out && col < cols.out ? row * cols.out + col : null;
    },
    legal: (name, axis, limits) => legalAlong(settings, name, axis === null ? [0, 1] : [axis], limits),
  };
}

/** The values of a setting that fit along some axes at once. */
function legalAlong(settings, name, along, limits) {
  const ends = along.map((axis) => legalEnds(alongAxis(settings, axis), name, limits));
  if (ends.includes(null)) return null;
  const [low, high] = [Math.max(...ends.map((end) => end[0])), Math.min(...ends.map((end) => end[1]))];
  return low <= high ? [low, high] : null;
}
