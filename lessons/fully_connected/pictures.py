"""Three shapes on 5x5 cells, and a row of weights for each that is set by hand."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from cnncore.ops import linear

Grid = NDArray[np.float64]

_DRAWN = {
    "7": ("#####", "....#", "...#.", "..#..", "..#.."),
    "1": ("..#..", ".##..", "..#..", "..#..", ".###."),
    "4": ("#..#.", "#..#.", "#####", "...#.", "...#."),
}
NAMES = tuple(_DRAWN)


def shapes() -> Grid:
    """The shapes, 1 where there is ink.

    Shape:
        returns: (3, 5, 5)
    """
    return np.array([[[float(c == "#") for c in row] for row in rows] for rows in _DRAWN.values()])


def rows_by_hand() -> Grid:
    """+1 where a shape has ink, -1 where it has none.

    Shape:
        returns: (3, 25)
    """
    return 2 * shapes().reshape(len(NAMES), -1) - 1


def scores_of(picture: Grid) -> Grid:
    """What the three rows give for a picture.

    Shape:
        picture: (5, 5)    returns: (3,)
    """
    return linear(picture.reshape(-1), rows_by_hand())
