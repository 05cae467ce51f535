"""Average pooling that is told the output size and finds its windows.

Source: torch.nn.functional.adaptive_avg_pool2d.
"""

import numpy as np

from cnncore.arguments import whole_number
from cnncore.errors import SettingError
from cnncore.ops.batches import as_batch, expect_grad, floating, like_batch


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


def adaptive_avg_pool2d(
    input: np.ndarray, output_size: int | tuple[int | None, int | None] | None
) -> np.ndarray:
    """Average pooling to a given size; to size 1 it is global average pooling.

    A mean over a rectangle is a mean over rows and then over columns, so the whole operator is two
    matrix products: rows @ image @ cols^T.

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
    rows, cols = _means(images, output_size)
    return like_batch(rows @ images @ cols.T, input)


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
    rows, cols = _means(images, output_size)
    shape = (*images.shape[:2], len(rows), len(cols))
    return like_batch(rows.T @ expect_grad(grad_out, shape, input) @ cols, input)


def _means(
    images: np.ndarray, output_size: int | tuple[int | None, int | None] | None
) -> tuple[np.ndarray, np.ndarray]:
    """Two matrices whose rows average the rows, and the columns, of each window."""
    sizes = output_size if isinstance(output_size, tuple | list) else (output_size, output_size)
    if len(sizes) != 2:
        raise SettingError("not_a_pair", name="output_size", value=repr(output_size))
    means = []
    for size, wanted in zip(images.shape[2:], sizes, strict=True):
        out_size = size if wanted is None else whole_number("output_size", wanted, minimum=1)
        matrix = np.zeros((out_size, size), dtype=images.dtype)
        for row, cells in enumerate(adaptive_windows(size, out_size)):
            matrix[row, cells.start : cells.stop] = 1 / len(cells)
        means.append(matrix)
    return means[0], means[1]
