"""Predictions on the lanes: what one channel adds at the next place."""

from __future__ import annotations

from collections.abc import Iterator

from lessons.channels.cases import ChannelCase
from lessons.machinery.answers import Cell
from lessons.machinery.figure import Predictions
from lessons.machinery.questions import Question, Slip, ask

LESSON = "channels"


def predict(case: ChannelCase, turn: int = 0) -> tuple[Question, Cell | None] | None:
    """A partial sum of the shown kernel that is not there yet; None if there is none.

    Turn 0 hides the second cell of a lane, turn 1 the start of the second row, where there is one.
    """
    out = case.out()
    if out.size < 2:
        return None
    rows, columns = out.shape
    down = rows > 1 and (turn % 2 == 1 or columns == 1)
    target = (1, 0) if down else (0, 1)
    return _partial(case, target), target


def lane_asked(case: ChannelCase) -> int:
    """Which of the lanes that the shown kernel sees: another one for every kernel."""
    return (case.shown + 1) % len(case.seen(case.shown))


def _partial(case: ChannelCase, target: Cell) -> Question:
    lane = lane_asked(case)
    step = {"step": target[0] * case.out().shape[1] + target[1]}
    name = case.names[case.seen(case.shown)[lane]]
    values = {"lane": name, "row": target[0] + 1, "column": target[1] + 1,
              "kernel": case.shown + 1}  # fmt: skip
    return ask(
        LESSON, "partial_down" if target[0] else "partial", "number",
        answer=float(case.parts()[lane][target]),
        slips=_slips(case, lane, target, step), values=values, replay=step,
    )  # fmt: skip


def _slips(case: ChannelCase, lane: int, target: Cell, step: dict[str, object]) -> Iterator[Slip]:
    """Too much is added, another lane's numbers are taken, or the window has not moved."""
    parts, seen = case.parts(), case.seen(case.shown)
    bias = float(case.bias[case.shown])
    answer = float(parts[lane][target])
    yield Slip("bias_too_early", answer + bias, step)
    yield Slip("all_lanes", float(parts[:, *target].sum()), step)
    yield Slip("output", float(case.out()[target]), step)
    yield Slip("not_moved", float(parts[lane][0, 0]), {"step": 0})
    for other in range(len(seen)):
        if other != lane:
            slices = case.slices.copy()
            slices[case.shown, seen[lane]] = case.slices[case.shown, seen[other]]
            wrong = float(case.changed(slices=slices).parts()[lane][target])
            yield Slip("other_slice", wrong, step, {"other": case.names[seen[other]]})
            break


def _fresh(turn: int) -> dict[str, object]:
    """Each turn asks about the other kernel; each round of both has other numbers."""
    numbers = {"seed": turn // 2, "input_edits": {}} if turn >= 2 else {}
    return {"out_channels": 2, "shown_kernel": turn % 2 + 1, **numbers}


def _second_kernel(case: ChannelCase) -> dict[str, object]:
    """Who has filled in a partial sum of the only kernel gets a second one."""
    return {"out_channels": 2} if len(case.bias) == 1 else {}


LANES = Predictions(
    ask=predict,
    fresh=_fresh,
    grid=lambda case: f"part.{case.seen(case.shown)[lane_asked(case)]}",
    won=_second_kernel,
)
"""What the band of the lanes asks."""
