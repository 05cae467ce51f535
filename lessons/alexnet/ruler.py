"""Where 55 comes from: four ways to place windows of 11 with stride 4 along a side."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cnncore.shapes import window_starts
from lessons.alexnet.towers import PAPER, tower

_CONV1 = tower(PAPER).column("conv1")
KERNEL, STRIDE = _CONV1.kernel, _CONV1.stride
WANTED = _CONV1.side or 0
"""55."""


@dataclass(frozen=True, slots=True)
class Way:
    """A picture's side with what is added at its ends.

    Attributes:
        size: pixels of the picture.
        left, right: columns of padding.
    """

    size: int
    left: int = 0
    right: int = 0

    @property
    def padded(self) -> int:
        """Columns in all."""
        return self.size + self.left + self.right

    @property
    def starts(self) -> list[int]:
        """Where the windows begin, counted from the first column, padding included."""
        return list(window_starts(self.padded, KERNEL, stride=STRIDE))

    @property
    def rest(self) -> int:
        """Columns at the right end that no window reads."""
        return self.padded - self.starts[-1] - KERNEL


WAYS: Mapping[str, Way] = {
    "plain": Way(224),
    "exact": Way(227),
    "uneven": Way(224, 1, 2),
    "even": Way(224, 2, 2),
}
"""As the paper says it, as it must have been, and two ways to add what is missing."""
