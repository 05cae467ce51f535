"""Predictions on the grid: what comes next, asked before it is shown.

They fit whatever stands on the grid at the moment, so they are built from a case, not from a seed.
The words stand beside this file, in ``questions.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from lessons.machinery.grid import GridCase
from lessons.machinery.questions import Cell, Question, Slip, ask

LESSON = "machinery/predictions"

ROUNDS: tuple[str, ...] = ("next", "next_row", "corner")
"""What is asked, in turn: the cell to the right, the cell a row down, the cell of a window."""


def predict(case: GridCase, turn: int = 0) -> tuple[Question, Cell | None] | None:
    """The ``turn``-th prediction on a case, and the output cell it hides; None if none is possible.

    Turn 0 hides the second cell (the first is the worked example), turn 1 the start of the second
    row; turn 2 names where a window begins, asks which cell it fills, and hides nothing.
    """
    out = case.out()
    if out.size < 2:
        return None
    rows, columns = out.shape
    kind = ROUNDS[turn % len(ROUNDS)]
    if kind == "corner":
        found = _corner_cell(case, rows, columns)
        if found is not None:
            return _corner(case, found), None
        kind = "next"
    if rows > 1 and (kind == "next_row" or columns == 1):
        return _value(case, (1, 0), "next_row"), (1, 0)
    return _value(case, (0, 1), "next"), (0, 1)


def _value(case: GridCase, target: Cell, question_id: str) -> Question:
    out = case.out()
    row, column = target
    values = {
        "first": out[0, 0],
        "stride": case.stride,
        "row": row + 1,
        "column": column + 1,
        "kernel_size": case.weight.shape[0],
    }
    return ask(
        LESSON,
        question_id,
        "number",
        answer=float(out[target]),
        slips=_value_slips(case, target),
        values=values,
        replay={"step": row * out.shape[1] + column},
    )


def _value_slips(case: GridCase, target: Cell) -> Iterator[Slip]:
    out = case.out()
    (row, column), columns, stride = target, out.shape[1], case.stride
    step = row * columns + column
    top, left = row * stride, column * stride
    window = case.window_at(top, left)
    assert window is not None
    yield Slip("not_moved", float(out[0, 0]), {"step": 0})
    if stride > 1:
        moved_one = case.total_at(min(row, 1), min(column, 1))
        if moved_one is not None:
            yield Slip("stride_one", moved_one, {"stride": 1, "step": _step_of_one(case, target)})
    past = (row, column + 1) if row == 0 else (row + 1, column)
    if past[0] < out.shape[0] and past[1] < columns:
        replay = {"step": past[0] * columns + past[1]}
        yield Slip("two_cells", float(out[past]), replay, {"past": float(out[past])})
    if row == 1 and columns > 1:
        yield Slip("first_row", float(out[0, 1]), {"step": 1})
    if row == 0 and out.shape[0] > 1:
        yield Slip("moved_down", float(out[1, 0]), {"step": columns})
    if not np.array_equal(case.weight, case.weight[::-1, ::-1]):
        turned = float((window * case.used_weight[::-1, ::-1]).sum())
        yield Slip("flipped", turned, {"step": step, "flip": not case.flip})
    yield Slip("weights_ignored", float(window.sum()), {"step": step})
    if (case.weight < 0).any():
        magnitude = float(np.abs(window * case.used_weight).sum())
        yield Slip("sign_lost", magnitude, {"step": step})
    last = window[-1, -1] * case.used_weight[-1, -1]
    if last:
        yield Slip("last_missing", float(out[target] - last), {"step": step}, {"last": float(last)})


def _step_of_one(case: GridCase, target: Cell) -> int:
    """The step that reads the window one cell on, once the stride is 1."""
    columns = case.changed(stride=1).out().shape[1]
    return min(target[0], 1) * columns + min(target[1], 1)


def _corner_cell(case: GridCase, rows: int, columns: int) -> Cell | None:
    """An output cell off the diagonal whose window begins inside the input, not in the padding."""
    for row, column in ((1, 2), (1, columns - 1), (0, columns - 1), (rows - 1, 0)):
        begins = (row * case.stride - case.padding, column * case.stride - case.padding)
        if row < rows and column < columns and min(begins) >= 0 and row != column:
            return row, column
    return None


def _corner(case: GridCase, cell: Cell) -> Question:
    (row, column), stride, padding = cell, case.stride, case.padding
    top, left = row * stride - padding, column * stride - padding
    rows, columns = case.out().shape
    middle = (case.extent - 1) // 2
    wrong: dict[str, Cell] = {
        "swapped": (column, row),
        "stride_ignored": (top, left),
        "centre": (row + middle, column + middle),
        "first": (0, 0),
    }
    slips = [
        Slip(name, (r, c), {"step": r * columns + c})
        for name, (r, c) in wrong.items()
        if r < rows and c < columns
    ]
    values = {
        "row": row + 1,
        "column": column + 1,
        "stride": stride,
        "top": top + 1,
        "left": left + 1,
    }
    replay = {"step": row * columns + column}
    return ask(LESSON, "corner", "cell", answer=cell, slips=slips, values=values, replay=replay)
