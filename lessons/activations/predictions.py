"""Predictions on the grid: what a function makes of a negative number."""

from __future__ import annotations

import numpy as np

from lessons.activations.cases import CellwiseCase
from lessons.machinery.answers import Cell
from lessons.machinery.figure import Predictions
from lessons.machinery.questions import Question, Slip, ask

LESSON = "activations"
ASKED = ("relu", "leaky_relu", "prelu", "maxout")
"""Functions that can be worked out in the head, a round each."""


def predict(case: CellwiseCase, turn: int = 0) -> tuple[Question, Cell | None] | None:
    """The ``turn``-th prediction on a case and the cell it hides; None if none is possible."""
    negative = np.argwhere(case.x < 0)
    is_learned = case.activation == "prelu" and case.slope_steps > 0
    if not negative.size or case.activation not in ASKED or is_learned:
        return None
    row, column = (int(at) for at in negative[turn // len(ASKED) % len(negative)])
    x, out = float(case.x[row, column]), float(case.out()[row, column])
    step = {"step": row * case.x.shape[1] + column}
    slips = [
        Slip("unchanged", x, step),
        Slip("size", -x, step),
        Slip("cut", 0.0, step),
        Slip("derivative", float(case.derivative()[row, column]), step),
    ]
    question = ask(
        LESSON, f"becomes_{case.activation}", "number", answer=round(out, 9), slips=slips,
        values={"x": x, "row": row + 1, "column": column + 1}, replay=step,
    )  # fmt: skip
    return question, (row, column)


def _another_function(turn: int) -> dict[str, object]:
    return {"activation": ASKED[turn % len(ASKED)], "slope_steps": 0}


CELLWISE = Predictions(ask=predict, fresh=_another_function)
"""What the band of the first figure asks."""
