"""Pooling: one number speaks for a window, the largest or the mean.

The `_loops` functions are the definition, one window at a time. The fast ones turn the loops inside
out: a 2x2 pooling is the maximum (or sum) of four strided copies of the image.

Source: torch.nn.functional.max_pool2d and avg_pool2d.
"""

from typing import Literal, NamedTuple, overload

import numpy as np

from cnncore.arguments import pair, whole_number
from cnncore.ops.batches import as_batch, expect_grad, floating, like_batch
from cnncore.ops.half import computed_in_float32
from cnncore.ops.windows import Pair, Windows, zero_padded
from cnncore.shapes import pool_out_size


class PoolPlan(NamedTuple):
    """Where pooling windows lie; `border` is the (top, bottom, left, right) they may read."""

    windows: Windows
    border: tuple[int, int, int, int]
    padding: Pair
    size: Pair

    def inside(self, grad_padded: np.ndarray) -> np.ndarray:
        """Cut the border off again."""
        (top, _, left, _), (height, width) = self.border, self.size
        return grad_padded[:, :, top : top + height, left : left + width]


def pool_plan(
    size: Pair,
    kernel_size: int | Pair,
    stride: int | Pair | None,
    padding: int | Pair,
    dilation: int | Pair,
    ceil_mode: bool,
) -> PoolPlan:
    """Check the settings and lay out the windows on an image of `size` (height, width).

    In `ceil_mode` the last window may hang over the far end; the border is made wide enough.
    """
    kernel = pair("kernel_size", kernel_size, minimum=1)
    own_size = stride is None or stride == ()  # torch takes an empty tuple too
    steps = kernel if own_size else pair("stride", stride, minimum=1)
    pads = pair("padding", padding, minimum=0)
    holes = pair("dilation", dilation, minimum=1)
    out, far = [], []
    for cells, k, s, p, d in zip(size, kernel, steps, pads, holes, strict=True):
        count = pool_out_size(cells, k, stride=s, padding=p, dilation=d, ceil_mode=ceil_mode)
        out.append(count)
        far.append(max(p, (count - 1) * s + d * (k - 1) + 1 - cells - p))
    windows = Windows(kernel, steps, holes, (out[0], out[1]))
    return PoolPlan(windows, (pads[0], far[0], pads[1], far[1]), pads, size)


def max_pool2d_loops(
    input: np.ndarray,
    kernel_size: int | Pair,
    stride: int | Pair | None = None,
    padding: int | Pair = 0,
    dilation: int | Pair = 1,
    ceil_mode: bool = False,
) -> np.ndarray:
    """`max_pool2d` as its definition reads: the largest number of every window.

    Shape, errors and meaning are those of `max_pool2d`; this one is for reading.
    """
    images = as_batch("input", input)
    plan = pool_plan(images.shape[2:], kernel_size, stride, padding, dilation, ceil_mode)
    padded = zero_padded(images, *plan.border, fill=lowest(images.dtype))
    (kernel_h, kernel_w), (stride_h, stride_w), (dilation_h, dilation_w), _ = plan.windows
    out = np.empty(images.shape[:2] + plan.windows.out_size, dtype=images.dtype)
    for n, c, row, col in np.ndindex(*out.shape):
        top, left = row * stride_h, col * stride_w
        rows = slice(top, top + dilation_h * (kernel_h - 1) + 1, dilation_h)
        cols = slice(left, left + dilation_w * (kernel_w - 1) + 1, dilation_w)
        out[n, c, row, col] = padded[n, c, rows, cols].max()
    return like_batch(out, input)


