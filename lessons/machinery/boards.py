"""What the boards of a lesson share: their sizes, and the convolution they play with.

Every number on a board is computed with ``cnncore``; a seed gives the same board again.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from cnncore.ops import conv2d

Grid = NDArray[np.float64]
Cell = tuple[int, int]

SIZE = 5
KERNEL_SIZE = 3
OUT_SIZE = 3


def convolve(x: Grid, weight: Grid) -> Grid:
    """``cnncore.ops.conv2d`` for one channel.

    Shape:
        x: (5, 5)    weight: (3, 3)    returns: (3, 3)
    """
    return conv2d(x[None], weight[None, None])[0]
