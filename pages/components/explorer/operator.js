// An operator on numbers small enough to follow: what its windows read and what comes out of one map.

import { activationOf } from "../shared/pure/activations.js";
import { bracketed, formatNumber } from "../shared/pure/numbers.js";
import { axisOf, convolve, pad } from "../shared/pure/windows.js";

/** Kernels beyond it are shown on fewer windows, and mostly with zeros. */
const LARGE = 5;
const LARGEST_MEAN = 7;
/** Added to the variance before the root, as in PyTorch. */
const EPSILON = 1e-5;

/** An operator at work.
 * @typedef {object} Example
 * @property {{id: string, role: string, values: number[][], border: [number, number]}[]} grids In reading order: the last
 *   is what comes out; border: rows above and columns left that are padding.
 * @property {string[]} signs Between them.
 * @property {(row: number, col: number) => {top: number, left: number, rows: number, cols: number}} window What a cell
 *   of the last grid reads of the first.
 * @property {(row: number, col: number) => string} sum How it is computed.
 */

const table = (rows, cols, value) =>
  Array.from({ length: rows }, (_, i) => Array.from({ length: cols }, (_, j) => value(i, j)));
const numberAt = (i, j) => (7 * i + 3 * j + i * j) % 6;
const signedAt = (i, j) => ((5 * i + 3 * j + i * j) % 9) - 4;

const weightAt = (rows, cols) => (u, v) => {
  const weight = ((2 * u + 5 * v + 1) % 3) - 1;
  return Math.max(rows, cols) > LARGE && (3 * u + 5 * v) % 13 ? 0 : weight;
};

/** Numbers on which an operator is shown.
 * @param {import("./tree.js").Node} node An operator.
 * @returns {Example | null} Where no small grid tells more than the sentence.
 */
export function exampleOf(node) {
  if (node.op === "conv") return convExample(node);
  if (node.op === "pool") return poolExample(node);
  if (node.op === "activation") return pointwise(node);
  if (node.op === "batch_norm") return normed();
  if (node.op === "add") return added();
  if (node.op === "linear") return dotted();
  return null;
}

/** An axis with two or three windows that fit without a rest. */
function axis(kernel, stride, padding) {
  const windows = kernel > LARGE ? 2 : 3;
  const size = Math.max(kernel + stride * (windows - 1) - 2 * padding, 1);
  return axisOf({ size, kernel_size: kernel, stride, padding, dilation: 1, padding_mode: "zeros" });
}

function convExample({ kernel, stride, padding }) {
  const [rows, cols] = [0, 1].map((i) => axis(kernel[i], stride[i], padding[i]));
  const x = pad(table(rows.size, cols.size, numberAt), rows, cols);
  const weight = table(kernel[0], kernel[1], weightAt(...kernel));
  const out = convolve(x, weight, rows, cols);
  const terms = (i, j) =>
    weight.flatMap((line, u) =>
      line.map((w, v) => [x[i * rows.stride + u][j * cols.stride + v], w]).filter(([, w]) => w !== 0),
    );
  return {
    grids: [
      { id: "x", role: "input", values: x, border: [rows.border, cols.border] },
      { id: "weight", role: "kernel", values: weight, border: [0, 0] },
      { id: "out", role: "output", values: out, border: [0, 0] },
    ],
    signs: ["\u2299", "\u2192"],
    window: (i, j) => ({ top: i * rows.stride, left: j * cols.stride, rows: kernel[0], cols: kernel[1] }),
    sum: (i, j) =>
      `${
        terms(i, j)
          .map(([a, w]) => `${formatNumber(a)}\u00b7${bracketed(w)}`)
          .join(" + ") || "0"
      } = ${formatNumber(out[i][j])}`,
  };
}

