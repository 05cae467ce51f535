"""How near two 3x3 kernels come to a given 5x5: equal fields, not equal functions."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from cnncore.ops import conv2d

Array = NDArray[np.float64]
_ROUNDS = 12

RING: Array = np.array(
    [[0, 1, 1, 1, 0], [1, 0, 0, 0, 1], [1, 0, 0, 0, 1], [1, 0, 0, 0, 1], [0, 1, 1, 1, 0]],
    dtype=float,
)
"""A 5x5 kernel that no two 3x3 make."""


def composed(first: Array, second: Array) -> Array:
    """The one 5x5 kernel that two 3x3 are, without an activation between them.

    Shape:
        first, second: (3, 3)    returns: (5, 5)
    """
    turned = first[::-1, ::-1]
    return conv2d(second[None], turned[None, None], padding=2)[0]


def _pairs() -> Array:
    """Which weight of one times which of the other adds to which of the 25: (25, 9, 9)."""
    units = np.eye(9).reshape(9, 3, 3)
    made = [[composed(known, other).ravel() for known in units] for other in units]
    return np.moveaxis(np.array(made), -1, 0)


_PAIRS = _pairs()


@dataclass(frozen=True, slots=True)
class Fit:
    """The nearest that two 3x3 kernels come to a 5x5.

    Attributes:
        kernel: What they make, (5, 5).
        missed: Share of the target's squared weights that is left over.
    """

    kernel: Array
    missed: float


@cache
def nearest_to_ring() -> Fit:
    """By least squares, one kernel and then the other in turn.

    It begins with a mean: no other start is known to come nearer.
    """
    best = descended(np.ones((3, 3)))
    return Fit(best, float(((best - RING) ** 2).sum() / (RING**2).sum()))


def descended(first: Array) -> Array:
    """What the two kernels make in the end, (5, 5), when the first begins like this, (3, 3)."""
    second = _other(RING, first)
    for _ in range(_ROUNDS):
        first = _other(RING, second)
        second = _other(RING, first)
    return composed(first, second)


def _other(target: Array, known: Array) -> Array:
    """The 3x3 that with a known one comes nearest: the order of the two does not matter."""
    columns = np.tensordot(_PAIRS, known.ravel(), 1)
    found = np.linalg.lstsq(columns, target.ravel(), rcond=None)[0]
    return found.reshape(3, 3).astype(np.float64)
