"""The numbers that the lesson begins with, and others drawn by a seed.

Every table is as large as the figure can be: what it shows is the upper left corner.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Grid = NDArray[np.float64]

MOST_CHANNELS = 4
MOST_KERNELS = 4
LARGEST_SIZE = 6
LARGEST_KERNEL = 3
NAMES = "RGB"
"""What three channels are called; any other number of them is counted."""

_PICTURE = (
    ((2, 1, 0, 1), (3, 0, 1, 2), (1, 2, 2, 0), (0, 1, 3, 1)),
    ((0, 1, 2, 0), (1, 3, 0, 1), (2, 1, 1, 0), (1, 0, 2, 3)),
    ((1, 0, 1, 3), (0, 2, 1, 1), (3, 1, 0, 2), (1, 0, 1, 0)),
)
_KERNELS = (
    (
        ((1, 0, -1), (1, 0, -1), (1, 0, -1)),
        ((0, 1, 0), (1, -4, 1), (0, 1, 0)),
        ((1, 1, 1), (0, 0, 0), (-1, -1, -1)),
        ((0, 0, 0), (0, 2, 0), (0, 0, -1)),
    ),
    (
        ((0, 0, 0), (0, 2, 0), (0, 0, 0)),
        ((0, -1, 0), (0, 1, 0), (0, -1, 0)),
        ((1, 0, 0), (0, 1, 0), (0, 0, -1)),
        ((1, 0, 0), (0, 0, 0), (0, 0, 1)),
    ),
    (
        ((-1, 0, 1), (0, 0, 0), (1, 0, -1)),
        ((1, 0, 0), (1, 0, 0), (1, 0, 0)),
        ((0, 0, 0), (0, -2, 0), (0, 0, 0)),
        ((0, 1, 0), (0, 1, 0), (0, 1, 0)),
    ),
    (
        ((0, 0, 0), (1, 1, 1), (0, 0, 0)),
        ((0, 0, 1), (0, 0, -1), (0, 0, 1)),
        ((-1, 0, 0), (0, 1, 0), (0, 0, 1)),
        ((2, 0, 0), (0, 0, 0), (0, 0, -2)),
    ),
)
_MIX = ((1, 2, -1, 1), (-1, 1, 2, 1), (2, 0, 1, -1), (1, 1, 1, 1))
"""A 1x1 kernel a row: a weight for each channel."""
BIAS: Grid = np.array([2.0, -1.0, 3.0, 1.0])


def inputs(seed: int) -> Grid:
    """The channels; seed 0 is the example, with drawn numbers around it.

    Shape:
        returns: (MOST_CHANNELS, LARGEST_SIZE, LARGEST_SIZE)
    """
    shape = (MOST_CHANNELS, LARGEST_SIZE, LARGEST_SIZE)
    drawn = np.random.default_rng(seed).integers(0, 4, shape).astype(float)
    if seed == 0:
        drawn[: len(_PICTURE), :4, :4] = _PICTURE
    return drawn


def kernels(kernel_size: tuple[int, int]) -> Grid:
    """The weights of this size: the 1x1 kernels have their own, others are corners of 3x3.

    Shape:
        returns: (MOST_KERNELS, MOST_CHANNELS, KH, KW)
    """
    rows, columns = kernel_size
    if kernel_size == (1, 1):
        return np.array(_MIX, dtype=float)[:, :, None, None]
    return np.array(_KERNELS, dtype=float)[:, :, :rows, :columns]


def tables(seed: int) -> Mapping[str, object]:
    """Everything the browser cannot know, as lists."""
    largest = (LARGEST_KERNEL, LARGEST_KERNEL)
    return {
        "x": inputs(seed).tolist(),
        "kernels": kernels(largest).tolist(),
        "mix": kernels((1, 1)).tolist(),
        "bias": BIAS.tolist(),
        "names": NAMES,
    }
