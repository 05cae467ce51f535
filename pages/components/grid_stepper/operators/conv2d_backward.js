// How a kernel learns: forward, the miss, and for every weight what its windows add up to. And the same way
// back to the input: the misses, padded, meet the kernel turned by half a turn.

import { cellId, cellOf } from "../../shared/pure/cells.js";
import { formatNumber } from "../../shared/pure/numbers.js";
import { alongAxis, axisOf, convolve, pad } from "../../shared/pure/windows.js";
import { descend, forward, lossOf, misses, weightGradient } from "./backward.js";
import { matrix, operand, replaced, rotated, withEdits } from "./scene.js";
import { sliding } from "./sliding.js";

/** The numbers of a task with the learner's own. */
function numbersOf({ task, input_edits, kernel_edits, target_edits }, { tasks }) {
  const { x, weight, target } = tasks[task];
  return {
    x: withEdits(x, input_edits),
    weight: withEdits(weight, kernel_edits),
    target: withEdits(target, target_edits),
  };
}

/** Everything the screen shows, from the settings alone: a step a weight.
 * @param {Record<string, any>} settings
 * @param {object} _presets
 * @param {{tasks: Record<string, import("./backward.js").Numbers>, runaway: number}} given
 * @returns {import("./scene.js").Scene}
 */
export function conv2d_backward(settings, _presets, given) {
  const began = numbersOf(settings, given);
  const isDescent = "rate" in settings;
  const { rate = "0", momentum = "0", taken = 0 } = settings;
  const how = { rate: Number(rate), momentum: Number(momentum), steps: taken, runaway: given.runaway };
  const descent = descend(began, how);
  const { x, target } = began;
  const { weight } = descent.at(-1);
  const numbers = { x, weight, target };
  const out = forward(numbers);
  const off = misses(out, target);
  const gradient = weightGradient(numbers);
  const [rows, cols] = [gradient.length, gradient[0].length];
  const both = [...out, ...target];
  const grids = {
    x: operand("input", "input", x, "input_edits"),
    weight: taken ? matrix("kernel", "kernel", weight) : operand("kernel", "kernel", weight, "kernel_edits"),
    out: { ...matrix("output", "output", out), scaled: both },
    target: { ...operand("output", "target", target, "target_edits"), scaled: both, symbol: "" },
    grad_out: { ...matrix("output", "grad_out_miss", off), symbol: "" },
    grad_weight: { ...matrix("kernel", "grad_weight", gradient), symbol: "" },
    grad_bias: { ...matrix("kernel", "grad_bias", [[off.flat().reduce((sum, miss) => sum + miss, 0)]]), symbol: "" },
  };
  grids.weight.symbol = "w";

  const places = out.flatMap((line, i) => line.map((_, j) => [i, j]));
  const one = (grid, row, col) => ({ grid, kind: "window", row, col, rows: 1, cols: 1 });

  /** @returns {import("./scene.js").Step} */
  function step(index) {
    const [u, v] = [Math.floor(index / cols), index % cols];
    const terms = places.map(([i, j]) => {
      const pair = [x[i + u][j + v], off[i][j]];
      const cells = [
        ["x", i + u, j + v],
        ["grad_out", i, j],
        ["out", i, j],
        ["target", i, j],
      ];
      return { id: `${i},${j}`, cells: cells.map((cell) => cellId(...cell)), numbers: pair, value: pair[0] * pair[1] };
    });
    return {
      target: cellId("grad_weight", u, v),
      where: { key: "where_weight", values: { row: u + 1, column: v + 1 } },
      frames: [
        { grid: "x", kind: "window", row: u, col: v, rows: out.length, cols: out[0].length },
        one("weight", u, v),
      ],
      terms,
      total: gradient[u][v],
      probe: {
        value: weight[u][v],
        lossAt: (value, round) => lossOf({ ...numbers, weight: replaced(weight, u, v, value) }, round),
      },
    };
  }

  /** The bias is in every output: its windows hold nothing but a 1.
   * @returns {import("./scene.js").Step} */
  function biasStep() {
    const terms = places.map(([i, j]) => {
      const cells = [cellId("grad_out", i, j), cellId("out", i, j), cellId("target", i, j)];
      return { id: `${i},${j}`, cells, numbers: [off[i][j], 1], value: off[i][j] };
    });
    return {
      target: cellId("grad_bias", 0, 0),
      where: { key: "where_bias", values: {} },
      rule: "add",
      begin: "",
      frames: [],
      corners: new Map(),
      terms,
      total: grids.grad_bias.values[0][0],
      probe: { value: 0, lossAt: (value, round) => lossOf({ ...numbers, bias: value }, round) },
    };
  }

  function stepOf(cell) {
    const { grid, row, col } = cellOf(cell);
    return grid === "grad_weight" || grid === "weight" ? row * cols + col : null;
  }

  function shown(pointed, now) {
    if (pointed === cellId("grad_bias", 0, 0)) return { key: "bias", step: biasStep };
    const index = pointed ? stepOf(pointed) : null;
    // Downhill all weights go at once: none is shown unless it is pointed at.
    if (isDescent && index === null)
      return { key: "all", step: () => ({ ...step(now), frames: [], corners: new Map() }) };
    return { key: String(index ?? now), step: () => step(index ?? now) };
  }

  const look = (now) => (cell) => {
    if (cellOf(cell).grid !== "grad_weight") return {};
    const index = stepOf(cell);
    return { isEmpty: index > now, isCurrent: index === now };
  };

  /** What the shown weight meets, as program text cuts it out. */
  const printed = (index) => {
    const { terms } = step(index);
    const [first, last] = [terms[0], terms.at(-1)].map(({ numbers: [met] }) => formatNumber(met));
    return { rows: out.length, cols: out[0].length, first, last };
  };

  const count = rows * cols;
  return {
    printed,
    problem: null,
    grids,
    axes: [{}, {}],
    operands: ["x", "grad_out"],
    played: "grad_weight",
    count,
    rowLength: cols,
    step,
    stepOf,
    shown,
    look,
    sums: {
      count: count + 1,
      at: (i) => (i < count ? step(i) : biasStep()),
      usesAll: true,
      shared: ["grad_out", "out", "target"],
    },
    legend: [],
    loss: lossOf(numbers),
    biasStep,
    descent,
  };
}

