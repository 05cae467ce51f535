// Stamps of a kernel along one axis, counted in cells: number k lies S cells after number k - 1.

/**
 * @typedef {object} StampAxis The settings of one axis, named as in PyTorch, and what follows from them.
 * @property {number} size Of the input: so many stamps.
 * @property {number} kernel_size
 * @property {number} stride From one stamp to the next.
 * @property {number} padding Of the forward convolution: so many cells are cut off per side.
 * @property {number} output_padding Cells that are kept, or added, at the far end.
 * @property {number} dilation
 * @property {number} extent From one end of a stamp to the other.
 * @property {number} uncut Cells that all stamps cover together.
 * @property {number} out Of the output.
 * @property {number} drawn Cells that are drawn: the stamps, and what the output has beyond them.
 * @property {import("../../shared/pure/windows.js").Problem | null} problem
 */

/** Sizes along one axis.
 * @param {Pick<StampAxis, "size" | "kernel_size" | "stride" | "padding" | "dilation" | "output_padding">} settings
 * @returns {StampAxis}
 */
export function stampAxis(settings) {
  const { size, kernel_size: kernel, stride, padding, dilation, output_padding: extra } = settings;
  const extent = dilation * (kernel - 1) + 1;
  const uncut = (size - 1) * stride + extent;
  const out = uncut - 2 * padding + extra;
  const problem = problemOf({ stride, padding, dilation, extra, uncut, out });
  return { ...settings, extent, uncut, out: problem ? 0 : out, drawn: Math.max(uncut, padding + out), problem };
}

function problemOf({ stride, padding, dilation, extra, uncut, out }) {
  const largest = Math.max(stride, dilation) - 1;
  if (extra > largest) {
    return { code: "extra_too_large", values: { extra, largest, stride, dilation }, ways: [] };
  }
  if (out > 0) return null;
  return { code: "all_cut", values: { uncut, padding, largest: Math.floor((uncut + extra - 1) / 2) }, ways: [] };
}

/** Which stamps reach a drawn position, and with which of their weights.
 * @param {StampAxis} axis
 * @param {number} position Counted from the first that is drawn.
 * @returns {{stamp: number, weight: number}[]}
 */
export function reaching({ size, kernel_size: kernel, stride, dilation }, position) {
  const found = [];
  for (let stamp = 0; stamp < size; stamp += 1) {
    const weight = (position - stamp * stride) / dilation;
    if (Number.isInteger(weight) && weight >= 0 && weight < kernel) found.push({ stamp, weight });
  }
  return found;
}

/** The sizes that the forward convolution takes to this input, smallest first.
 * @param {StampAxis} axis
 * @returns {number[]}
 */
export const comesFrom = ({ uncut, stride, padding }) =>
  Array.from({ length: stride }, (_, rest) => uncut - 2 * padding + rest).filter((size) => size > 0);
