// A fully connected layer behind feature maps: the maps laid out in one line, a column of weights for
// each number of it, a row for each output. The phase says what is played: the flattening, or the outputs.

import { cellId, cellOf } from "../../shared/pure/cells.js";
import { bracketed, formatNumber } from "../../shared/pure/numbers.js";
import { matrix, operand, withEdits } from "./scene.js";

const range = (length) => Array.from({ length }, (_, i) => i);
const corner = (grid, rows, cols) => grid.slice(0, rows).map((row) => row.slice(0, cols));
const isMap = (grid) => grid.startsWith("x.");

/** The maps, their weights and biases, with the learner's own numbers; edits of the maps count rows of all of them.
 * @param {{channels: number, side: number, out_features: number, input_edits: any[], weight_edits: any[], bias_edits: any[]}} settings
 * @param {{x: number[][][], weight: number[][], bias: number[]}} tables At their largest.
 */
function numbersOf(settings, tables) {
  const { channels, side, out_features: outs } = settings;
  const tall = tables.x[0].length;
  const edited = withEdits(tables.x.flat(), settings.input_edits);
  const maps = range(channels).map((c) => corner(edited.slice(c * tall, (c + 1) * tall), side, side));
  const weight = withEdits(corner(tables.weight, outs, channels * side * side), settings.weight_edits);
  const column = tables.bias.slice(0, outs).map((bias) => [bias]);
  return { tall, maps, vector: maps.flat(2), weight, bias: withEdits(column, settings.bias_edits) };
}

/** Everything the screen shows, from the settings alone.
 * @param {Record<string, any>} settings
 * @param {object} _presets
 * @param {{tables: {x: number[][][], weight: number[][], bias: number[]}}} given
 * @returns {import("./scene.js").Scene & {flat: {channels: number, side: number}}}
 */
