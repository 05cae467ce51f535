"""Overlapping pooling: how often each cell of a map is read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cnncore.shapes import window_starts
from lessons.alexnet.towers import PAPER, tower

SIDE = 7


@dataclass(frozen=True, slots=True)
class Windows:
    """Windows on a small map."""

    kernel: int
    stride: int

    @property
    def starts(self) -> list[int]:
        """Where they begin along a side."""
        return list(window_starts(SIDE, self.kernel, stride=self.stride))

    def counts(self) -> NDArray[np.int64]:
        """How many windows read each cell: (7, 7)."""
        along = np.zeros(SIDE, dtype=np.int64)
        for start in self.starts:
            along[start : start + self.kernel] += 1
        return np.outer(along, along)


_POOL1 = tower(PAPER).column("pool1")
MODES: Mapping[str, Windows] = {
    "overlapping": Windows(_POOL1.kernel, _POOL1.stride),
    "apart": Windows(2, 2),
}
"""The paper's, and the usual ones that do not overlap."""
