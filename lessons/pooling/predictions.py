"""Predictions on the windows: what the next one keeps, by the rule that is played."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from lessons.machinery.answers import Cell
from lessons.machinery.figure import Predictions
from lessons.machinery.questions import Question, Slip, ask
from lessons.pooling.cases import PoolCase

LESSON = "pooling"
ROUNDS: tuple[str, ...] = ("max", "avg")
"""Which rule is asked for, in turn: the cell to the right, then the one a row down."""


def predict(case: PoolCase, turn: int = 0) -> tuple[Question, Cell | None] | None:
    """The ``turn``-th prediction on a case and the output cell it hides; None if none is possible.

    Turn 0 hides the second cell, turn 1 the start of the second row, where there is one. A cell
    that is NaN or infinite is not asked for.
    """
    out = case.out()
    if out.size < 2:
        return None
    rows, columns = out.shape
    down = rows > 1 and (turn % 2 == 1 or columns == 1)
    target = (1, 0) if down else (0, 1)
    if not np.isfinite([out[0, 0], out[target]]).all():
        return None
    return _value(case, target), target


def _fresh(turn: int) -> dict[str, object]:
    """Each turn plays the other rule; each round of both has other numbers."""
    numbers = {"image": "random", "seed": turn // len(ROUNDS)} if turn >= len(ROUNDS) else {}
    return {"mode": ROUNDS[turn % len(ROUNDS)], **numbers}


WINDOWS = Predictions(ask=predict, fresh=_fresh, grid=lambda case: case.mode)
"""What the band of a pooling asks."""


def _value(case: PoolCase, target: Cell) -> Question:
    out = case.out()
    step = {"step": target[0] * out.shape[1] + target[1]}
    values = {
        "row": target[0] + 1,
        "column": target[1] + 1,
        "first": out[0, 0],
        "stride": case.stride[0 if target[0] else 1],
    }
    name = f"{'row' if target[0] else 'next'}_{case.mode}"
    return ask(
        LESSON, name, "number",
        answer=float(out[target]), slips=_slips(case, target, step), values=values, replay=step,
    )  # fmt: skip


def _slips(case: PoolCase, target: Cell, step: dict[str, object]) -> Iterator[Slip]:
    """The other rule, half of this one, or a window somewhere else."""
    found = case.steps()[step["step"]]  # pyright: ignore[reportArgumentType, reportCallIssue]
    window = np.where(np.isfinite(found.window), found.window, 0)
    yield Slip("not_moved", float(case.out()[0, 0]), {"step": 0})
    one = _at_stride_one(case, target)
    if one is not None:
        yield Slip("stride_one", one)
    if case.mode == "max":
        yield Slip("mean", float(window.mean()), {**step, "mode": "avg"})
        yield Slip("smallest", float(window.min()), step)
        yield Slip("sum", float(window.sum()), step)
        return
    yield Slip("largest", float(window.max()), {**step, "mode": "max"})
    yield Slip("sum", float(window.sum()), step)
    yield Slip("side", float(window.sum() / window.shape[1]), step, {"wide": window.shape[1]})


def _at_stride_one(case: PoolCase, target: Cell) -> float | None:
    """The same cell if the window moved by 1 only."""
    if max(case.stride) == 1:
        return None
    out = case.changed(stride=(1, 1)).out()
    return float(out[target]) if target[0] < out.shape[0] and target[1] < out.shape[1] else None
