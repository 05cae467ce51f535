"""Average pooling that is told the output size and finds its windows.

Source: torch.nn.functional.adaptive_avg_pool2d.
"""

import numpy as np

from cnncore.arguments import whole_number
from cnncore.errors import SettingError
from cnncore.ops.batches import as_batch, expect_grad, floating, like_batch
from cnncore.ops.half import computed_in_float32


def adaptive_windows(size: int, out_size: int) -> tuple[range, ...]:
    """The cells each output cell averages: from floor(i * size / out) to ceil((i+1) * size / out).

    The windows cover every cell; when out_size does not divide size they overlap by one.

    Example:
        >>> adaptive_windows(5, 2)
        (range(0, 3), range(2, 5))
    """
    return tuple(
        range(i * size // out_size, -(-(i + 1) * size // out_size)) for i in range(out_size)
    )


@computed_in_float32
def adaptive_avg_pool2d(
    input: np.ndarray, output_size: int | tuple[int | None, int | None] | None
) -> np.ndarray:
    """Average pooling to a given size; to size 1 it is global average pooling.

    A mean over a rectangle is a mean over its rows and then over its columns.

    Args:
        input: images.
        output_size: (height, width), or one number for both; None keeps the size of the input.

    Shape:
        input: (N, C, H, W) or (C, H, W)
        returns: (N, C, H_out, W_out) or (C, H_out, W_out)

    Raises:
        SettingError: a wrong rank, or a size that is no whole number from 1.

    Source: torch.nn.functional.adaptive_avg_pool2d.
    """
    images = floating(as_batch("input", input))
    rows, cols = _windows(images, output_size)
    # A mean of the window's own cells. As a matrix product every cell would take part, most of them
    # times 0, and one infinite cell would make all means NaN.
    strips = np.empty((*images.shape[:2], len(rows), images.shape[3]), dtype=images.dtype)
    for row, cells in enumerate(rows):
        images[:, :, cells].mean(axis=2, out=strips[:, :, row])
    out = np.empty((*strips.shape[:3], len(cols)), dtype=images.dtype)
    for col, cells in enumerate(cols):
        strips[..., cells].mean(axis=3, out=out[..., col])
    return like_batch(out, input)


@computed_in_float32
def adaptive_avg_pool2d_backward(
    grad_out: np.ndarray,
    input: np.ndarray,
    output_size: int | tuple[int | None, int | None] | None,
) -> np.ndarray:
    """Gradient of `adaptive_avg_pool2d`: every cell of a window takes an equal share.

    Shape:
        grad_out: as `adaptive_avg_pool2d` returns    returns: as input
    """
    images = floating(as_batch("input", input))
    rows, cols = _windows(images, output_size)
    grad_out = floating(expect_grad(grad_out, (*images.shape[:2], len(rows), len(cols)), input))
    strips = np.zeros((*grad_out.shape[:3], images.shape[3]), dtype=grad_out.dtype)
    for col, cells in enumerate(cols):
        strips[..., cells] += grad_out[..., col, None] / (cells.stop - cells.start)
    grad_input = np.zeros(images.shape, dtype=grad_out.dtype)
    for row, cells in enumerate(rows):
        grad_input[:, :, cells] += strips[:, :, row, None] / (cells.stop - cells.start)
    return like_batch(grad_input, input)


def _windows(
    images: np.ndarray, output_size: int | tuple[int | None, int | None] | None
) -> tuple[list[slice], list[slice]]:
    """The rows, and the columns, that each output row and column averages."""
    sizes = output_size if isinstance(output_size, tuple | list) else (output_size, output_size)
    if len(sizes) != 2:
        raise SettingError("not_a_pair", name="output_size", value=repr(output_size))
    axes = []
    for size, wanted in zip(images.shape[2:], sizes, strict=True):
        out_size = size if wanted is None else whole_number("output_size", wanted, minimum=1)
        axes.append([slice(w.start, w.stop) for w in adaptive_windows(size, out_size)])
    return axes[0], axes[1]
