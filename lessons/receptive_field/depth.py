"""How much of its field a unit really uses: stacks of 3x3 with random weights, computed exactly.

With independent weights of mean 0 and one variance, the squared gradient that reaches a pixel is in
the mean the number of ways down to it: 1, 1, 1 folded with itself once for each layer. A ReLU drops
half of the ways, the same half everywhere in the mean, and leaves the shape alone. Luo et al. 2016,
arXiv:1701.04128.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

DEPTHS = (5, 10, 20, 40)
SHARE = 0.95


@dataclass(frozen=True, slots=True)
class Profile:
    """Along one axis of the picture, for a unit of a stack of 3x3 convolutions.

    Attributes:
        depth: Layers.
        shares: Of the squared gradient, pixel by pixel over the whole field.
    """

    depth: int
    shares: NDArray[np.float64]

    @property
    def field(self) -> int:
        """Pixels of the field, by the recurrence."""
        return len(self.shares)

    @property
    def deviation(self) -> float:
        """Standard deviation of the place, in pixels."""
        at = np.arange(self.field) - self.field // 2
        return float(np.sqrt((self.shares * at**2).sum()))

    @property
    def used(self) -> int:
        """Pixels in the middle that hold 95 % of it."""
        middle, held = self.field // 2, 0.0
        for reach in range(middle + 1):
            held = float(self.shares[middle - reach : middle + reach + 1].sum())
            if held >= SHARE:
                return 2 * reach + 1
        return self.field


def profile(depth: int) -> Profile:
    """For so many layers of 3x3 with stride 1."""
    shares = np.ones(1)
    for _ in range(depth):
        shares = np.convolve(shares, np.ones(3) / 3)
    return Profile(depth, shares)
