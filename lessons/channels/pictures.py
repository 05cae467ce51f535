"""A picture that needs its colours: berries as bright as the leaves around them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

SIZE = 32
LEAF = (40.0, 144.0, 48.0)
BERRY = (200.0, 60.0, 68.0)
_BERRIES = ((7, 8, 4), (22, 6, 3), (14, 17, 5), (25, 22, 4), (6, 25, 3))
LUMA = np.array([0.299, 0.587, 0.114])
"""What red, green and blue count in a grey picture (ITU-R BT.601)."""


def berries() -> NDArray[np.float64]:
    """Red disks on green.

    Shape:
        returns: (3, SIZE, SIZE), 0 to 255
    """
    rows, columns = np.indices((SIZE, SIZE))
    inside = np.zeros((SIZE, SIZE), dtype=bool)
    for row, column, radius in _BERRIES:
        inside |= (rows - row) ** 2 + (columns - column) ** 2 <= radius**2
    return np.where(inside, np.array(BERRY)[:, None, None], np.array(LEAF)[:, None, None])


def grey(picture: NDArray[np.float64]) -> NDArray[np.float64]:
    """How bright it is.

    Shape:
        picture: (3, H, W)    returns: (H, W)
    """
    return np.tensordot(LUMA, picture, axes=1)
