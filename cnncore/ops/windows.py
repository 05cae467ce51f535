"""Windows as columns: the rearrangement that turns a convolution into one matrix product.

`windows_view` (im2col) shows what each window reads; `scatter_windows` (col2im) is its exact
reverse and adds what each window gives back, so overlaps add up. It loops over the few cells of the
*kernel*, not over the many positions of the *output*, and moves one strided slice at a time.

Source: Chellapilla, Puri & Simard 2006, "High Performance Convolutional Neural Networks for
Document Processing"; torch.nn.functional.unfold and fold.
"""

import math
from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from cnncore.arguments import pair
from cnncore.ops.batches import as_batch, expect_shape, like_batch
from cnncore.shapes import conv_out_size

Pair = tuple[int, int]
BLOCK_BYTES = 768 * 1024


class Windows(NamedTuple):
    """How windows lie on a padded image, as (vertical, horizontal) pairs."""

    kernel_size: Pair
    stride: Pair
    dilation: Pair
    out_size: Pair

    def slices(self) -> Iterator[tuple[int, int, slice, slice]]:
        """For each kernel cell (i, j): the rows and columns it reads over all output positions."""
        for i in range(self.kernel_size[0]):
            for j in range(self.kernel_size[1]):
                yield i, j, self._along(0, i), self._along(1, j)

    def _along(self, axis: int, kernel_cell: int) -> slice:
        start = kernel_cell * self.dilation[axis]
        stop = start + (self.out_size[axis] - 1) * self.stride[axis] + 1
        return slice(start, stop, self.stride[axis])


def zero_padded(
    images: np.ndarray, top: int, bottom: int, left: int, right: int, fill: float = 0
) -> np.ndarray:
    """The images, contiguous, with a border of `fill`; without a border they are not copied."""
    if not (top or bottom or left or right):
        return np.ascontiguousarray(images)
    n, c, height, width = images.shape
    padded = np.zeros((n, c, top + height + bottom, left + width + right), dtype=images.dtype)
    if fill:
        padded.fill(fill)
    padded[:, :, top : top + height, left : left + width] = images
    return padded


def windows_view(padded: np.ndarray, windows: Windows) -> np.ndarray:
    """What every window reads, without copying: the same memory, walked in window order.

    Stepping one kernel cell moves `dilation` cells through the image, stepping one output position
    moves `stride` cells; that is all NumPy is told (and it checks that no step leaves the image).
    Only for reading: one cell of the image appears in the view many times.

    Shape:
        padded: (..., H, W), contiguous
        returns: (..., KH, KW, H_out, W_out)
    """
    *outer, row, col = padded.strides
    return np.ndarray(
        padded.shape[:-2] + windows.kernel_size + windows.out_size,
        padded.dtype,
        buffer=padded,
        strides=(
            *outer,
            row * windows.dilation[0],
            col * windows.dilation[1],
            row * windows.stride[0],
            col * windows.stride[1],
        ),
    )


class ColumnBlock(NamedTuple):
    """The columns of some images and some output positions."""

    images: slice
    positions: slice
    columns: np.ndarray


