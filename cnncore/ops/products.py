"""A convolution as matrix products: unfold along the width, add up over the rows of the kernel.

Laid out in full (`unfold`, im2col), the windows hold every cell KH * KW times, and copying all
that can take longer than the arithmetic. But neighbouring rows of the kernel read the same rows of
the image, one further down. So the image is unfolded along its width only, KW copies of a cell, and

    out = sum over the rows i of the kernel:  weight[:, :, i] @ unfolded[rows i, i + 1, i + 2, ...]

where every stretch of rows is a view that the matrix product takes as it stands. `parts` is the
number of these products: KH, or 1 where the whole kernel at once is cheaper.

Source: Cho & Brand 2017, "MEC: Memory-efficient Convolution for Deep Neural Network",
arXiv:1706.06873.
"""

import math
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from cnncore.ops.windows import Pair, Windows, scatter_windows, windows_view, zero_padded

BLOCK_BYTES = 768 * 1024


def correlate(
    padded: np.ndarray,
    weight: np.ndarray,
    bias: np.ndarray | None,
    windows: Windows,
    groups: int,
) -> np.ndarray:
    """Window times kernel, summed, for every window and every kernel.

    Shape:
        padded: (N, C, H, W), contiguous
        weight: (C_out, C // groups, KH, KW)    bias: (C_out,)
        returns: (N, C_out, H_out, W_out), the size that `windows` says
    """
    n, out_channels = len(padded), len(weight)
    parts = _cheapest_parts(windows, n, weight, groups)
    kernels = _as_matrices(weight, groups, parts)
    if bias is not None:  # one more weight, on a cell that is always 1
        kernels[0] = np.concatenate([kernels[0], bias.reshape(groups, -1, 1)], axis=2)
    dtype = np.result_type(padded, kernels[0])
    out = np.empty((n, groups, out_channels // groups, math.prod(windows.out_size)), dtype)
    for block in _column_blocks(padded, windows, groups, parts, with_ones=bias is not None):
        sums = out[block.images, :, :, block.positions]
        np.matmul(kernels[0], block.columns[0], out=sums)
        for part in range(1, parts):
            sums += kernels[part] @ block.columns[part]
    return out.reshape(n, out_channels, *windows.out_size)


def correlate_weight_grad(
    grad_out: np.ndarray, padded: np.ndarray, windows: Windows, groups: int
) -> np.ndarray:
    """What the kernels of `correlate` receive: every window, times the gradient of its sum.

    Shape:
        grad_out: (N, C_out, H_out, W_out)    padded: (N, C, H, W), contiguous
        returns: (C_out, C // groups, KH, KW)
    """
    (kernel_h, kernel_w), in_channels = windows.kernel_size, padded.shape[1] // groups
    parts = kernel_h if windows.stride[0] == 1 else 1
    grads, depth = _grouped(grad_out, groups), in_channels * kernel_h // parts * kernel_w
    dtype = np.result_type(grad_out, padded)
    totals = np.zeros((parts, groups, depth, grads.shape[2]), dtype=dtype)
    for block in _column_blocks(padded, windows, groups, parts):
        grad = grads[block.images, :, :, block.positions].swapaxes(2, 3)
        for total, columns in zip(totals, block.columns, strict=True):
            total += (columns @ grad).sum(axis=0)
    cells = totals.reshape(parts, groups, in_channels, -1, grads.shape[2]).transpose(1, 4, 2, 0, 3)
    return cells.reshape(grad_out.shape[1], in_channels, kernel_h, kernel_w)


def stamp(
    values: np.ndarray, weight: np.ndarray, windows: Windows, groups: int, size: Pair, cut: Pair
) -> np.ndarray:
    """Let every position stamp its kernels, times its values, into an image; stamps add up.

    This is how a gradient returns through `correlate`, and how a transposed convolution works.

    Args:
        values: one number for each position of the windows and each kernel.
        weight: the kernels.
        windows: where the stamps lie.
        groups: as in `correlate`.
        size: height and width of the image.
        cut: how many rows and columns of the stamps are lost above the image and to its left.

    Shape:
        values: (N, C_out, H_out, W_out)    weight: (C_out, C // groups, KH, KW)
        returns: (N, C, *size)
    """
    if windows.stride == (1, 1) and np.isfinite(weight).all():
        return _stamp_everywhere(values, weight, windows, groups, size, cut)
    (height, width), (top, left), (span_h, span_w) = size, cut, windows.span
    full_size = max(span_h, top + height), max(span_w, left + width)
    dtype = np.result_type(values, weight)
    full = np.zeros((len(values), weight.shape[1] * groups, *full_size), dtype=dtype)
    (out_h, out_w), values = windows.out_size, _grouped(values, groups)
    kernels = _as_matrices(weight, groups, parts=1)[0].swapaxes(1, 2)
    row_bytes = groups * weight[0].size * out_w * dtype.itemsize
    for images, rows in _blocks(len(values), out_h, row_bytes):
        columns = kernels @ values[images, :, :, rows.start * out_w : rows.stop * out_w]
        scatter_windows(columns, windows, full[images], rows)
    return full[:, :, top : top + height, left : left + width]


def _stamp_everywhere(
    values: np.ndarray, weight: np.ndarray, windows: Windows, groups: int, size: Pair, cut: Pair
) -> np.ndarray:
    """`stamp` for stride 1, several times as fast, because then it is a correlation itself.

    Every cell of the image collects the values around it, those before it through the last cells
    of the kernel and those after it through the first: the kernel is turned by half a turn. At the
    edge it meets zeros that no value stamped, so it must be finite: infinity times 0 is NaN.
    """
    out_channels, in_channels, *kernel_size = weight.shape
    turned = weight[:, :, ::-1, ::-1].reshape(groups, -1, in_channels, *kernel_size)
    turned = turned.swapaxes(1, 2).reshape(-1, out_channels // groups, *kernel_size)
    before, after, missed = [], [], []
    for axis in range(2):
        reach = windows.dilation[axis] * (kernel_size[axis] - 1)
        before.append(max(0, reach - cut[axis]))
        after.append(max(0, cut[axis] + size[axis] - windows.out_size[axis]))
        missed.append(max(0, cut[axis] - reach))  # values whose stamps end before the image
    padded = zero_padded(values, before[0], after[0], before[1], after[1])
    out_size = missed[0] + size[0], missed[1] + size[1]
    image = correlate(padded, turned, None, windows._replace(out_size=out_size), groups)
    return image[:, :, missed[0] :, missed[1] :]


def _cheapest_parts(windows: Windows, n: int, weight: np.ndarray, groups: int) -> int:
    """In how many parts to take the kernels: all at once, or by row, whichever moves fewer numbers.

    By row, each row after the first saves C * KW copies a position. It costs C_out sums that are
    written and then added, and the kernels have to be copied apart. With a vertical stride, rows of
    the kernel hardly share rows of the image, and nothing is saved.
    """
    out_channels, channels_per_group, kernel_h, kernel_w = weight.shape
    if windows.stride[0] > 1:
        return 1
    positions = n * windows.out_size[0] * windows.out_size[1]
    saved = groups * channels_per_group * kernel_w - 2 * out_channels
    return kernel_h if (kernel_h - 1) * positions * saved > weight.size else 1


def _as_matrices(weight: np.ndarray, groups: int, parts: int) -> list[np.ndarray]:
    """The kernels as the rows of a matrix, one matrix for each part.

    Shape:
        returns: `parts` arrays of (groups, C_out // groups, C // groups * KH // parts * KW)
    """
    by_part = [weight] if parts == 1 else weight.transpose(2, 0, 1, 3)
    return [part.reshape(groups, len(weight) // groups, -1) for part in by_part]


def _grouped(images: np.ndarray, groups: int) -> np.ndarray:
    """(N, C, H, W) as (N, groups, C // groups, H * W)."""
    n, c, height, width = images.shape
    return images.reshape(n, groups, c // groups, height * width)


class _ColumnBlock(NamedTuple):
    images: slice
    positions: slice
    columns: list[np.ndarray]  # what these positions read, one array for each part


def _column_blocks(
    padded: np.ndarray, windows: Windows, groups: int, parts: int, *, with_ones: bool = False
) -> Iterator[_ColumnBlock]:
    """Copy what the windows read into columns, a cache-full at a time.

    One buffer serves all blocks, so a block is only valid until the next one.

    Shape:
        padded: (N, C, H, W), contiguous
        columns: (n, groups, C // groups * KH // parts * KW, positions) of the n images, with
            positions = rows * W_out; one row of ones more, below the first, if `with_ones`
    """
    view, (out_h, out_w) = _unfolded_view(padded, windows, groups, parts), windows.out_size
    if windows.kernel_size == windows.stride == (1, 1) and not with_ones:
        columns = view.reshape(*view.shape[:3], out_h * out_w)  # they are the image: no copy
        yield _ColumnBlock(slice(0, len(view)), slice(0, out_h * out_w), [columns])
        return
    cells, shared = math.prod(view.shape[2:5]), view.shape[5] - out_h
    row_size = groups * (cells + with_ones) * out_w
    buffer = None
    for images, rows in _blocks(len(view), out_h, row_size * padded.itemsize, shared):
        read = view[images, :, :, :, :, rows.start : rows.stop + shared]
        size = len(read) * read.shape[5] * row_size
        if buffer is None:  # the first block is the largest
            buffer = np.empty(size, dtype=padded.dtype)
        unfolded = buffer[:size].reshape(len(read), groups, cells + with_ones, -1)
        unfolded[:, :, :cells].reshape(read.shape)[...] = read  # this reshape is a view
        unfolded[:, :, cells:] = 1
        start, stop = rows.start * out_w, rows.stop * out_w
        columns = [unfolded[..., : stop - start]]
        for part in range(1, parts):
            shift = part * windows.dilation[0] * out_w
            columns.append(unfolded[:, :, :cells, shift : shift + stop - start])
        yield _ColumnBlock(images, slice(start, stop), columns)


def _unfolded_view(padded: np.ndarray, windows: Windows, groups: int, parts: int) -> np.ndarray:
    """What one part of the kernels reads, with the rows further down that the other parts read.

    Shape:
        padded: (N, C, H, W), contiguous
        returns: (N, groups, C // groups, KH // parts, KW, rows, W_out), not copied
    """
    n, c, height, width = padded.shape
    (kernel_h, kernel_w), (out_h, out_w) = windows.kernel_size, windows.out_size
    rows = out_h + (parts - 1) * windows.dilation[0]
    part = Windows((kernel_h // parts, kernel_w), windows.stride, windows.dilation, (rows, out_w))
    return windows_view(padded.reshape(n, groups, c // groups, height, width), part)


def _blocks(n: int, out_h: int, row_bytes: int, shared: int = 0) -> Iterator[tuple[slice, slice]]:
    """All images and output rows, in blocks of about `BLOCK_BYTES`.

    What was copied then stays in the processor's cache until the matrix product has used it.

    Args:
        n: number of images.
        out_h: output rows of an image.
        row_bytes: what an output row takes.
        shared: rows that a block takes beyond its output rows, because the next ones need them too.
    """
    rows = max(1, BLOCK_BYTES // row_bytes)
    images = max(1, min(n, rows // (out_h + shared)))
    rows = max(1, rows - shared, shared)
    rows = -(-out_h // -(-out_h // rows))  # equal shares instead of a small rest
    for first in range(0, n, images):
        for top in range(0, out_h, rows):
            yield slice(first, min(first + images, n)), slice(top, min(top + rows, out_h))
