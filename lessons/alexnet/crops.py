"""Data augmentation as in the paper: crops of 224 from 256, mirrors, and a shift of the colours."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from lessons.channels.photos import photograph

SIZE, CROP = 256, 224
PICTURE = "flower"
FREE = SIZE - CROP
"""32: by how much a crop may be moved along a side."""
QUOTED = 2 * FREE**2
"""2048, the factor in the paper."""
COUNT = 2 * (FREE + 1) ** 2
"""2178: there are 33 places along a side, 0 to 32."""


@dataclass(frozen=True, slots=True)
class Axis:
    """A principal axis of the colours.

    Attributes:
        direction: in red, green and blue, of length 1.
        value: variance along it, for colours from 0 to 1.
    """

    direction: tuple[float, ...]
    value: float


@cache
def photo() -> NDArray[np.uint8]:
    """The picture: (256, 256, 3)."""
    return photograph(PICTURE, SIZE).transpose(1, 2, 0)


@cache
def axes() -> tuple[Axis, ...]:
    """Those of this picture's pixels, largest variance first; the paper takes all of ImageNet's."""
    colours = photo().reshape(-1, 3) / 255
    values, vectors = np.linalg.eigh(np.cov(colours.T))
    found = []
    for i in np.argsort(values)[::-1]:
        direction = vectors[:, i] * (1 if vectors[:, i].sum() >= 0 else -1)
        found.append(Axis(tuple(direction.tolist()), float(values[i])))
    return tuple(found)


def added(alphas: tuple[float, ...]) -> NDArray[np.float64]:
    """What is added to red, green and blue, 0 to 255: (3,)."""
    directions = np.array([axis.direction for axis in axes()])
    values = np.array([axis.value for axis in axes()])
    return 255 * directions.T @ (np.array(alphas) * values)


def tested() -> tuple[tuple[int, int, bool], ...]:
    """Top, left and mirror of the ten crops of testing: four corners and the middle, twice."""
    places = ((0, 0), (0, FREE), (FREE, 0), (FREE, FREE), (FREE // 2, FREE // 2))
    return tuple((top, left, flip) for flip in (False, True) for top, left in places)
