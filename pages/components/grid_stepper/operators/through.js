// From the loss back through max pooling and ReLU: a step a cell of the map that the convolution gave.

import { cellId, cellOf } from "../../shared/pure/cells.js";
import { bracketed, formatNumber } from "../../shared/pure/numbers.js";
import { forward, halfSquares, misses } from "./backward.js";
import { matrix, operand, replaced, withEdits } from "./scene.js";

const POOL = 2;
const exactly = (number) => number;
const range = (length) => Array.from({ length }, (_, i) => i);
const mapped = (grid, change) => grid.map((line, i) => line.map((value, j) => change(value, i, j)));

/** The place of the largest number of a window; of several the first, as everywhere. */
function winnerIn(grid, p, q) {
  const cells = range(POOL * POOL).map((k) => [POOL * p + Math.floor(k / POOL), POOL * q + (k % POOL)]);
  return cells.reduce((best, cell) => (grid[cell[0]][cell[1]] > grid[best[0]][best[1]] ? cell : best));
}

/** What stands behind a map: ReLU, the winners of the pooling, the pooled numbers.
 * @param {number[][]} z
 * @returns {{relu: number[][], winners: [number, number][][], pool: number[][]}}
 */
function behind(z) {
  const relu = mapped(z, (value) => Math.max(value, 0));
  const winners = range(z.length / POOL).map((p) => range(z[0].length / POOL).map((q) => winnerIn(relu, p, q)));
  return { relu, winners, pool: mapped(winners, ([i, j]) => relu[i][j]) };
}

/** Everything the screen shows, from the settings alone.
 * @param {{input_edits: any[], kernel_edits: any[], target_edits: any[]}} settings
 * @param {object} _presets
 * @param {{table: import("./backward.js").Numbers}} given
 * @returns {import("./scene.js").Scene}
 */
