"""Predictions on the figure: what the products of one weight add up to."""

from __future__ import annotations

import numpy as np

from lessons.backprop.cases import LearningCase
from lessons.machinery.answers import Cell
from lessons.machinery.figure import Predictions
from lessons.machinery.questions import Question, Slip, ask

LESSON = "backprop"
ROUNDS: tuple[Cell, ...] = ((1, 2), (0, 1), (2, 0), (1, 0), (0, 2), (2, 2), (0, 0), (2, 1), (1, 1))
"""Whose gradient is asked for, in turn."""


def predict(case: LearningCase, turn: int = 0) -> tuple[Question, Cell | None] | None:
    """The ``turn``-th prediction on a case and the weight it is about."""
    row, column = ROUNDS[turn % len(ROUNDS)]
    (high, wide), misses = case.target.shape, case.grad_out
    met = case.x[row : row + high, column : column + wide]
    answer = float(case.out()[row, column])
    step = {"step": row * case.weight.shape[1] + column}
    slips = [
        Slip("first", float(met[0, 0] * misses[0, 0]), step),
        Slip("no_miss", float(met.sum()), step),
        Slip("mean", answer / met.size, step),
        Slip("sign_lost", float(np.abs(met * misses).sum()), step),
        Slip("only_misses", float(misses.sum()), step),
    ]
    values = {
        "row": row + 1,
        "column": column + 1,
        "weight": case.weight[row, column],
        "count": met.size,
        "products": " + ".join(_bracketed(float(n)) for n in (met * misses).ravel()),
    }
    question = ask(
        LESSON, "weight_grad", "number", answer=round(answer, 9), slips=slips, values=values,
        replay=step,
    )  # fmt: skip
    return question, (row, column)


def _bracketed(number: float) -> str:
    return f"(−{-number:g})" if number < 0 else f"{number:g}"


WEIGHTS = Predictions(
    ask=predict, fresh=lambda _turn: {"nudge": "off"}, grid=lambda _case: "grad_weight"
)
"""What the band asks."""