@overload
def max_pool2d(
    input: np.ndarray,
    kernel_size: int | Pair,
    stride: int | Pair | None = None,
    padding: int | Pair = 0,
    dilation: int | Pair = 1,
    ceil_mode: bool = False,
    return_indices: Literal[False] = False,
) -> np.ndarray: ...
@overload
def max_pool2d(
    input: np.ndarray,
    kernel_size: int | Pair,
    stride: int | Pair | None = None,
    padding: int | Pair = 0,
    dilation: int | Pair = 1,
    ceil_mode: bool = False,
    *,
    return_indices: Literal[True],
) -> tuple[np.ndarray, np.ndarray]: ...
def max_pool2d(
    input: np.ndarray,
    kernel_size: int | Pair,
    stride: int | Pair | None = None,
    padding: int | Pair = 0,
    dilation: int | Pair = 1,
    ceil_mode: bool = False,
    return_indices: bool = False,
) -> np.ndarray | tuple[np.ndarray, np.ndarray]:
    """Keep the largest number of every window.

    Args:
        input: images; padding never wins, it counts as minus infinity.
        kernel_size: cells of a window.
        stride: cells from one window to the next; None means `kernel_size`.
        padding: cells per side, at most half of `kernel_size`.
        dilation: distance between two cells of a window.
        ceil_mode: keep a last window that hangs over the far end.
        return_indices: also say where each maximum stood, counted row by row in the unpadded
            image; the first one wins a tie. -1 for a dilated window that met only padding.

    Shape:
        input: (N, C, H, W) or (C, H, W)
        returns: (N, C, H_out, W_out) or (C, H_out, W_out), H_out = pool_out_size(H, KH, ...);
            with `return_indices` a pair of these

    Raises:
        SettingError: no window fits, too much padding, or a number that is no legal setting.

    Source: torch.nn.functional.max_pool2d.
    """
    images = as_batch("input", input)
    plan = pool_plan(images.shape[2:], kernel_size, stride, padding, dilation, ceil_mode)
    padded = zero_padded(images, *plan.border, fill=lowest(images.dtype))
    if return_indices:
        out, winner = max_and_winner(padded, plan)
        return like_batch(out, input), like_batch(_flat_index(winner, plan), input)
    slices = [padded[:, :, rows, cols] for _, _, rows, cols in plan.windows.slices()]
    out = slices[0].copy()
    for other in slices[1:]:
        np.maximum(out, other, out=out)
    return like_batch(out, input)


@computed_in_float32
def max_pool2d_backward(
    grad_out: np.ndarray,
    input: np.ndarray,
    kernel_size: int | Pair,
    stride: int | Pair | None = None,
    padding: int | Pair = 0,
    dilation: int | Pair = 1,
    ceil_mode: bool = False,
) -> np.ndarray:
    """Gradient of `max_pool2d`: the cell that won the window takes all of it.

    Shape:
        grad_out: as `max_pool2d` returns    returns: as input
    """
    images = as_batch("input", input)
    plan = pool_plan(images.shape[2:], kernel_size, stride, padding, dilation, ceil_mode)
    padded = zero_padded(images, *plan.border, fill=lowest(images.dtype))
    out, winner = max_and_winner(padded, plan)
    grad_out = expect_grad(grad_out, out.shape, input)
    grad_padded = np.zeros(padded.shape, dtype=grad_out.dtype)
    for cell, (_, _, rows, cols) in enumerate(plan.windows.slices()):
        grad_padded[:, :, rows, cols] += np.where(winner == cell, grad_out, 0)
    return like_batch(plan.inside(grad_padded), input)


@computed_in_float32
def avg_pool2d_loops(
    input: np.ndarray,
    kernel_size: int | Pair,
    stride: int | Pair | None = None,
    padding: int | Pair = 0,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
    divisor_override: int | None = None,
) -> np.ndarray:
    """`avg_pool2d` as its definition reads: the sum of every window over its number of cells.

    Shape, errors and meaning are those of `avg_pool2d`; this one is for reading.
    """
    images = floating(as_batch("input", input))
    plan = pool_plan(images.shape[2:], kernel_size, stride, padding, 1, ceil_mode)
    divisor = pool_divisors(plan, count_include_pad, divisor_override)
    padded = zero_padded(images, *plan.border)
    (kernel_h, kernel_w), (stride_h, stride_w), _, out_size = plan.windows
    out = np.empty(images.shape[:2] + out_size, dtype=images.dtype)
    for n, c, row, col in np.ndindex(*out.shape):
        top, left = row * stride_h, col * stride_w
        window = padded[n, c, top : top + kernel_h, left : left + kernel_w]
        out[n, c, row, col] = window.sum() / divisor[row, col]
    return like_batch(out, input)


@computed_in_float32
def avg_pool2d(
    input: np.ndarray,
    kernel_size: int | Pair,
    stride: int | Pair | None = None,
    padding: int | Pair = 0,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
    divisor_override: int | None = None,
) -> np.ndarray:
    """Take the mean of every window.

    Args:
        input: images; whole numbers are averaged in float64.
        kernel_size: cells of a window.
        stride: cells from one window to the next; None means `kernel_size`.
        padding: zeros per side, at most half of `kernel_size`.
        ceil_mode: keep a last window that hangs over the far end (cells beyond the padding never
            count).
        count_include_pad: count the zeros of the padding as cells of the window.
        divisor_override: divide every sum by this number instead.

    Shape:
        input: (N, C, H, W) or (C, H, W)
        returns: (N, C, H_out, W_out) or (C, H_out, W_out), H_out = pool_out_size(H, KH, ...)

    Raises:
        SettingError: no window fits, too much padding, or a number that is no legal setting.

    Source: torch.nn.functional.avg_pool2d.
    """
    images = floating(as_batch("input", input))
    plan = pool_plan(images.shape[2:], kernel_size, stride, padding, 1, ceil_mode)
    divisor = pool_divisors(plan, count_include_pad, divisor_override)
    padded = zero_padded(images, *plan.border)
    slices = [padded[:, :, rows, cols] for _, _, rows, cols in plan.windows.slices()]
    out = slices[0].copy()
    for other in slices[1:]:
        out += other
    out /= divisor.astype(out.dtype)
    return like_batch(out, input)


