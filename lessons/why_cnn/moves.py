"""A picture that moves and its feature map: equivariance, and where the border breaks it."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from cnncore.ops import conv2d
from lessons.machinery.presets import edge_kernel

Grid = NDArray[np.float64]

CANVAS, GROUND = 12, 0.3
BLOCK: Grid = np.array([[1.0, 1, 1, 1], [1, 0, 0, 0], [1, 0, 0, 0], [1, 1, 1, 1]])
REACH = 6
"""Two cells further than to the edge of the picture."""
KERNEL: Grid = edge_kernel(3)


def picture(shift: tuple[int, int]) -> Grid:
    """The block on its ground, moved down and to the right; (12, 12)."""
    wide = np.full((CANVAS + 2 * REACH, CANVAS + 2 * REACH), GROUND)
    top, left = (REACH + (CANVAS - len(BLOCK)) // 2 + step for step in shift)
    wide[top : top + len(BLOCK), left : left + len(BLOCK)] = BLOCK
    return wide[REACH:-REACH, REACH:-REACH]


def feature_map(shift: tuple[int, int]) -> Grid:
    """Of the moved picture, with zeros around it; (12, 12)."""
    return conv2d(picture(shift)[None], KERNEL[None, None], padding=1)[0]


def moved_map(shift: tuple[int, int]) -> Grid:
    """The map of the picture in its place, moved as far; NaN where it had no cell; (12, 12)."""
    first, moved = feature_map((0, 0)), np.full((CANVAS, CANVAS), np.nan)
    for row, column in np.ndindex(first.shape):
        there = (row + shift[0], column + shift[1])
        if min(there) >= 0 and max(there) < CANVAS:
            moved[there] = first[row, column]
    return moved
