// A pooling window along one axis: as a convolution's, but it may be counted by rounding up.

/**
 * @typedef {import("../../shared/pure/windows.js").Axis & {ceil_mode: boolean, hang: number,
 *   isDropped: boolean, drawn: number}} PoolAxis `hang`: cells of the last window beyond the padded
 *   input; `isDropped`: rounded up there would be one window more, but it would begin beyond the
 *   input; `drawn`: cells on screen, with those that only such windows touch.
 */

/** Sizes along one axis, as `pool_out_size` gives them.
 * @param {import("../../shared/pure/windows.js").AxisSettings & {ceil_mode?: boolean}} settings
 * @returns {PoolAxis}
 */
export function poolAxis(settings) {
  const plain = { stride: 1, padding: 0, dilation: 1, ceil_mode: false, ...settings, padding_mode: "zeros" };
  const { size, kernel_size: kernel, stride, padding, dilation, ceil_mode: roundsUp } = plain;
  const padded = size + 2 * padding;
  const extent = dilation * (kernel - 1) + 1;
  const travel = padded - extent;
  const counted = Math.floor((travel + (roundsUp ? stride - 1 : 0)) / stride) + 1;
  const isDropped = roundsUp && (counted - 1) * stride >= size + padding;
  const problem = problemOf(plain, padded, extent, counted);
  const out = problem ? 0 : counted - (isDropped ? 1 : 0);
  const rest = problem ? 0 : travel - (out - 1) * stride;
  const hang = Math.max(-rest, 0);
  const drawn = !problem && isDropped ? Math.max(padded, out * stride + 1) : padded + hang;
  const more = { ceil_mode: roundsUp, hang, isDropped: !problem && isDropped, drawn };
  return { ...plain, padded, extent, travel, out, remainder: Math.max(rest, 0), border: padding, problem, ...more };
}

function problemOf({ kernel_size: kernel, padding, dilation }, padded, extent, counted) {
  const largest = Math.floor(kernel / 2);
  if (padding > largest) {
    return {
      code: "pool_padding_too_large",
      values: { padding, kernel, largest },
      ways: [{ code: "fit_less_padding", values: { padding: largest } }],
    };
  }
  if (counted >= 1) return null;
  const fitting = Math.floor((padded - 1) / dilation) + 1;
  return {
    code: "window_too_large",
    values: { effective: extent, padded },
    ways: [{ code: "fit_window", values: { kernel: fitting } }],
  };
}

/** What window i reads of the padded input: which cell of the window meets which position.
 * @param {PoolAxis} axis
 * @returns {{cell: number, at: number}[]}
 */
export function poolReads({ kernel_size: kernel, stride, dilation, padded }, i) {
  const all = Array.from({ length: kernel }, (_, cell) => ({ cell, at: i * stride + cell * dilation }));
  return all.filter(({ at }) => at < padded);
}

/** Whether a position of the padded input is one of the input itself.
 * @param {PoolAxis} axis
 */
export const isInside = ({ border, size }, position) => position >= border && position < border + size;

/** How many cells of window i average pooling counts: of the padded input, or of the input alone.
 * @param {PoolAxis} axis
 * @param {boolean} withPadding
 */
export function countedCells(axis, i, withPadding) {
  return poolReads(axis, i).filter(({ at }) => withPadding || isInside(axis, at)).length;
}

/** Whether any window reads a drawn position, for each of them.
 * @param {PoolAxis} axis
 * @returns {boolean[]}
 */
export function poolRead(axis) {
  const isRead = new Array(axis.drawn).fill(false);
  for (let i = 0; i < axis.out; i += 1) for (const { at } of poolReads(axis, i)) isRead[at] = true;
  return isRead;
}
