"""Predictions: what one unit passes on, kept or dropped, in training and in testing."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from lessons.dropout.cases import DropoutCase
from lessons.machinery.answers import Cell
from lessons.machinery.figure import Predictions
from lessons.machinery.questions import Question, Slip, ask

LESSON = "dropout"
_RATES = ("0.2", "0.5", "0.75")
_ROUNDS = 4
"""Kept, dropped, kept, and one in testing."""


def predict(case: DropoutCase, turn: int = 0) -> tuple[Question, Cell | None] | None:
    """What a unit passes on, and its cell; None where nothing is scaled in training or p is 0."""
    if case.scaling == "test" or case.p == 0:
        return None
    wanted = turn % _ROUNDS != 1 or case.mode == "test"
    found = np.flatnonzero((case.kept[0] == wanted) & (case.x[0] != 0))
    if not found.size:
        return None
    unit = int(found[turn // _ROUNDS % len(found)])
    kind = "whole" if case.mode == "test" else "stays" if wanted else "dropped"
    values = {"unit": unit + 1, "x": float(case.x[0, unit]), "p": case.p,
              "rest": round(1 - case.p, 9)}  # fmt: skip
    question = ask(
        LESSON, kind, "number", answer=round(float(case.out()[0, unit]), 9),
        slips=_slips(case, unit), values=values, replay={"step": unit},
    )  # fmt: skip
    return question, (0, unit)


def _slips(case: DropoutCase, unit: int) -> Iterator[Slip]:
    """It is not scaled, scaled the wrong way, or p is taken for the share that stays."""
    x, step = float(case.x[0, unit]), {"step": unit}
    if case.mode == "train":
        yield Slip("unchanged", x, step)
    if case.mode == "test" or not case.kept[0, unit]:
        yield Slip("scaled", round(x / (1 - case.p), 9), step)
    yield Slip("shrunk", round(x * (1 - case.p), 9), step)
    if case.kept[0, unit]:
        yield Slip("keep", round(x / case.p, 9), step)
        yield Slip("zero", 0.0, step)


def _fresh(turn: int) -> dict[str, object]:
    mode = "test" if turn % _ROUNDS == _ROUNDS - 1 else "train"
    return {"p": _RATES[turn % len(_RATES)], "mode": mode, "scaling": "train", "bend": "none",
            "seed": turn, "mask_edits": {}}  # fmt: skip


def _factors(case: DropoutCase) -> list[str]:
    """What the kept units are multiplied by: with it in sight nothing would be left to predict."""
    return [f"mask:0,{unit}" for unit in np.flatnonzero(case.kept[0])]


UNITS = Predictions(ask=predict, fresh=_fresh, covers=_factors)
"""What the band of the figure asks."""
