// A convolution over channels: each channel has its own slice of the kernel and its own lane; the
// lanes meet in a sum, the bias is added last. Another kernel gives another map.

import { alongAxis, axisOf } from "../../shared/pure/windows.js";
import { groupProblem, legalGroups } from "./channel_groups.js";
import { Layer } from "./channel_layer.js";
import { bordered, legalBy, matrix, operand, problemOf } from "./scene.js";

/** Everything the screen shows, from the settings alone.
 * @param {Record<string, any>} settings As in the contract: pairs are [rows, columns].
 * @returns {import("./scene.js").Scene}
 */
export function channels(settings, _presets, { tables }) {
  const zeros = { ...settings, padding_mode: "zeros" };
  const axes = [0, 1].map((axis) => axisOf(alongAxis(zeros, axis)));
  const problem = groupProblem(settings) ?? problemOf(axes);
  const layer = new Layer(settings, tables, axes, problem);
  return {
    problem,
    grids: gridsOf(layer),
    axes,
    operands: ["x.0", "weight.0"],
    numbers: layer.inputs.map((_, c) => `x.${c}`),
    count: layer.count,
    rowLength: problem ? 0 : axes[1].out,
    step: (index) => layer.step(index),
    asked: (cell) => layer.stepAt(cell),
    stepOf: (cell) => layer.stepOf(cell),
    shown: (pointed, now) => layer.shownStep(pointed, now),
    look: (now) => (cell) => layer.look(cell, now),
    chosen: (cell) => layer.chosen(cell),
    printed: (index) => layer.printed(index),
    sums: { ...layer.sums(), usesAll: false, shared: layer.shared },
    legend: [],
    legal: (name, axis, limits) => legalGroups(settings, name, limits) ?? legalBy(zeros, axisOf)(name, axis, limits),
    lanes: layer.names.map((name, c) => ({ name, isSeen: layer.own.includes(c) })),
    kernels: { count: layer.slices.length, shown: layer.kernel },
  };
}

/** Every matrix; kernels share a scale, and so do all that is computed. */
function gridsOf(layer) {
  const { kernel, slices, biases, names, own, problem } = layer;
  const weights = [...own.flatMap((c) => slices[kernel][c]), [biases[kernel]]];
  const maps = slices.map((_, k) => layer.map(k));
  const filled = [...own.flatMap((c) => layer.parts[kernel][c]), ...layer.added(kernel), ...maps.flat()];
  const computed = (role, name, values, more = {}) => ({
    ...matrix(role, name, values),
    scaled: filled,
    symbol: "",
    ...more,
  });
  const grids = {
    sum: computed("part", "sum", layer.added(kernel)),
    bias: {
      ...operand("kernel", "bias", [[biases[kernel]]], "bias_edits", () => [kernel, 0]),
      scaled: weights,
      symbol: "",
    },
    out: computed("output", "output", maps[kernel], { depth: slices.length }),
  };
  maps.forEach((map, k) => {
    if (k !== kernel) grids[`map.${k}`] = computed("output", "map_of", map, { named: { n: k + 1 } });
  });
  names.forEach((name, c) => {
    grids[`x.${c}`] = inputGrid(layer, c, name);
    const isSeen = own.includes(c);
    const at = (row, col) => [layer.kernelRow(kernel, c) + row, col];
    const weight = operand("kernel", "kernel", isSeen ? slices[kernel][c] : [], "kernel_edits", at);
    grids[`weight.${c}`] = { ...weight, scaled: weights, symbol: "weight", lane: name, depth: own.length };
    const part = problem || !isSeen ? [] : layer.parts[kernel][c];
    grids[`part.${c}`] = computed("part", "part", part, { lane: name });
  });
  return grids;
}

function inputGrid({ axes, inputs, padded, inputRow, problem }, channel, lane) {
  const [rows, cols] = axes;
  const at = (row, col) => [inputRow(channel) + row - rows.border, col - cols.border];
  return {
    ...operand("input", "input", padded[channel], "input_edits", at),
    ...bordered(axes, problem),
    symbol: "x",
    scaled: inputs.flat(),
    size: [rows.size, cols.size],
    depth: inputs.length,
    lane,
  };
}
