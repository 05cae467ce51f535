// A row of numbers through the same function again and again, every weight taken as 1: what is left of
// the differences between them, or of the gradient on its way back.

import { activationOf } from "../../shared/pure/activations.js";
import { cellId, cellOf } from "../../shared/pure/cells.js";
import { percentText } from "../../shared/pure/readouts.js";
import { called } from "./cellwise.js";
import { matrix, operand, withEdits } from "./scene.js";

/** How far the numbers of a row lie apart. */
const spread = (row) => Math.max(...row) - Math.min(...row);
/** The mean size of the numbers of a row. */
const size = (row) => row.reduce((sum, value) => sum + Math.abs(value), 0) / row.length;

/**
 * The rows behind each layer, and what is left there of what was in the beginning, 0 to 1.
 *
 * @param {number[]} row
 * @param {number} depth Layers.
 * @param {import("../../shared/pure/activations.js").Activation} activation
 * @returns {{signal: number[][], gradient: number[][], left: {signal: number[], gradient: number[]}}}
 */
function through(row, depth, { value, derivative }) {
  const signal = [];
  const gradient = [];
  let [numbers, slopes] = [row, row.map(() => 1)];
  for (let k = 0; k < depth; k += 1) {
    slopes = slopes.map((slope, i) => slope * derivative(numbers[i]));
    numbers = numbers.map(value);
    signal.push(numbers);
    gradient.push(slopes);
  }
  const whole = spread(row);
  return {
    signal,
    gradient,
    left: { signal: signal.map((line) => (whole ? spread(line) / whole : 0)), gradient: gradient.map(size) },
  };
}

/** Everything the screen shows, from the settings alone.
 * @param {{activation: string, follow: "signal" | "gradient", input_edits: [number, number, string][]}} settings
 * @param {object} _presets
 * @param {{example: number[][], depth: number, functions: object}} given
 * @returns {import("./scene.js").Scene}
 */
export function layers({ activation, follow, input_edits: edits }, _presets, { example, depth, functions }) {
  const input = withEdits(example, edits);
  const cols = input[0].length;
  const curve = activationOf(activation, functions);
  const found = through(input[0], depth, curve);
  const rows = found[follow];
  const left = found.left[follow];
  /** What a layer gets, or has got multiplied so far. */
  const before = (of, layer, col) => (layer > 0 ? found[of][layer - 1][col] : of === "signal" ? input[0][col] : 1);

  /** One number of a layer: the function of the number above it, or one more factor of the gradient.
   * @returns {import("./scene.js").Step}
   */
  function numberOf(layer, col) {
    const [grid, row] = layer > 0 ? ["out", layer - 1] : ["x", 0];
    const value = before("signal", layer, col);
    const numbers = follow === "signal" ? [value, 1] : [before("gradient", layer, col), curve.derivative(value)];
    const told = { layer: layer + 1, column: col + 1, left: percentText(left[layer]) };
    return {
      target: cellId("out", layer, col),
      where: { key: `where_${follow}`, values: told },
      ...(follow === "signal" ? { rule: "call", begin: called(activation) } : {}),
      frames: [{ grid, kind: "window", row, col: 0, rows: 1, cols }],
      terms: [{ id: "0", cells: [cellId(grid, row, col)], numbers, value: numbers[0] * numbers[1] }],
      corners: new Map(),
      total: rows[layer][col],
    };
  }

  function shown(pointed, now) {
    const { grid, row, col } = pointed ? cellOf(pointed) : {};
    if (grid === "out") return { key: pointed, step: () => numberOf(row, col) };
    if (grid === "x") return { key: `${pointed}@${now}`, step: () => numberOf(now, col) };
    return { key: String(now), step: () => numberOf(now, 0) };
  }

  return {
    problem: null,
    grids: {
      x: operand("input", "input", input, "input_edits"),
      out: matrix("output", follow, rows),
    },
    axes: [{}, {}],
    operands: ["x", "out"],
    count: depth,
    rowLength: depth,
    step: (layer) => numberOf(layer, 0),
    stepOf: (cell) => (cellOf(cell).grid === "out" ? cellOf(cell).row : null),
    shown,
    look: (now) => (cell) => {
      const { grid, row } = cellOf(cell);
      return grid === "out" ? { isEmpty: row > now, isCurrent: row === now } : {};
    },
    sums: { count: depth * cols, at: (i) => numberOf(Math.floor(i / cols), i % cols), usesAll: true },
    legend: [],
    left,
  };
}
