"""Predictions on the layer: what the next row of weights gives."""

from __future__ import annotations

from collections.abc import Iterator

from lessons.fully_connected.cases import FlatCase
from lessons.machinery.answers import Cell
from lessons.machinery.figure import Predictions
from lessons.machinery.questions import Question, Slip, ask

LESSON = "fully_connected"


def predict(case: FlatCase, turn: int = 0) -> tuple[Question, Cell | None] | None:
    """An output that is not there yet; None if there is only one.

    Turn 0 hides the second, turn 1 the third, where there is one.
    """
    count = len(case.bias)
    if count < 2:
        return None
    row = min(1 + turn % 2, count - 1)
    step: dict[str, object] = {"phase": "layer", "step": row}
    values = {"row": row + 1, "count": case.vector.size}
    question = ask(
        LESSON, "score", "number", answer=float(case.out()[row, 0]),
        slips=_slips(case, row, step), values=values, replay=step,
    )  # fmt: skip
    return question, (row, 0)


def _slips(case: FlatCase, row: int, step: dict[str, object]) -> Iterator[Slip]:
    """The bias is forgotten, another row is read, only one map is, or nothing is weighed."""
    out, bias = case.out()[:, 0], float(case.bias[row])
    one = case.x.shape[1] * case.x.shape[2]
    yield Slip("no_bias", float(out[row]) - bias, step)
    yield Slip("row_before", float(out[row - 1]), step | {"step": row - 1})
    if len(case.x) > 1:
        yield Slip("first_map", float(case.vector[:one] @ case.weight[row, :one]) + bias, step)
    yield Slip("unweighted", float(case.vector.sum()) + bias, step)


def _fresh(turn: int) -> dict[str, object]:
    """Each round of both turns has other numbers."""
    numbers = {"seed": turn // 2, "input_edits": {}} if turn >= 2 else {}
    return {"phase": "layer", "out_features": 3, **numbers}


SCORES = Predictions(ask=predict, fresh=_fresh)
"""What the band of the layer asks."""