export function linear(settings, _presets, { tables }) {
  const { tall, maps, vector, weight, bias } = numbersOf(settings, tables);
  const { channels, side, out_features: outs } = settings;
  const isLaidOut = settings.phase === "layer"; // else the line is still being filled
  const area = side * side;
  const scores = weight.map((row, i) => [vector.reduce((sum, x, j) => sum + x * row[j], 0) + bias[i][0]]);
  const placeOf = (index) => [Math.floor(index / area), Math.floor((index % area) / side), index % side];
  const mapCell = (index) => {
    const [channel, row, col] = placeOf(index);
    return cellId(`x.${channel}`, row, col);
  };
  /** The place in the vector of a cell of a map or of the vector itself; null for any other. */
  const indexOf = (cell) => {
    const { grid, row, col } = cellOf(cell);
    if (grid === "flat") return col;
    return isMap(grid) ? Number(grid.slice("x.".length)) * area + row * side + col : null;
  };

  /** One output: a row of weights over the whole vector.
   * @returns {import("./scene.js").Step}
   */
  function output(row) {
    const products = vector.map((x, j) => {
      const cells = [cellId("flat", 0, j), cellId("weight", row, j), mapCell(j)];
      return { id: String(j), cells, numbers: [x, weight[row][j]], value: x * weight[row][j] };
    });
    const offset = bias[row][0];
    const added = {
      id: "bias",
      cells: [cellId("bias", row, 0)],
      numbers: [offset, 1],
      value: offset,
      text: bracketed(offset),
      role: "kernel",
    };
    return {
      target: cellId("out", row, 0),
      where: { key: "where_score", values: { row: row + 1 } },
      frames: [
        { grid: "weight", kind: "window", row, col: 0, rows: 1, cols: vector.length },
        { grid: "flat", kind: "window", row: 0, col: 0, rows: 1, cols: vector.length },
      ],
      terms: [...products, added],
      corners: new Map(),
      total: scores[row][0],
    };
  }

  /** Where a cell of a map stands in the vector, and the column of weights that waits for it there.
   * @returns {import("./scene.js").Step}
   */
  function placed(index, pointed) {
    const [channel, row, col] = placeOf(index);
    const [own, flat] = [mapCell(index), cellId("flat", 0, index)];
    const every = range(outs).map((i) => cellId("out", i, 0));
    const term = (id, text, value) => ({ id, cells: [], numbers: [value, 1], value, text, role: "input" });
    return {
      target: flat,
      where: { key: "where_placed", values: { channel: channel + 1, row: row + 1, column: col + 1 } },
      rule: "add",
      begin: "",
      frames: [
        { grid: "weight", kind: "window", row: 0, col: index, rows: outs, cols: 1 },
        { grid: "flat", kind: "window", row: 0, col: index, rows: 1, cols: 1 },
        { grid: `x.${channel}`, kind: "window", row, col, rows: 1, cols: 1 },
      ],
      terms: [
        {
          ...term("channel", `${channel}\u00d7${area}`, channel * area),
          cells: pointed === flat ? [own, ...every] : [own],
        },
        term("row", `${row}\u00d7${side}`, row * side),
        term("column", formatNumber(col), col),
      ],
      corners: new Map(),
      total: index,
    };
  }

  function shown(pointed, now) {
    const index = pointed === null ? null : indexOf(pointed);
    if (index !== null) return { key: pointed, step: () => placed(index, pointed) };
    if (pointed === null && !isLaidOut) return { key: `flat:${now}`, step: () => placed(now, null) };
    const row = pointed === null ? now : cellOf(pointed).row;
    return { key: String(row), step: () => output(row) };
  }

  function stepOf(cell) {
    const { grid, row } = cellOf(cell);
    if (!isLaidOut) return indexOf(cell);
    return grid === "out" ? row : null;
  }

  const look = (now) => (cell) => {
    const { grid, row, col } = cellOf(cell);
    if (grid === "flat" && !isLaidOut) return { isEmpty: col > now, isCurrent: col === now };
    if (grid !== "out") return {};
    return isLaidOut ? { isEmpty: row > now, isCurrent: row === now } : { isEmpty: true };
  };

  /** What the loop beside the grid has of a step. */
  function printed(i) {
    if (!isLaidOut) return { rows: 1, cols: 1, first: formatNumber(vector[i]), last: "" };
    const [first, last] = [weight[i][0], weight[i].at(-1)].map(formatNumber);
    return { rows: 1, cols: vector.length, first, last };
  }

  const linked = (i) => {
    if (i < outs) return output(i);
    const index = i - outs;
    return { target: cellId("flat", 0, index), terms: [{ id: "channel", cells: [mapCell(index)] }] };
  };

  return {
    problem: null,
    grids: gridsOf({ maps, vector, weight, bias, scores, tall }),
    axes: [{}, {}],
    operands: ["flat", "weight"],
    numbers: ["flat", ...maps.map((_, c) => `x.${c}`)],
    played: isLaidOut ? "out" : "flat",
    count: isLaidOut ? outs : vector.length,
    rowLength: isLaidOut ? 1 : vector.length,
    step: isLaidOut ? output : (index) => placed(index, null),
    stepOf,
    shown,
    look,
    printed,
    sums: { count: outs + vector.length, at: linked, usesAll: false, shared: ["weight", "bias"] },
    legend: [],
    flat: { channels, side },
  };
}

/** Every matrix; all maps and their vector share a scale, and so do weights and biases. */
function gridsOf({ maps, vector, weight, bias, scores, tall }) {
  const scaled = maps.flat();
  const weights = [...weight, ...bias];
  const grids = {
    flat: { ...matrix("input", "flat", [vector]), scaled, symbol: "x.flatten()" },
    weight: { ...operand("kernel", "flat_weight", weight, "weight_edits"), scaled: weights },
    bias: { ...operand("kernel", "bias", bias, "bias_edits"), scaled: weights, symbol: "" },
    out: { ...matrix("output", "score", scores), symbol: "" },
  };
  maps.forEach((map, c) => {
    const at = (row, col) => [c * tall + row, col];
    grids[`x.${c}`] = {
      ...operand("input", "flat_map", map, "input_edits", at),
      scaled,
      symbol: "",
      named: { n: c + 1 },
    };
  });
  return grids;
}
