"""Predictions on the stamps: what an output adds up, and where a stamp lies."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from lessons.dilated_transposed.stamps import StampCase, Term
from lessons.machinery.answers import Cell
from lessons.machinery.figure import Predictions
from lessons.machinery.questions import Question, Slip, ask

LESSON = "dilated_transposed"
FIGURE = "transposed"
ROUNDS: tuple[str, ...] = ("overlap", "most", "corner")
"""What is asked, in turn: the first cell under two stamps, the one under most, a stamp's place."""


def predict(case: StampCase, turn: int = 0) -> tuple[Question, Cell | None] | None:
    """The ``turn``-th prediction on a case and the cell it hides; None if none is possible."""
    out = case.out()
    if out.size < 2:
        return None
    kind = ROUNDS[turn % len(ROUNDS)]
    if kind == "corner" and case.reading == "stamp":
        found = _uncut_stamp(case, out.shape)
        if found is not None:
            return _corner(case, found), None
    counts = {cell: len(case.terms(cell)) for cell in np.ndindex(*out.shape)}
    most = max(counts.values())
    if most == 0:
        return None
    wanted = most if kind == "most" else min(2, most)
    target = next(cell for cell, count in counts.items() if count >= wanted)
    return _value(case, (target[0], target[1])), (target[0], target[1])


def _fresh(turn: int) -> dict[str, object]:
    """Each round of questions has numbers of its own."""
    return {} if turn % len(ROUNDS) else {"image": "random", "seed": turn // len(ROUNDS)}


STAMPS = Predictions(ask=predict, fresh=_fresh)
"""What the band of a transposed convolution asks."""


def _value(case: StampCase, target: Cell) -> Question:
    terms = case.terms(target)
    step = {"step": case.step_of(target)}
    values = {"row": target[0] + 1, "column": target[1] + 1, "count": len(terms)}
    return ask(
        LESSON, "overlap", "number",
        answer=float(case.out()[target]), slips=_slips(case, terms, step), values=values,
        replay=step, figure=FIGURE,
    )  # fmt: skip


def _slips(case: StampCase, terms: tuple[Term, ...], step: dict[str, int]) -> Iterator[Slip]:
    """What is left if stamps do not add up, or fall the wrong way round."""
    rows, columns = case.weight.shape
    turned = sum(t.number * case.weight[rows - 1 - t.at[0], columns - 1 - t.at[1]] for t in terms)
    yield Slip("last_only", terms[-1].product, step)
    yield Slip("first_only", terms[0].product, step)
    yield Slip("turned", float(turned), step)
    yield Slip("numbers_ignored", sum(term.weight for term in terms), step)


def _uncut_stamp(case: StampCase, shape: tuple[int, ...]) -> Cell | None:
    """An input off the diagonal whose stamp begins inside the output."""
    for row, column in ((0, 1), (1, 0), (1, 2), (2, 1)):
        if row < case.x.shape[0] and column < case.x.shape[1]:
            top, left = case.begins((row, column))
            if 0 <= top < shape[0] and 0 <= left < shape[1]:
                return row, column
    return None


def _corner(case: StampCase, cell: Cell) -> Question:
    (row, column), (top, left) = cell, case.begins(cell)
    answer = (top, left)
    wrong = {
        "stride_ignored": (row, column),
        "side_by_side": (row * case.weight.shape[0], column * case.weight.shape[1]),
        "swapped": (left, top),
    }
    step = {"step": row * case.x.shape[1] + column}
    slips = [Slip(name, at, step) for name, at in wrong.items()]
    return ask(
        LESSON, "corner", "cell", answer=answer, slips=slips,
        values={"row": row + 1, "column": column + 1, "top": top + 1, "left": left + 1,
                "down": case.stride[0], "across": case.stride[1]},
        replay=step, figure=FIGURE,
    )  # fmt: skip
