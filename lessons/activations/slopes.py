"""Slopes below 0 that are not fixed: PReLU learns its own, RReLU draws one for every cell."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cnncore import ops
from lessons.activations.functions import EXAMPLE, PRELU_SLOPE, RRELU_RANGE

Grid = NDArray[np.float64]

RATES: Mapping[str, float] = {"0.02": 0.02, "0.1": 0.1, "0.2": 0.2}
"""On the 3×3 example: creeps down, oversteps a little, and runs away."""
MOST_STEPS = 12
RUNAWAY = 100.0
"""A slope beyond this has run away; learning stops there."""
DRAWS = 24
_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Learned:
    """Where the slope of PReLU stands.

    Attributes:
        slope: The slope *a* below 0.
        loss: Half the mean of (output − |x|)².
        gradient: Of the loss by the slope.
    """

    slope: float
    loss: float
    gradient: float


def learn(x: Grid, steps: int, rate: float) -> list[Learned]:
    """PReLU learns to give the size of each number: before the first step and after each.

    It begins at ``PRELU_SLOPE``. The list is shorter where the slope runs away.

    Args:
        x: The numbers, any shape; they stay as they are.
        steps: Of gradient descent.
        rate: Learning rate.
    """
    found = [_standing(x, PRELU_SLOPE)]
    while len(found) <= steps and abs(found[-1].slope) <= RUNAWAY:
        now = found[-1]
        found.append(_standing(x, now.slope - rate * now.gradient))
    return found


def _standing(x: Grid, slope: float) -> Learned:
    weight = np.array([slope])
    missing = ops.prelu(x, weight) - np.abs(x)
    _, gradient = ops.prelu_backward(missing / x.size, x, weight)
    return Learned(slope, float((missing**2).mean() / 2), float(gradient[0]))


def drawn(seed: int) -> Grid:
    """The slopes that RReLU draws in training for each cell of the example, to three digits."""
    slopes = np.random.default_rng(seed).uniform(*RRELU_RANGE, EXAMPLE.shape)
    return np.clip(slopes.round(_DIGITS), *RRELU_RANGE)


def table() -> list[list[list[float]]]:
    """All draws, for the browser: by seed, row and column."""
    return [drawn(seed).tolist() for seed in range(DRAWS)]
