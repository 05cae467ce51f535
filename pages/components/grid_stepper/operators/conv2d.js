// A kernel over a grid: from the settings to everything a screen shows of it.

import { alongAxis, axisOf, convolve, pad } from "../../shared/pure/windows.js";
import { bordered, inputOf, kernelOf, legalBy, problemOf, rotated } from "./scene.js";
import { sliding } from "./sliding.js";

function inputGrid(settings, axes, problem, presets, given) {
  const input = inputOf(settings, presets, given);
  const [rows, cols] = axes;
  const border = bordered(axes, problem);
  return {
    ...border,
    role: "input",
    name: "input",
    values: pad(input, rows, cols),
    scaled: input,
    own: border.inner ? { word: "size_padded", size: [rows.size, cols.size] } : null,
    edits: { setting: "input_edits", at: (row, col) => [row - rows.border, col - cols.border] },
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
