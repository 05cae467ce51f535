// A window that slides along one axis, counted in cells; two axes make a rectangle.

import { cellId } from "./cells.js";

/**
 * @typedef {object} AxisSettings One axis of the settings, named as in PyTorch.
 * @property {number} size Of the input.
 * @property {number} kernel_size
 * @property {number} [stride]
 * @property {number} [padding] Per side.
 * @property {number} [dilation]
 * @property {string} [padding_mode]
 *
 * @typedef {AxisSettings & {padded: number, extent: number, travel: number, out: number,
 *   remainder: number, border: number, problem: Problem | null}} Axis `extent`: from one end of the
 *   window to the other; `travel`: how far it can move; `border`: cells added before the input.
 *
 * @typedef {object} Problem Why not one window fits, and what would help.
 * @property {string} code
 * @property {Record<string, number>} values
 * @property {{code: string, values: Record<string, number>}[]} ways
 */

const PAIRS = ["size", "kernel_size", "stride", "padding", "dilation", "output_padding"];

/** The settings that are given per axis: rows first, then columns.
 * @param {Record<string, any>} settings
 * @returns {string[]} Their names.
 */
export const pairsOf = (settings) => PAIRS.filter((name) => name in settings);

/** The settings of one axis out of pairs [rows, columns].
 * @param {Record<string, any>} settings
 * @param {0 | 1} axis
 * @returns {AxisSettings}
 */
export function alongAxis(settings, axis) {
  const own = Object.fromEntries(pairsOf(settings).map((name) => [name, settings[name][axis]]));
  return { ...own, padding_mode: settings.padding_mode };
}

/** Sizes along one axis.
 * @param {AxisSettings} settings
 * @returns {Axis}
 */
export function axisOf(settings) {
  const plain = { stride: 1, padding: 0, dilation: 1, padding_mode: "zeros", ...settings };
  const { size, kernel_size: kernel, stride, padding, dilation, padding_mode: mode } = plain;
  const sizes = { padded: size + 2 * padding, extent: dilation * (kernel - 1) + 1 };
  const travel = sizes.padded - sizes.extent;
  if (mode === "reflect" && padding >= size) {
    const problem = { code: "reflect_too_large", values: { padding, size, largest: size - 1 }, ways: [] };
    return { ...plain, ...sizes, padded: size, border: 0, travel, out: 0, remainder: 0, problem };
  }
  const problem = travel < 0 ? kernelTooLarge(plain, sizes) : null;
  const out = problem ? 0 : Math.floor(travel / stride) + 1;
  return { ...plain, ...sizes, border: padding, travel, out, remainder: problem ? 0 : travel % stride, problem };
}

function kernelTooLarge({ size, dilation }, { padded, extent }) {
  const kernel = Math.floor((padded - 1) / dilation) + 1;
  const padding = Math.ceil((extent - size) / 2);
  return {
    code: "kernel_too_large",
    values: { effective: extent, padded },
    ways: [
      { code: "fit_kernel", values: { kernel } },
      { code: "fit_padding", values: { padding } },
    ],
  };
}

/** The values between limits, both included, with which something fits.
 * @param {[number, number]} limits
 * @param {(value: number) => boolean} fits
 * @returns {number[]}
 */
export function valuesThat([low, high], fits) {
  return Array.from({ length: high - low + 1 }, (_, i) => low + i).filter(fits);
}

/** The values of a setting with which a window fits, between limits.
 * @param {AxisSettings} settings
 * @param {string} name
 * @param {[number, number]} limits
 * @param {(settings: AxisSettings) => {problem: Problem | null}} by What says whether it fits.
 * @returns {number[]}
 */
export function legalValues(settings, name, limits, by = axisOf) {
  return valuesThat(limits, (value) => !by({ ...settings, [name]: value }).problem);
}

/** Values that do not fit, one beside the next, as the first and the last of each such run.
 * @param {number[]} legal Those that do.
 * @param {[number, number]} limits
 * @returns {[number, number][]}
 */
export function illegalRuns(legal, limits) {
  const runs = [];
  for (const value of valuesThat(limits, (each) => !legal.includes(each))) {
    if (runs.at(-1)?.[1] === value - 1) runs.at(-1)[1] = value;
    else runs.push([value, value]);
  }
  return runs;
}

/** The padded positions that window i reads.
 * @param {Axis} axis
 */
function reads({ kernel_size: kernel, stride, dilation }, i) {
  return Array.from({ length: kernel }, (_, u) => i * stride + u * dilation);
}

/** Whether any window reads a padded position, for each of them.
 * @param {Axis} axis
 * @returns {boolean[]}
 */
export function readPositions(axis) {
  const isRead = new Array(axis.padded).fill(false);
  for (let i = 0; i < axis.out; i += 1) for (const position of reads(axis, i)) isRead[position] = true;
  return isRead;
}

/** The padded positions that no window reads: so many beyond the last window, so many before its end,
 * and whether none of them belongs to the input.
 * @param {Axis} axis
 */
export function unreadOf(axis) {
  const isRead = readPositions(axis);
  const unread = isRead.flatMap((read, position) => (read ? [] : [position]));
  const inside = unread.filter((position) => position < axis.padded - axis.remainder).length;
  const isPadding = (position) => position < axis.border || position >= axis.border + axis.size;
  return { beyond: axis.remainder, inside, onlyPadding: unread.every(isPadding) };
}

/** Where padded position i takes its value: an index of the input, or null for 0.
 * @param {Axis} axis
 */
function source({ size, border, padding_mode: mode }, position) {
  const i = position - border;
  if (i >= 0 && i < size) return i;
  if (mode === "zeros") return null;
  if (mode === "replicate") return i < 0 ? 0 : size - 1;
  if (mode === "reflect") return i < 0 ? -i : 2 * (size - 1) - i;
  return (i + size) % size; // circular
}

/** The input with its border.
 * @param {number[][]} input
 * @param {Axis} rows
 * @param {Axis} cols
 */
export function pad(input, rows, cols) {
  const sources = (axis) => Array.from({ length: axis.padded }, (_, i) => source(axis, i));
  const columns = sources(cols);
  return sources(rows).map((row) => columns.map((col) => (row === null || col === null ? 0 : input[row][col])));
}

/** The weighted sum of every window; [] where none fits.
 * @param {number[][]} padded
 * @param {number[][]} weight
 * @param {Axis} rows
 * @param {Axis} cols
 */
export function convolve(padded, weight, rows, cols) {
  return Array.from({ length: cols.out ? rows.out : 0 }, (_, i) =>
    Array.from({ length: cols.out }, (_, j) => {
      let total = 0;
      for (let u = 0; u < rows.kernel_size; u += 1) {
        const line = padded[i * rows.stride + u * rows.dilation];
        for (let v = 0; v < cols.kernel_size; v += 1) total += line[j * cols.stride + v * cols.dilation] * weight[u][v];
      }
      return total;
    }),
  );
}

/** The products of one window, line by line: which number meets which weight.
 * @param {Axis} rows
 * @param {Axis} cols
 * @returns {{id: string, cells: [string, string], at: [number, number], by: [number, number]}[]}
 */
export function products(rows, cols, i, j) {
  const columns = reads(cols, j);
  return reads(rows, i).flatMap((row, u) =>
    columns.map((col, v) => ({
      id: `${u},${v}`,
      cells: [cellId("x", row, col), cellId("weight", u, v)],
      at: [row, col],
      by: [u, v],
    })),
  );
}
