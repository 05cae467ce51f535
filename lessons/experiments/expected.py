"""What the experiments are expected to come out as: the committed table, as the page reads it."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lessons.experiments.guides import VOTES, Guide
from lessons.experiments.looks import Outcomes
from lessons.experiments.outcome import Outcome

Measured = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class ExpectedRow:
    """One run of the table, or so many networks that vote together.

    Attributes:
        arm: Which one.
        first: Each measure with the seed of the page.
        seeds: Each measure with every seed; empty for a member of an ensemble.
        params: How many numbers it learns.
        mult_adds: Multiply-adds for one picture.
    """

    arm: str
    first: Measured
    seeds: Mapping[str, list[Any]]
    params: int
    mult_adds: int


@lru_cache(maxsize=32)
def expected_rows(experiment_id: str) -> tuple[ExpectedRow, ...]:
    """The table of one experiment, row by row."""
    outcome = _table()[experiment_id]
    seeds = outcome["seeds"]
    rows = [
        ExpectedRow(arm, _measures(run), seeds.get(arm, {}), run["params"], run["mult_adds"])
        for arm, run in outcome["runs"].items()
    ]
    one = rows[0]
    for size, share in outcome.get("ensembles", {}).items():
        cost = (int(size) * one.params, int(size) * one.mult_adds)
        votes = {"test_accuracy": share}
        rows.append(ExpectedRow(VOTES[int(size)], votes, seeds[size], *cost))
    return tuple(rows)


def expected_by_seed(experiment_id: str) -> tuple[Outcomes, ...]:
    """What was measured with each seed, as outcomes that a guide can judge."""
    classes = _num_classes(experiment_id)
    rows = [row for row in expected_rows(experiment_id) if row.seeds]
    count = len(next(iter(rows[0].seeds.values())))
    return tuple(
        {
            row.arm: _outcome({name: values[at] for name, values in row.seeds.items()}, classes)
            for row in rows
        }
        for at in range(count)
    )


def expected_winners(guide: Guide) -> tuple[str, ...]:
    """Which prediction came true with each seed."""
    return tuple(guide.winner(outcomes) for outcomes in expected_by_seed(guide.experiment_id))


def _table() -> Mapping[str, Any]:
    from cnncore.train.outcomes import expected_outcomes  # loads torch, which a test need not

    return expected_outcomes()


def _num_classes(experiment_id: str) -> int:
    """How many classes there are to guess among."""
    from cnncore.data.catalogue import INFOS
    from cnncore.train.experiments import EXPERIMENTS

    return INFOS[EXPERIMENTS[experiment_id].runs[0].config.data.name].num_classes or 1


def _measures(run: Measured) -> Measured:
    return {name: value for name, value in run.items() if name not in ("params", "mult_adds")}


def _outcome(measured: Measured, num_classes: int) -> Outcome:
    final = measured.get("test_accuracy", 0.0)
    step = measured.get("first_step_90")
    return Outcome(
        final=final,
        train=final + measured.get("gap", math.nan),
        tests=() if step is None else ((step, 0.9),),
        classes=("",) * num_classes,
        reason=measured.get("reason", "done"),
    )