export function through(settings, _presets, { table }) {
  const x = withEdits(table.x, settings.input_edits);
  const weight = withEdits(table.weight, settings.kernel_edits);
  const target = withEdits(table.target, settings.target_edits);
  const z = forward({ x, weight });
  const { relu, winners, pool } = behind(z);
  const miss = misses(pool, target);
  const windowOf = (row, col) => [Math.floor(row / POOL), Math.floor(col / POOL)];
  const wins = (row, col) => {
    const [p, q] = windowOf(row, col);
    return winners[p][q][0] === row && winners[p][q][1] === col;
  };
  const missAt = (row, col) => {
    const [p, q] = windowOf(row, col);
    return miss[p][q];
  };
  const handed = mapped(z, (_, row, col) => (wins(row, col) ? missAt(row, col) : 0));
  const passed = mapped(handed, (grad, row, col) => (z[row][col] > 0 ? grad : 0));
  const gradient = forward({ x, weight: passed });
  const [rows, cols] = [z.length, z[0].length];
  const count = rows * cols;

  /** What a number of the map, or of the kernel, makes of the loss, and whether a nudge goes round a corner. */
  const probeOf = (value, mapAt) => {
    const pattern = (at) => JSON.stringify([mapped(at, (number) => number > 0), behind(at).winners]);
    return {
      value,
      lossAt: (other, round) => halfSquares(misses(behind(mapAt(other, round)).pool, target, round), round),
      turns: (by) => pattern(mapAt(value + by, exactly)) !== pattern(mapAt(value - by, exactly)),
    };
  };

  /** One cell of the map: its window's miss, if it won, if it is above 0.
   * @returns {import("./scene.js").Step} */
  function step(index) {
    const [row, col] = [Math.floor(index / cols), index % cols];
    const [p, q] = windowOf(row, col);
    const [won, open] = [wins(row, col), z[row][col] > 0];
    const grids = ["out", "relu", "grad_relu"];
    const one = (grid) => ({ grid, kind: "window", row: p, col: q, rows: 1, cols: 1 });
    const wide = (grid) => ({ grid, kind: "window", row: POOL * p, col: POOL * q, rows: POOL, cols: POOL });
    const cells = [...grids.map((grid) => cellId(grid, row, col)), cellId("grad_pool", p, q), cellId("pool", p, q)];
    return {
      target: cellId("grad_out", row, col),
      where: {
        key: `where_through_${won ? (open ? "passes" : "shut") : "lost"}`,
        values: { row: row + 1, column: col + 1 },
      },
      rule: "add",
      begin: `${formatNumber(miss[p][q])} \u00d7 ${Number(won)} \u00d7 ${Number(open)} = `,
      frames: [...["relu", "grad_relu"].map(wide), ...["pool", "target", "grad_pool"].map(one)],
      corners: new Map([
        [cellId("relu", ...winners[p][q]), { text: null, isZero: false, isWon: true, says: { key: "cell_won" } }],
      ]),
      terms: [{ id: "0", cells, numbers: [miss[p][q], 1], value: passed[row][col] }],
      total: passed[row][col],
      probe: probeOf(z[row][col], (value) => replaced(z, row, col, value)),
    };
  }

  /** A weight: what it met in every window, times what came back there.
   * @returns {import("./scene.js").Step} */
  function weightStep(u, v) {
    const met = (i, j) => [x[i + u][j + v], passed[i][j]];
    const places = range(count).map((k) => [Math.floor(k / cols), k % cols]);
    const reached = places.filter(([i, j]) => passed[i][j] !== 0);
    return {
      target: cellId("grad_weight", u, v),
      where: { key: "where_through_weight", values: { row: u + 1, column: v + 1, count: reached.length, all: count } },
      rule: "add",
      begin: "",
      frames: [{ grid: "x", kind: "window", row: u, col: v, rows, cols }],
      corners: new Map(),
      terms: reached.map(([i, j]) => {
        const [number, grad] = met(i, j);
        const text = `${formatNumber(number)} \u00d7 ${bracketed(grad)}`;
        const cells = [cellId("x", i + u, j + v), cellId("grad_out", i, j), cellId("weight", u, v)];
        return { id: `${i},${j}`, cells, numbers: [number, grad], value: number * grad, text };
      }),
      total: gradient[u][v],
      probe: probeOf(weight[u][v], (value, round) => forward({ x, weight: replaced(weight, u, v, value) }, round)),
    };
  }

  const stepOf = (cell) => {
    const { grid, row, col } = cellOf(cell);
    return ["out", "relu", "grad_relu", "grad_out"].includes(grid) ? row * cols + col : null;
  };

  function shown(pointed, now) {
    const { grid, row, col } = pointed ? cellOf(pointed) : {};
    if (grid === "grad_weight" || grid === "weight") return { key: `w${row},${col}`, step: () => weightStep(row, col) };
    const index = (pointed && stepOf(pointed)) ?? now;
    return { key: String(index), step: () => step(index) };
  }

  const look = (now) => (cell) => {
    const { grid } = cellOf(cell);
    if (grid !== "grad_out" && grid !== "grad_relu") return {};
    const index = stepOf(cell);
    return { isEmpty: index > now, isCurrent: grid === "grad_out" && index === now };
  };

  const printed = (index) => {
    const [p, q] = windowOf(Math.floor(index / cols), index % cols);
    const [first, last] = [0, POOL - 1].map((at) => formatNumber(relu[POOL * p + at][POOL * q + at]));
    return { rows: POOL, cols: POOL, first, last };
  };

  const maps = (name, values, scaled) => ({ ...matrix("output", name, values), scaled, symbol: "" });
  const forwards = [...z, ...relu, ...pool, ...target];
  const backwards = [...miss, ...handed];
  const kernels = weight.length * weight[0].length;
  return {
    printed,
    problem: null,
    grids: {
      x: operand("input", "input", x, "input_edits"),
      weight: { ...operand("kernel", "kernel", weight, "kernel_edits"), symbol: "w" },
      out: { ...maps("after_conv", z, forwards), symbol: "z" },
      relu: maps("after_relu", relu, forwards),
      pool: maps("after_pool", pool, forwards),
      target: { ...operand("output", "target", target, "target_edits"), scaled: forwards, symbol: "" },
      grad_pool: maps("grad_pool", miss, backwards),
      grad_relu: maps("grad_relu", handed, backwards),
      grad_out: maps("grad_z", passed, backwards),
      grad_weight: { ...matrix("kernel", "grad_weight", gradient), symbol: "" },
    },
    axes: [{}, {}],
    operands: ["x", "grad_out"],
    played: "grad_out",
    count,
    rowLength: cols,
    step,
    stepOf,
    shown,
    look,
    sums: {
      count: count + kernels,
      at: (i) =>
        i < count ? step(i) : weightStep(Math.floor((i - count) / weight[0].length), (i - count) % weight[0].length),
      usesAll: false,
      shared: ["weight"],
    },
    legend: [],
    loss: halfSquares(miss),
  };
}