/** Of a mean, padding is left out: whether it counts differs from network to network. */
function poolExample({ kernel, stride, padding, label }) {
  const isMean = !label.startsWith("max");
  const sizes = kernel.map((size) => (isMean ? Math.min(size, LARGEST_MEAN) : size));
  const [rows, cols] = [0, 1].map((i) => axis(sizes[i], stride[i], isMean ? 0 : padding[i]));
  const isGlobal = label.startsWith("global");
  if (isGlobal)
    for (const each of [rows, cols]) Object.assign(each, { out: 1, padded: each.kernel_size, size: each.kernel_size });
  const inside = table(rows.size, cols.size, numberAt);
  const x = pad(inside, rows, cols);
  const isReal = (i, j) => inside[i - rows.border]?.[j - cols.border] !== undefined;
  const read = (i, j) =>
    table(sizes[0], sizes[1], (u, v) => [i * rows.stride + u, j * cols.stride + v])
      .flat()
      .filter(([a, b]) => isReal(a, b))
      .map(([a, b]) => x[a][b]);
  const of = (numbers) =>
    isMean ? numbers.reduce((sum, each) => sum + each, 0) / numbers.length : Math.max(...numbers);
  const out = table(rows.out, cols.out, (i, j) => of(read(i, j)));
  const written = (numbers) =>
    isMean ? `(${numbers.join(" + ")}) \u00f7 ${numbers.length}` : `max(${numbers.join(", ")})`;
  return {
    grids: [
      { id: "x", role: "input", values: x, border: [rows.border, cols.border] },
      { id: "out", role: "output", values: out, border: [0, 0] },
    ],
    signs: ["\u2192"],
    window: (i, j) => ({ top: i * rows.stride, left: j * cols.stride, rows: sizes[0], cols: sizes[1] }),
    sum: (i, j) => `${written(read(i, j))} = ${formatNumber(out[i][j])}`,
  };
}

const WRITTEN = {
  relu: (x) => `max(${x}, 0)`,
  relu6: (x) => `min(max(${x}, 0), 6)`,
  tanh: (x) => `tanh(${x})`,
  sigmoid: (x) => `1 \u00f7 (1 + exp(\u2212${x}))`,
};

const single = (i, j) => ({ top: i, left: j, rows: 1, cols: 1 });

function pointwise({ label }) {
  const written = WRITTEN[label];
  if (!written) return null;
  const value = label === "relu6" ? (x) => Math.min(Math.max(x, 0), 6) : activationOf(label, {}).value;
  const x = table(3, 3, (i, j) => 2 * signedAt(i, j));
  const out = x.map((line) => line.map(value));
  return elementwise([x], out, ["\u2192"], (i, j) => `${written(bracketed(x[i][j]))} = ${formatNumber(out[i][j])}`);
}

function elementwise(inputs, out, signs, sum) {
  const ids = ["x", "y"];
  return {
    grids: [
      ...inputs.map((values, i) => ({ id: ids[i], role: "input", values, border: [0, 0] })),
      { id: "out", role: "output", values: out, border: [0, 0] },
    ],
    signs,
    window: single,
    sum,
  };
}

/** With gamma 1 and beta 0: the mean and the variance of one map. */
function normed() {
  const x = table(3, 3, signedAt);
  const all = x.flat();
  const mean = all.reduce((sum, each) => sum + each, 0) / all.length;
  const variance = all.reduce((sum, each) => sum + (each - mean) ** 2, 0) / all.length;
  const out = x.map((line) => line.map((each) => (each - mean) / Math.sqrt(variance + EPSILON)));
  const written = (each) => `(${formatNumber(each)} \u2212 ${bracketed(mean)}) \u00f7 \u221a${formatNumber(variance)}`;
  return elementwise([x], out, ["\u2192"], (i, j) => `${written(x[i][j])} \u2248 ${formatNumber(out[i][j])}`);
}

function added() {
  const x = table(3, 3, signedAt);
  const y = table(3, 3, (i, j) => signedAt(j + 1, i + 2));
  const out = x.map((line, i) => line.map((each, j) => each + y[i][j]));
  return elementwise(
    [x, y],
    out,
    ["+", "="],
    (i, j) => `${formatNumber(x[i][j])} + ${bracketed(y[i][j])} = ${formatNumber(out[i][j])}`,
  );
}

/** Every output reads every input: a row of weights each. */
function dotted() {
  const x = [table(1, 5, numberAt)[0]];
  const weight = table(3, 5, (i, j) => ((2 * i + j) % 3) - 1);
  const out = weight.map((line) => [line.reduce((sum, w, j) => sum + w * x[0][j], 0)]);
  const written = (i) => weight[i].map((w, j) => `${x[0][j]}\u00b7${bracketed(w)}`).join(" + ");
  return {
    grids: [
      { id: "weight", role: "kernel", values: weight, border: [0, 0] },
      { id: "x", role: "input", values: x[0].map((each) => [each]), border: [0, 0] },
      { id: "out", role: "output", values: out, border: [0, 0] },
    ],
    signs: ["\u00b7", "="],
    window: (i) => ({ top: i, left: 0, rows: 1, cols: 5 }),
    sum: (i) => `${written(i)} = ${formatNumber(out[i][0])}`,
  };
}
