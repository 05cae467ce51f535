"""Deep from shallow: what the paper took from column A, and the same tried on small networks."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import median

from lessons.experiments.expected import expected_rows
from lessons.experiments.guides import GUIDES
from lessons.vgg.columns import column

EXPERIMENT = "grow"
TAKEN = 4
"""So many convolutions of A, the first ones, and its fully connected layers went on."""


@dataclass(frozen=True, slots=True)
class Trial:
    """A run of the experiment, over its seeds.

    Attributes:
        reached: At which step 90 % of the test digits were right, of each seed; None: never.
        accuracy: Of the test digits at the end, the median in per cent.
    """

    arm: str
    reached: tuple[int | None, ...]
    accuracy: float


def trials() -> tuple[Trial, ...]:
    """The committed outcomes of the experiment."""
    return tuple(
        Trial(row.arm, tuple(row.seeds["first_step_90"]), 100 * median(row.seeds["test_accuracy"]))
        for row in expected_rows(EXPERIMENT)
    )


def number() -> int:
    """Its place in the list of experiments."""
    return list(GUIDES).index(EXPERIMENT) + 1


def taken_params() -> tuple[int, int]:
    """What goes on from A: of its first convolutions, of its fully connected layers."""
    shallow = column("A")
    convs = [layer for stage in shallow.stages for layer in stage][:TAKEN]
    return sum(layer.params for layer in convs), shallow.linear_params