def column_blocks(
    padded: np.ndarray, windows: Windows, groups: int, *, with_ones: bool = False
) -> Iterator[ColumnBlock]:
    """Copy what the windows read into columns, a cache-full at a time.

    The columns hold every cell up to KH * KW times. Blocks of about `BLOCK_BYTES` stay in the
    processor's cache until the matrix product has used them; one buffer serves them all, so a
    block is only valid until the next one.

    Shape:
        padded: (N, C, H, W)
        columns: (n, groups, C // groups * KH * KW, positions) of the n images, with
            positions = rows * W_out; one row of ones more, below, if `with_ones`
    """
    (n, c), (out_h, out_w) = padded.shape[:2], windows.out_size
    if windows.kernel_size == windows.stride == (1, 1) and not with_ones:
        columns = padded.reshape(n, groups, c // groups, out_h * out_w)  # they are the image
        yield ColumnBlock(slice(0, n), slice(0, out_h * out_w), columns)
        return
    view = windows_view(padded, windows).reshape(
        n, groups, c // groups, *windows.kernel_size, out_h, out_w
    )
    cells = c // groups * windows.kernel_size[0] * windows.kernel_size[1]
    depth = cells + with_ones
    row_size = groups * depth * out_w
    at_once = _cache_full(n, out_h, row_size * padded.itemsize)
    buffer = np.empty(math.prod(at_once) * row_size, dtype=padded.dtype)
    for images, rows in _blocks(n, out_h, at_once):
        positions = slice(rows.start * out_w, rows.stop * out_w)
        read = view[images, :, :, :, :, rows]
        shape = (len(read), groups, depth, positions.stop - positions.start)
        columns = buffer[: math.prod(shape)].reshape(shape)
        columns[:, :, :cells].reshape(read.shape)[...] = read  # this reshape is a view
        columns[:, :, cells:] = 1
        yield ColumnBlock(images, positions, columns)


def stamp(values: np.ndarray, kernels: np.ndarray, windows: Windows, full: np.ndarray) -> None:
    """Let every position stamp its kernels, times its values, into the image; stamps add up.

    This is how a gradient returns through a convolution, and how a transposed convolution works.

    Shape:
        values: (N, C_out, H_out, W_out), one for each position of the windows
        kernels: (groups, C_out // groups, C_in // groups * KH * KW)
        full: (N, C_in, H, W), contiguous; the stamps are added to it
    """
    (groups, per_group, depth), (out_h, width) = kernels.shape, windows.out_size
    scatter = scatter_windows
    if windows.stride == (1, 1):
        scatter, width = scatter_wide_rows, full.shape[3]
        values = widened(values, width)
    n, dtype = len(values), np.result_type(values, kernels)
    values = values.reshape(n, groups, per_group, out_h * width)
    row_size = groups * depth * width
    at_once = _cache_full(n, out_h, row_size * dtype.itemsize)
    buffer = np.empty(math.prod(at_once) * row_size, dtype=dtype)
    for images, rows in _blocks(n, out_h, at_once):
        part = values[images, :, :, rows.start * width : rows.stop * width]
        shape = (len(part), groups, depth, part.shape[-1])
        columns = buffer[: math.prod(shape)].reshape(shape)
        np.matmul(kernels.swapaxes(1, 2), part, out=columns)
        scatter(columns, windows, full[images], rows)


def _cache_full(n: int, out_h: int, row_bytes: int) -> Pair:
    """How many images, and output rows of each, make a block of about `BLOCK_BYTES`."""
    rows = max(1, BLOCK_BYTES // row_bytes)
    images = max(1, min(n, rows // out_h))
    return images, -(-out_h // -(-out_h // rows))  # equal shares instead of a small rest


def _blocks(n: int, out_h: int, at_once: Pair) -> Iterator[tuple[slice, slice]]:
    """All images and output rows, block by block."""
    for first in range(0, n, at_once[0]):
        for top in range(0, out_h, at_once[1]):
            yield slice(first, min(first + at_once[0], n)), slice(top, min(top + at_once[1], out_h))


def scatter_windows(
    columns: np.ndarray, windows: Windows, padded: np.ndarray, out_rows: slice | None = None
) -> np.ndarray:
    """Add every window back to the place it was read from; overlapping windows add up.

    The reverse of `windows_view`. It cannot be one strided assignment, because `+=` through
    overlapping memory would lose sums; it is one assignment for each cell of the kernel.

    Shape:
        columns: anything that reshapes to (N, C, KH, KW, H_out, W_out)
        padded: (N, C, H, W), the sums so far; it is changed and returned
        out_rows: the output rows that `columns` holds; None means all of them
    """
    if out_rows is not None:
        padded = padded[:, :, out_rows.start * windows.stride[0] :]
        windows = windows._replace(out_size=(out_rows.stop - out_rows.start, windows.out_size[1]))
    columns = columns.reshape(*padded.shape[:2], *windows.kernel_size, *windows.out_size)
    for i, j, rows, cols in windows.slices():
        padded[:, :, rows, cols] += columns[:, :, i, j]
    return padded


def widened(grad_out: np.ndarray, width: int) -> np.ndarray:
    """The gradient with zeros behind each row, so that its rows are as long as padded ones.

    Shape:
        grad_out: (N, C, H_out, W_out)    returns: (N, C, H_out, width)
    """
    return zero_padded(grad_out, 0, 0, 0, width - grad_out.shape[3])


def scatter_wide_rows(
    columns: np.ndarray, windows: Windows, padded: np.ndarray, out_rows: slice
) -> np.ndarray:
    """`scatter_windows` for stride 1, several times as fast.

    With rows as long as the padded ones (see `widened`), a kernel cell adds one unbroken stretch of
    memory, shifted by its place in the kernel, instead of many short rows. The zeros behind each
    row are added to the beginning of the next one, and change nothing.

    Shape:
        columns: anything that reshapes to (N, C, KH, KW, rows * W)
        padded: (N, C, H, W), contiguous, the sums so far; it is changed and returned
        out_rows: the output rows that `columns` holds
    """
    n, c, height, width = padded.shape
    flat = padded.reshape(n, c, height * width)
    columns = columns.reshape(n, c, *windows.kernel_size, -1)
    for i, j in np.ndindex(windows.kernel_size):
        row = out_rows.start + i * windows.dilation[0]
        start = row * width + j * windows.dilation[1]
        stretch = flat[:, :, start : start + columns.shape[-1]]
        stretch += columns[:, :, i, j, : stretch.shape[-1]]
    return padded


def unfold(
    input: np.ndarray,
    kernel_size: int | Pair,
    dilation: int | Pair = 1,
    padding: int | Pair = 0,
    stride: int | Pair = 1,
) -> np.ndarray:
    """Lay out every window as one column.

    A convolution is then `weight.reshape(C_out, -1) @ unfold(input, ...)`.

    Shape:
        input: (N, C, H, W) or (C, H, W)
        returns: (N, C * KH * KW, L) or (C * KH * KW, L) with L = H_out * W_out windows

    Raises:
        SettingError: no window fits, or a setting is not legal.

    Source: torch.nn.functional.unfold.
    """
    images = as_batch("input", input)
    windows, (pad_h, pad_w) = _unfold_windows(images, kernel_size, dilation, padding, stride)
    padded = zero_padded(images, pad_h, pad_h, pad_w, pad_w)
    columns = windows_view(padded, windows)
    n, c = images.shape[:2]
    area = windows.kernel_size[0] * windows.kernel_size[1]
    count = windows.out_size[0] * windows.out_size[1]
    return like_batch(columns.reshape(n, c * area, count), input)


def unfold_backward(
    grad_out: np.ndarray,
    input: np.ndarray,
    kernel_size: int | Pair,
    dilation: int | Pair = 1,
    padding: int | Pair = 0,
    stride: int | Pair = 1,
) -> np.ndarray:
    """Gradient of `unfold`: each column goes back to its window, overlaps add up (torch's fold).

    Shape:
        grad_out: as `unfold` returns    input: as given to `unfold`; only its shape matters
        returns: as input
    """
    images = as_batch("input", input)
    windows, (pad_h, pad_w) = _unfold_windows(images, kernel_size, dilation, padding, stride)
    n, c, height, width = images.shape
    area = windows.kernel_size[0] * windows.kernel_size[1]
    count = windows.out_size[0] * windows.out_size[1]
    expected = (n, c * area, count)[4 - np.ndim(input) :]
    columns = expect_shape("grad_out", grad_out, expected)
    padded = np.zeros((n, c, height + 2 * pad_h, width + 2 * pad_w), dtype=columns.dtype)
    padded = scatter_windows(columns, windows, padded)
    return like_batch(padded[:, :, pad_h : pad_h + height, pad_w : pad_w + width], input)


def _unfold_windows(
    images: np.ndarray,
    kernel_size: int | Pair,
    dilation: int | Pair,
    padding: int | Pair,
    stride: int | Pair,
) -> tuple[Windows, Pair]:
    kernel = pair("kernel_size", kernel_size, minimum=1)
    steps = pair("stride", stride, minimum=1)
    holes = pair("dilation", dilation, minimum=1)
    pads = pair("padding", padding, minimum=0)
    out_h, out_w = (
        conv_out_size(size, k, stride=s, padding=p, dilation=d)
        for size, k, s, p, d in zip(images.shape[2:], kernel, steps, pads, holes, strict=True)
    )
    return Windows(kernel, steps, holes, (out_h, out_w)), pads
