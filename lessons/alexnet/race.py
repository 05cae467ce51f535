"""ReLU against tanh: what became of the runs of ``racing.py``."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from statistics import median

FILE = Path(__file__).with_name("race.json")
LEVEL = 0.25
"""Of training error: the line of the paper's figure."""
STEPS, EVERY, BATCH, TRAINED = 200, 5, 50, 1500


@dataclass(frozen=True, slots=True)
class Run:
    """One activation function at its best rate.

    Attributes:
        rate: Learning rate that reached the level first, by the median of the seeds.
        errors: For each seed the training error after 0, 5, 10 ... steps, from 0 to 1.
    """

    rate: float
    errors: tuple[tuple[float, ...], ...]

    @property
    def reached(self) -> int:
        """Steps to the level, the median of the seeds."""
        return int(median_steps(self.errors))

    def at(self, step: int) -> list[float]:
        """The errors of all seeds after so many steps, smallest first."""
        return sorted(run[step // EVERY] for run in self.errors)


@cache
def results() -> Mapping[str, Run]:
    """The committed runs."""
    table = json.loads(FILE.read_text(encoding="utf-8"))
    return {name: Run(run["rate"], tuple(map(tuple, run["errors"]))) for name, run in table.items()}


def median_steps(runs: Sequence[Sequence[float]]) -> float:
    """Steps until the error is at most the level; one that never gets there takes for ever."""
    first = [next((i for i, e in enumerate(run) if e <= LEVEL), None) for run in runs]
    return median(float("inf") if i is None else EVERY * i for i in first)