@computed_in_float32
def avg_pool2d_backward(
    grad_out: np.ndarray,
    input: np.ndarray,
    kernel_size: int | Pair,
    stride: int | Pair | None = None,
    padding: int | Pair = 0,
    ceil_mode: bool = False,
    count_include_pad: bool = True,
    divisor_override: int | None = None,
) -> np.ndarray:
    """Gradient of `avg_pool2d`: every cell of the window takes an equal share.

    Shape:
        grad_out: as `avg_pool2d` returns    input: as given there; only its shape matters
        returns: as input
    """
    images = as_batch("input", input)
    plan = pool_plan(images.shape[2:], kernel_size, stride, padding, 1, ceil_mode)
    divisor = pool_divisors(plan, count_include_pad, divisor_override)
    shape = images.shape[:2] + plan.windows.out_size
    grad_out = floating(expect_grad(grad_out, shape, input))
    share = grad_out / divisor.astype(grad_out.dtype)
    top, bottom, left, right = plan.border
    height, width = plan.size
    grad_padded = np.zeros(
        (*shape[:2], top + height + bottom, left + width + right), dtype=share.dtype
    )
    for _, _, rows, cols in plan.windows.slices():
        grad_padded[:, :, rows, cols] += share
    return like_batch(plan.inside(grad_padded), input)


def pool_divisors(
    plan: PoolPlan, count_include_pad: bool = True, divisor_override: int | None = None
) -> np.ndarray:
    """By how much average pooling divides the sum of each window.

    Shape:
        returns: (H_out, W_out)
    """
    if divisor_override is not None:
        divisor = whole_number("divisor_override", divisor_override, minimum=1)
        return np.full(plan.windows.out_size, divisor)
    counts = []
    for axis in range(2):
        size, padding = plan.size[axis], plan.padding[axis]
        starts = np.arange(plan.windows.out_size[axis]) * plan.windows.stride[axis] - padding
        ends = np.minimum(starts + plan.windows.kernel_size[axis], size + padding)
        if not count_include_pad:
            starts, ends = np.maximum(starts, 0), np.minimum(ends, size)
        counts.append(ends - starts)
    return np.outer(counts[0], counts[1])


def max_and_winner(padded: np.ndarray, plan: PoolPlan) -> tuple[np.ndarray, np.ndarray]:
    """The maximum of each window, and which kernel cell (row by row) it came from."""
    is_real = zero_padded(np.ones((1, 1, *plan.size), dtype=bool), *plan.border)[0, 0]
    (_, _, rows, cols), *others = plan.windows.slices()
    out, met_real = padded[:, :, rows, cols].copy(), is_real[rows, cols].copy()
    winner = np.zeros(out.shape, dtype=np.int64)
    for cell, (_, _, rows, cols) in enumerate(others, start=1):
        other, real = padded[:, :, rows, cols], is_real[rows, cols]
        # Strictly larger, so the first of equals stays. NaN is never larger, but torch lets it win.
        # A real cell beats padding even when it holds the lowest number there is.
        better = (other > out) | np.isnan(other) | (real & ~met_real)
        np.copyto(out, other, where=better)
        winner[better] = cell
        met_real |= real
    return out, winner


def _flat_index(winner: np.ndarray, plan: PoolPlan) -> np.ndarray:
    """Kernel cells as positions in the unpadded image, counted row by row; -1 for padding."""
    windows, (top, left), (height, width) = plan.windows, plan.padding, plan.size
    cell_row, cell_col = np.divmod(winner, windows.kernel_size[1])
    first_row = np.arange(windows.out_size[0])[:, None] * windows.stride[0] - top
    first_col = np.arange(windows.out_size[1]) * windows.stride[1] - left
    rows = first_row + cell_row * windows.dilation[0]
    cols = first_col + cell_col * windows.dilation[1]
    inside = (rows >= 0) & (rows < height) & (cols >= 0) & (cols < width)
    return np.where(inside, rows * width + cols, -1)


def lowest(dtype: np.dtype) -> float:
    """The number that no other number of this type is below."""
    return -np.inf if np.issubdtype(dtype, np.inexact) else int(np.iinfo(dtype).min)
