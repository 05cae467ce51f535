// A function of one number, cell by cell: no window, the shape stays.

import { activationOf } from "../../shared/pure/activations.js";
import { cellId, cellOf } from "../../shared/pure/cells.js";
import { matrix, operand, withEdits } from "./scene.js";

const CALLED = { relu: "max(0, ", sigmoid: "\u03c3(" };

/** How a function is written before its number.
 * @param {string} name Of the function, as PyTorch has it.
 * @returns {string} Up to the number, an open bracket last.
 */
export const called = (name) => CALLED[name] ?? `${name}(`;

/** Everything the screen shows, from the settings alone.
 * @param {{activation: string, input_edits: [number, number, string][]}} settings
 * @param {object} _presets
 * @param {{example: number[][], functions: object}} given The numbers before any edit; slopes and pieces.
 * @returns {import("./scene.js").Scene}
 */
export function cellwise({ activation, input_edits: edits }, _presets, { example, functions }) {
  const input = withEdits(example, edits);
  const curve = activationOf(activation, functions);
  const { value, derivative } = curve;
  const output = input.map((line) => line.map(value));
  const [rows, cols] = [input.length, input[0].length];

  /** @returns {import("./scene.js").Step} */
  function step(index) {
    const [i, j] = [Math.floor(index / cols), index % cols];
    const number = input[i][j];
    return {
      target: cellId("out", i, j),
      rule: "call",
      begin: called(activation),
      frames: [{ grid: "x", kind: "window", row: i, col: j, rows: 1, cols: 1 }],
      terms: [{ id: "0", cells: [cellId("x", i, j)], numbers: [number, 1], value: number }],
      corners: new Map(),
      total: output[i][j],
      derivative: derivative(number),
    };
  }

  function stepOf(cell) {
    const { grid, row, col } = cellOf(cell);
    return grid === "out" || grid === "x" ? row * cols + col : null;
  }

  function shown(pointed, now) {
    const index = (pointed && stepOf(pointed)) ?? now;
    return { key: String(index), step: () => step(index) };
  }

  const look = (now) => (cell) => {
    const { grid, row, col } = cellOf(cell);
    const index = row * cols + col;
    return grid === "out" ? { isEmpty: index > now, isCurrent: index === now } : {};
  };

  return {
    problem: null,
    grids: {
      x: operand("input", "input", input, "input_edits"),
      out: matrix("output", "output", output),
    },
    axes: [{}, {}],
    operands: ["x", "out"],
    count: rows * cols,
    rowLength: cols,
    step,
    stepOf,
    shown,
    look,
    sums: { count: rows * cols, at: step, usesAll: true },
    legend: [],
    legal: () => null,
    activation: { name: activation, ...curve },
  };
}
