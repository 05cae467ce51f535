"""Windows as columns: the rearrangement that turns a convolution into one matrix product.

`windows_view` (im2col) shows what each window reads; `scatter_windows` (col2im) is its exact
reverse and adds what each window gives back, so overlaps add up. It loops over the few cells of the
*kernel*, not over the many positions of the *output*, and moves one strided slice at a time.

Source: Chellapilla, Puri & Simard 2006, "High Performance Convolutional Neural Networks for
Document Processing"; torch.nn.functional.unfold and fold.
"""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np

from cnncore.arguments import pair
from cnncore.ops.batches import as_batch, expect_shape, like_batch
from cnncore.ops.half import computed_in_float32
from cnncore.shapes import conv_out_size

Pair = tuple[int, int]


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

    @property
    def span(self) -> Pair:
        """Height and width of what all windows together cover."""
        last = [self._along(axis, self.kernel_size[axis] - 1).stop for axis in range(2)]
        return last[0], last[1]

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
    columns = columns.reshape(n, c * area, count)  # a copy, unless a window is a single cell
    return like_batch(columns.copy() if np.may_share_memory(columns, images) else columns, input)


@computed_in_float32
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
