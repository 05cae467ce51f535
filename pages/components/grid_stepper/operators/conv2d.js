// A kernel over a grid: from the settings to everything a screen shows of it.

import { alongAxis, axisOf, convolve, pad, readPositions } from "../../shared/pure/windows.js";
import { inputOf, kernelOf, legalBy, problemOf, rotated } from "./scene.js";
import { sliding } from "./sliding.js";

function inputGrid(settings, [rows, cols], problem, presets, given) {
  const input = inputOf(settings, presets, given);
  const hasBorder = rows.border + cols.border > 0;
  const inner = hasBorder ? { row: rows.border, col: cols.border, rows: rows.size, cols: cols.size } : null;
  const at = (row, col) => [row - rows.border, col - cols.border];
  const isAdded = (row, col) => {
    const [i, j] = at(row, col);
    return i < 0 || j < 0 || i >= rows.size || j >= cols.size;
  };
  return {
    role: "input",
    name: "input",
    values: pad(input, rows, cols),
    scaled: input,
    inner,
    isAdded: hasBorder ? isAdded : null,
    own: hasBorder ? { word: "size_padded", size: [rows.size, cols.size] } : null,
    read: problem ? null : [rows, cols].map(readPositions),
    edits: { setting: "input_edits", at },
  };
}

function kernelGrid(settings, presets) {
  const stored = kernelOf(settings, presets);
  const weight = settings.flip ? rotated(stored) : stored;
  const turned = (row, col) => [stored.length - 1 - row, stored[0].length - 1 - col];
  return {
    role: "kernel",
    name: settings.flip ? "kernel_flipped" : "kernel",
    values: weight,
    scaled: weight,
    inner: null,
    edits: { setting: "kernel_edits", at: settings.flip ? turned : (row, col) => [row, col] },
  };
}

function legendOf({ x }, problem) {
  const hasUnread = x.read?.some((axis) => axis.includes(false));
  return [
    x.inner && ["padding", "legend_padding"],
    hasUnread && ["unread", "legend_unread"],
    !problem && ["window", "legend_window"],
  ].filter(Boolean);
}

/** Everything the screen shows, from the settings alone.
 * @param {Record<string, any>} settings As in the contract: pairs are [rows, columns].
 * @param {{inputs: Record<string, Record<string, number[][]>>, kernels: Record<string, Record<string, number[][]>>}} presets
 * @param {{random: number[][]}} given What only the server knows.
 * @returns {import("./scene.js").Scene}
 */
export function conv2d(settings, presets, given) {
  const axes = [0, 1].map((axis) => axisOf(alongAxis(settings, axis)));
  const problem = problemOf(axes);
  const x = inputGrid(settings, axes, problem, presets, given);
  const weight = kernelGrid(settings, presets);
  const values = convolve(x.values, weight.values, ...axes);
  const out = { role: "output", name: "output", values, scaled: values, inner: null };
  const grids = { x, weight, out };
  return {
    ...sliding(grids, axes, problem),
    legend: legendOf(grids, problem),
    legal: legalBy(settings, axisOf),
  };
}