/** The way back to the input: a full convolution of the misses.
 * @param {Record<string, any>} settings
 * @param {object} _presets
 * @param {{tasks: Record<string, import("./backward.js").Numbers>}} given
 * @returns {import("./scene.js").Scene}
 */
export function conv2d_backward_input(settings, _presets, given) {
  const numbers = numbersOf(settings, given);
  const { x, weight, target } = numbers;
  const off = misses(forward(numbers), target);
  const border = weight.length - 1;
  const plain = { size: [off.length, off[0].length], kernel_size: [weight.length, weight[0].length] };
  const all = { ...plain, stride: [1, 1], padding: [border, border], dilation: [1, 1], padding_mode: "zeros" };
  const axes = [0, 1].map((axis) => axisOf(alongAxis(all, axis)));
  const padded = pad(off, ...axes);
  const turned = rotated(weight);
  const values = convolve(padded, turned, ...axes);
  const isAdded = (row, col) => off[row - border]?.[col - border] === undefined;
  const grids = {
    x: {
      ...matrix("input", "grad_out_miss", padded),
      symbol: "",
      inner: { row: border, col: border, rows: off.length, cols: off[0].length },
      isAdded,
      own: { word: "size_padded", size: plain.size },
    },
    weight: { ...matrix("kernel", "kernel_turned", turned), symbol: "w" },
    out: { ...matrix("output", "grad_input", values), symbol: "" },
  };
  const scene = sliding(grids, axes, null);
  const step = (index) => {
    const own = scene.step(index);
    const { row, col } = cellOf(own.target);
    const lossAt = (value, round) => lossOf({ ...numbers, x: replaced(x, row, col, value) }, round);
    return { ...own, probe: { value: x[row][col], lossAt } };
  };
  const shown = (pointed, now) => {
    const { key } = scene.shown(pointed, now);
    return { key, step: () => step(Number(key)) };
  };
  const [rows, cols] = [weight.length, weight[0].length];
  const printed = (index) => {
    const [i, j] = [Math.floor(index / x[0].length), index % x[0].length];
    const [first, last] = [padded[i][j], padded[i + rows - 1][j + cols - 1]].map(formatNumber);
    return { rows, cols, first, last };
  };
  return { ...scene, printed, step, shown, sums: { ...scene.sums, at: step }, legend: [] };
}
