// Pooling: one number speaks for a window. The largest and the mean are computed side by side; the
// mode says which of them is played.

import { cellOf } from "../../shared/pure/cells.js";
import { isInside, poolAxis, poolRead } from "./pool_axis.js";
import { Pools, poolAxes } from "./pools.js";
import { inputOf, legalBy, problemOf } from "./scene.js";

const RULES = ["max", "avg"];

/** Everything the screen shows, from the settings alone.
 * @param {Record<string, any>} settings As in the contract: pairs are [rows, columns].
 * @returns {import("./scene.js").Scene}
 */
export function pool2d(settings, presets, given) {
  const axes = poolAxes(settings);
  const spreads = axes.some(({ dilation }) => dilation > 1);
  const problem = problemOf(axes) ?? (spreads && settings.mode === "avg" ? NO_SPREAD_MEAN : null);
  const input = inputOf(settings, presets, given);
  const pools = new Pools(settings, axes, input, problem);
  const grids = gridsOf(pools, input, problem, spreads);
  const count = pools.count;
  const rules = spreads ? ["max"] : RULES;
  const second = rules.find((rule) => rule !== settings.mode);
  const step = (index) => ({
    ...pools.step(settings.mode, index),
    other: second ? pools.step(second, index) : null,
  });

  function stepOf(cell) {
    const { grid, row, col } = cellOf(cell);
    const isOutput = rules.includes(grid) && !problem && row < axes[0].out && col < axes[1].out;
    return isOutput ? row * axes[1].out + col : null;
  }

  function shown(pointed, now) {
    const index = pointed === null ? null : stepOf(pointed);
    if (index === null) return { key: String(now), step: () => step(now) };
    const { grid } = cellOf(pointed);
    if (grid === settings.mode) return { key: String(index), step: () => step(index) };
    return { key: pointed, step: () => ({ ...pools.step(grid, index), other: pools.step(settings.mode, index) }) };
  }

  return {
    problem,
    grids,
    axes,
    operands: ["x", "window"],
    played: settings.mode,
    printed: (index) => pools.printed(index),
    count,
    rowLength: problem ? 0 : axes[1].out,
    step,
    stepOf,
    shown,
    look: (now) => (cell) => lookOf(pools, cell, stepOf(cell), now),
    sums: {
      count: count * rules.length,
      at: (i) => pools.linked(rules[Math.floor(i / count)], i % count),
      usesAll: true,
      shared: ["window"],
    },
    legend: legendOf(grids, axes, problem),
    legal: legalOf(settings),
  };
}

const NO_SPREAD_MEAN = { code: "avg_has_no_dilation", values: {}, ways: [], axis: null };

function legalOf(settings) {
  const byAxis = legalBy(settings, (own) => poolAxis({ ...own, ceil_mode: settings.ceil_mode }));
  return (name, axis, limits) => (name === "dilation" && settings.mode === "avg" ? [1] : byAxis(name, axis, limits));
}

function gridsOf(pools, input, problem, spreads) {
  const [rows, cols] = pools.axes;
  const hasBorder = rows.border + cols.border > 0;
  const kernel = pools.axes.map((axis) => axis.kernel_size);
  const table = (rule) => (rule === "avg" && spreads ? [] : pools.table(rule));
  const at = (row, col) => [row - rows.border, col - cols.border];
  const x = {
    role: "input",
    name: "input",
    values: drawn(pools.padded, rows, cols),
    scaled: input,
    inner: hasBorder ? { row: rows.border, col: cols.border, rows: rows.size, cols: cols.size } : null,
    isAdded: (row, col) => !(isInside(rows, row) && isInside(cols, col)),
    own: hasBorder ? { word: "size_padded", size: [rows.size, cols.size] } : null,
    size: [rows.padded, cols.padded],
    read: problem ? null : pools.axes.map(poolRead),
    edits: { setting: "input_edits", at, strange: true },
  };
  const blank = Array.from({ length: kernel[0] }, () => new Array(kernel[1]).fill(0));
  const window = { role: "kernel", name: "window", symbol: "", values: blank, scaled: input, inner: null };
  return { x, window, max: outGrid("max", table("max")), avg: outGrid("avg", table("avg"), spreads) };
}

const outGrid = (rule, values, spreads = false) => ({
  role: "output",
  name: `${rule}_out`,
  values,
  scaled: values,
  inner: null,
  none: spreads ? "avg_none" : "no_output",
});

/** The padded input with the places beyond it that a window hangs over. */
function drawn(padded, rows, cols) {
  return Array.from({ length: rows.drawn }, (_, i) =>
    Array.from({ length: cols.drawn }, (_, j) => padded[i]?.[j] ?? 0),
  );
}

function lookOf(pools, cell, index, now) {
  const { grid, row, col } = cellOf(cell);
  const [rows, cols] = pools.axes;
  if (grid === "x") {
    if (row >= rows.padded || col >= cols.padded) return { isOutside: true };
    return isInside(rows, row) && isInside(cols, col) ? {} : { text: pools.shown({ isReal: false }) };
  }
  if (index === null) return grid === "window" ? { isOutside: true } : {};
  return { isEmpty: index > now, isCurrent: index === now };
}

function legendOf({ x }, axes, problem) {
  if (problem) return [];
  const isUnread = axes.some((axis, i) => x.read[i].slice(0, axis.padded).includes(false));
  return [
    x.inner && ["padding", "legend_padding"],
    isUnread && ["unread", "legend_unread"],
    axes.some(({ drawn, padded }) => drawn > padded) && ["outside", "legend_outside"],
    ["window", "legend_window"],
  ].filter(Boolean);
}
