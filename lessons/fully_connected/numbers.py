"""The numbers that the lesson begins with, and others drawn by a seed.

Every table is as large as the figure can be: what it shows is the upper left corner.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Grid = NDArray[np.float64]

MOST_CHANNELS = 2
LARGEST_SIDE = 3
MOST_OUTPUTS = 4
MOST_INPUTS = MOST_CHANNELS * LARGEST_SIDE**2

_MAPS = (((2, 0), (1, 3)), ((0, 1), (2, 0)))
_WEIGHT = (
    (-1, -2, 0, 1, 0, 1, 0, -2),
    (0, 1, 2, -1, -2, 1, 1, 2),
    (-2, 1, 1, 0, 1, 1, 0, -1),
    (1, 0, -1, 1, 2, -1, 0, 1),
)
_BIAS = (-1.0, 1.0, 2.0, 0.0)


def maps(seed: int) -> Grid:
    """The feature maps; seed 0 is the example, with drawn numbers around it.

    Shape:
        returns: (MOST_CHANNELS, LARGEST_SIDE, LARGEST_SIDE)
    """
    shape = (MOST_CHANNELS, LARGEST_SIDE, LARGEST_SIDE)
    drawn = np.random.default_rng(seed).integers(0, 4, shape).astype(float)
    if seed == 0:
        drawn[:, :2, :2] = _MAPS
    return drawn


def weights() -> Grid:
    """A row for each output, a column for each place of the vector.

    Shape:
        returns: (MOST_OUTPUTS, MOST_INPUTS)
    """
    drawn = np.random.default_rng(1).integers(-2, 3, (MOST_OUTPUTS, MOST_INPUTS)).astype(float)
    drawn[:, : len(_WEIGHT[0])] = _WEIGHT
    return drawn


def biases() -> Grid:
    """One for each output.

    Shape:
        returns: (MOST_OUTPUTS,)
    """
    return np.array(_BIAS)


def tables(seed: int) -> Mapping[str, object]:
    """Everything the browser cannot know, as lists."""
    return {"x": maps(seed).tolist(), "weight": weights().tolist(), "bias": biases().tolist()}
