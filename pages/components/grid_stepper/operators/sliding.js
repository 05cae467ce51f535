// A window that slides over a grid: each of its stops computes one cell of the output.

import { cellId, cellOf } from "../../shared/pure/cells.js";
import { products } from "../../shared/pure/windows.js";

/**
 * @typedef {import("./scene.js").SceneGrid} SceneGrid
 * @typedef {import("./scene.js").Step} Step
 */

/** The steps of a window over ``x``, in reading order.
 * @param {Record<string, SceneGrid>} grids x, weight and out.
 * @param {[import("../../shared/pure/windows.js").Axis, import("../../shared/pure/windows.js").Axis]} axes
 */
export function sliding(grids, axes, problem) {
  const [rows, cols] = axes;
  const count = problem ? 0 : rows.out * cols.out;
  const numberAt = (grid, [row, col]) => grids[grid].values[row][col];

  /** @returns {Step} */
  function step(index) {
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
  }

  function stepOf(cell) {
    const { grid, row, col } = cellOf(cell);
    return grid === "out" && !problem && row < rows.out && col < cols.out ? row * cols.out + col : null;
  }

  function shown(pointed, now) {
    const index = (pointed && stepOf(pointed)) ?? now;
    return { key: String(index), step: () => step(index) };
  }

  const look = (now) => (cell) => {
    const index = stepOf(cell);
    return index === null ? {} : { isEmpty: index > now, isCurrent: index === now };
  };

  return {
    problem,
    grids,
    axes,
    operands: ["x", "weight"],
    count,
    rowLength: problem ? 0 : cols.out,
    step,
    stepOf,
    shown,
    look,
    sums: { count, at: step, usesAll: true },
  };
}
