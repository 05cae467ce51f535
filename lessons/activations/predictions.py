"""Predictions: what a function makes of a negative number, and behind which layer a row fades."""

from __future__ import annotations

import numpy as np

from lessons.activations.cases import DEPTH, CellwiseCase, LayersCase
from lessons.activations.figures import FOLLOWED
from lessons.activations.functions import TITLES
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


def fades(case: LayersCase, turn: int = 0) -> tuple[Question, Cell | None] | None:
    """Behind which layer less than a hundredth is left of the row as it stands; 0 for none.

    None where there is nothing to lose: a row of equal numbers.
    """
    if case.follow == "signal" and not np.ptp(case.row):
        return None
    left, found = case.left(), case.faded_after()
    answer = found or 0
    shown = (found or DEPTH) - 1
    slips = [Slip("all", DEPTH)]
    if found:
        slips += [Slip("none", 0)]
    if found and found > 1:
        slips += [Slip("one_short", found - 1, values={"before": percent(left[found - 2])})]
    values = {
        "count": case.row.size,
        "function": TITLES[case.activation],
        "first": percent(left[0]),
        "last": percent(left[shown]),
        "depth": DEPTH,
    }
    name = f"{'fades' if found else 'lasts'}_{case.follow}"
    question = ask(
        LESSON, name, "number", answer=answer, slips=slips, values=values, replay={"step": shown},
        figure="layers",
    )  # fmt: skip
    return question, None


def percent(share: float) -> str:
    """A share in per cent, two digits that count."""
    return f"{100 * share:.2g}"


def _another_way(turn: int) -> dict[str, object]:
    return dict(list(FOLLOWED.values())[turn % len(FOLLOWED)])


FADING = Predictions(ask=fades, fresh=_another_way)
"""What the band of the second figure asks, of the numbers that the learner typed."""
