"""Which settings read every cell: how often the windows of a setting read each of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

import numpy as np
from numpy.typing import NDArray

from cnncore.shapes import WindowSpec, window_starts

SIZE = 7
"""Cells of the input on which settings are sought, along each axis."""
CHOICES = {"kernel_size": range(1, 6), "stride": range(2, 5), "padding": range(2)}
"""What may be chosen; with stride 1 nothing is ever left out. Some window always fits."""
FIRST = WindowSpec(2, stride=4)
"""Where the search begins; it leaves out cells between the windows and beyond them."""
WANTED = 3


@dataclass(frozen=True, slots=True)
class Reading:
    """A setting, and how many windows read each cell of the padded input along one axis."""

    spec: WindowSpec
    counts: tuple[int, ...]

    @property
    def reach(self) -> int:
        """Cells up to the end of the last window."""
        return len(self.counts) - self.beyond

    @property
    def travel(self) -> int:
        """Cells the window can travel, N + 2P - F."""
        return len(self.counts) - self.spec.kernel_size

    @property
    def beyond(self) -> int:
        """Cells behind the last window."""
        return self.travel % self.spec.stride

    @property
    def between(self) -> int:
        """Cells before the end of the last window that none reads."""
        return self.counts[: self.reach].count(0)

    @property
    def reads_all(self) -> bool:
        """Whether each cell is read, padding included."""
        return 0 not in self.counts

    def grid(self) -> NDArray[np.int64]:
        """How often each cell is read on the grid: across times down.

        Shape:
            returns: (N + 2P, N + 2P)
        """
        return np.outer(self.counts, self.counts)


def reading(spec: WindowSpec) -> Reading:
    """What the windows of a setting read of ``SIZE`` cells and their padding.

    Raises:
        SettingError: If not one window fits.
    """
    starts = window_starts(SIZE, spec.kernel_size, stride=spec.stride, padding=spec.padding)
    counts = [0] * (SIZE + 2 * spec.padding)
    for start in starts:
        for cell in range(start, start + spec.kernel_size):
            counts[cell] += 1
    return Reading(spec, tuple(counts))


def settings() -> Iterator[WindowSpec]:
    """All that may be chosen."""
    for kernel_size, stride, padding in product(*CHOICES.values()):
        yield WindowSpec(kernel_size, stride, padding)
