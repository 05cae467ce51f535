"""A layer as a matrix: one row an output pixel, one column an input pixel, one entry a link.

Pictures are flattened row by row. The output has the size of the picture ("same" padding), so a
pixel is linked to those of its window that exist; at the border these are fewer.
"""

import numpy as np
from numpy.typing import NDArray

from cnncore.arguments import whole_number
from cnncore.shapes import same_padding

Matrix = NDArray[np.float64]


def local_links(size: int, kernel_size: int) -> NDArray[np.bool_]:
    """Which pixels lie in each other's window.

    Args:
        size: side of the picture.
        kernel_size: side of the window.

    Shape:
        returns: (size², size²)

    Raises:
        SettingError: `no_same_padding` if the window has no middle.

    Example:
        >>> int(local_links(4, 3).sum())
        100
    """
    size = whole_number("size", size, minimum=1)
    reach = same_padding(kernel_size)
    rows, columns = np.divmod(np.arange(size * size), size)
    near = [np.abs(at[:, None] - at[None, :]) <= reach for at in (rows, columns)]
    return near[0] & near[1]


def conv_matrix(weight: Matrix, size: int) -> Matrix:
    """The matrix that does to a flattened picture what a convolution with this kernel does.

    Every link in the same direction has the same weight, so the matrix is constant along its
    diagonals wherever there is a link; elsewhere it is 0.

    Shape:
        weight: (F, F)
        returns: (size², size²)

    Raises:
        SettingError: as `local_links`.
    """
    links = local_links(size, len(weight))
    reach = same_padding(len(weight))
    rows, columns = np.divmod(np.arange(size * size), size)
    out, into = np.nonzero(links)
    matrix = np.zeros(links.shape)
    matrix[out, into] = weight[rows[into] - rows[out] + reach, columns[into] - columns[out] + reach]
    return matrix
