// A function of one number, cell by cell: no window, the shape stays.

import { activationOf, bent } from "../../shared/pure/activations.js";
import { cellId, cellOf } from "../../shared/pure/cells.js";
import { matrix, operand, withEdits } from "./scene.js";
import { learn, slopesOf } from "./slopes.js";

const CALLED = { relu: "max(0, ", sigmoid: "\u03c3(" };

/** How a function is written before its number.
 * @param {string} name Of the function, as PyTorch has it.
 * @returns {string} Up to the number, an open bracket last.
 */
export const called = (name) => CALLED[name] ?? `${name}(`;

/** What PReLU has learned on these numbers, or what RReLU has drawn; nothing for the others. */
function slopesIn({ activation, slope_steps: steps, rate, mode, seed }, input, { functions, draws, runaway }) {
  if (activation === "prelu") {
    return { learned: learn(input.flat(), steps, { start: functions.prelu, rate: Number(rate), runaway }) };
  }
  if (activation !== "rrelu") return {};
  const [lower, upper] = functions.rrelu;
  return { slopes: slopesOf(input, mode === "train" ? draws[seed] : null, (lower + upper) / 2) };
}

/** Everything the screen shows, from the settings alone.
 * @param {{activation: string, input_edits: [number, number, string][], slope_steps: number, rate: string,
 *   mode: "test" | "train", seed: number}} settings
 * @param {object} _presets
 * @param {{example: number[][], functions: object, draws: number[][][], runaway: number}} given The numbers
 *   before any edit; slopes and pieces; the slopes that are drawn, by seed.
 * @returns {import("./scene.js").Scene}
 */
export function cellwise(settings, _presets, given) {
  const { activation, input_edits: edits } = settings;
  const input = withEdits(given.example, edits);
  const { learned, slopes } = slopesIn(settings, input, given);
  const functions = { ...given.functions, ...(learned ? { prelu: learned.at(-1).slope } : {}) };
  const curve = activationOf(activation, functions);
  /** The function of a cell: where slopes are drawn, each number below 0 has its own. */
  const curveAt = (i, j) => (slopes && input[i][j] <= 0 ? { ...curve, ...bent(slopes[i][j]) } : curve);
  const output = input.map((line, i) => line.map((x, j) => curveAt(i, j).value(x)));
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
      derivative: curveAt(i, j).derivative(number),
      activation: { name: activation, ...curveAt(i, j) },
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
    functions,
    learned,
    slopes,
  };
}
