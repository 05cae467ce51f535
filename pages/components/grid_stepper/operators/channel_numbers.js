// The numbers of a convolution over channels: from the settings and the tables that only Python has.

import { withEdits } from "./scene.js";

const range = (length) => Array.from({ length }, (_, i) => i);
const corner = (grid, [rows, cols]) => grid.slice(0, rows).map((row) => row.slice(0, cols));

/** Edits of one block of a tall table, in its own rows. */
const editsIn = (edits, first, rows) =>
  edits.filter(([row]) => row >= first && row < first + rows).map(([row, col, text]) => [row - first, col, text]);

/**
 * The channels, their slices of every kernel, and the biases, with the learner's own numbers.
 *
 * @param {Record<string, any>} settings
 * @param {{x: number[][][], kernels: number[][][][], mix: number[][][][], bias: number[], names: string}} tables
 * @returns {{inputs: number[][][], slices: number[][][][], biases: number[], names: string[],
 *   inputRow: (channel: number) => number, kernelRow: (kernel: number, channel: number) => number}} The last
 *   two: the first row of a block in the tall tables that hold the edits.
 */
export function numbersOf(settings, tables) {
  const { in_channels: ins, out_channels: outs, size, kernel_size: kernel } = settings;
  const [inputRows, kernelRows] = [tables.x[0].length, tables.kernels[0][0].length];
  const channels = tables.x.length;
  const inputRow = (channel) => channel * inputRows;
  const kernelRow = (at, channel) => (at * channels + channel) * kernelRows;
  const isMix = kernel[0] === 1 && kernel[1] === 1;
  const weights = isMix ? tables.mix : tables.kernels;
  return {
    inputs: range(ins).map((c) =>
      withEdits(corner(tables.x[c], size), editsIn(settings.input_edits, inputRow(c), inputRows)),
    ),
    slices: range(outs).map((k) =>
      range(ins).map((c) =>
        withEdits(corner(weights[k][c], kernel), editsIn(settings.kernel_edits, kernelRow(k, c), kernelRows)),
      ),
    ),
    biases: withEdits(
      range(outs).map((k) => [tables.bias[k]]),
      settings.bias_edits,
    ).map(([bias]) => bias),
    names: ins === tables.names.length ? [...tables.names] : range(ins).map((c) => `C${c + 1}`),
    inputRow,
    kernelRow,
  };
}
