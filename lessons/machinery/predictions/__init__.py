"""Predictions on the grid: what comes next, asked before it is shown.

They fit whatever stands on the grid at the moment, so they are built from a case, not from a seed.
The words stand beside this file, in ``questions.toml``.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from lessons.machinery.answers import Cell
from lessons.machinery.figure import Predictions
from lessons.machinery.grid import GridCase, Pair
from lessons.machinery.questions import Question, Slip, ask

LESSON = "machinery/predictions"

ROUNDS: tuple[str, ...] = ("next", "next_row", "corner")
"""What is asked, in turn: the cell to the right, the cell a row down, the cell of a window."""


# On the ramp a kernel that only compares gives one number everywhere: nothing to predict.
_PAIRS = (
    ("x", "ramp"),
    ("edge", "random"),
    ("sobel", "random"),
    ("sharpen", "random"),
    ("blur", "ramp"),
)


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


def _another_kernel(turn: int) -> dict[str, object]:
    """Each round of questions has a kernel of its own, on an input where a move changes the sum."""
    if turn % len(ROUNDS):
        return {}
    kernel, image = _PAIRS[turn // len(ROUNDS) % len(_PAIRS)]
    return {"kernel": kernel, "image": image}


CONVOLUTION = Predictions(ask=predict, fresh=_another_kernel)
"""What the band of a convolution asks."""


def _value(case: GridCase, target: Cell, question_id: str) -> Question:
    out = case.out()
    row, column = target
    kernel_height, kernel_width = case.weight.shape
    values = {
        "first": out[0, 0],
        "stride": case.stride[_axis(target)],
        "row": row + 1,
        "column": column + 1,
        "kernel_height": kernel_height,
        "kernel_width": kernel_width,
    }
    return ask(
        LESSON,
        question_id,
        "number",
        answer=float(out[target]),
        slips=(*_move_slips(case, target), *_sum_slips(case, target)),
        values=values,
        replay={"step": _step_of(case, target)},
    )


def _axis(target: Cell) -> int:
    """Along which axis the window moves to a cell next to the first: 0 down, 1 to the right."""
    return 0 if target[0] else 1


def _step_of(case: GridCase, cell: Cell) -> int:
    return cell[0] * case.out().shape[1] + cell[1]


def _corner_of(case: GridCase, cell: Cell) -> Cell:
    """Where the window of an output cell begins on the padded grid."""
    return cell[0] * case.stride[0], cell[1] * case.stride[1]


def _move_slips(case: GridCase, target: Cell) -> Iterator[Slip]:
    """What windows in other places give."""
    out = case.out()
    row, column = target
    yield Slip("not_moved", float(out[0, 0]), {"step": 0})
    if case.stride[0] != case.stride[1]:
        swapped = case.changed(stride=case.stride[::-1])
        yield from _of_stride("axes_swapped", swapped, target)
    if case.stride[_axis(target)] > 1:
        is_square = case.stride[0] == case.stride[1]
        ones = (1, 1) if is_square else _with_one(case.stride, _axis(target))
        name = "stride_one" if is_square else "stride_one_here"
        yield from _of_stride(name, case.changed(stride=ones), target)
    past = (row, column + 1) if row == 0 else (row + 1, column)
    if past[0] < out.shape[0] and past[1] < out.shape[1]:
        number = float(out[past])
        yield Slip("two_cells", number, {"step": _step_of(case, past)}, {"past": number})
    if row == 1 and out.shape[1] > 1:
        yield Slip("first_row", float(out[0, 1]), {"step": 1})
    if row == 0 and out.shape[0] > 1:
        yield Slip("moved_down", float(out[1, 0]), {"step": out.shape[1]})


def _with_one(stride: Pair, axis: int) -> Pair:
    """The stride with 1 on one axis."""
    return (1, stride[1]) if axis == 0 else (stride[0], 1)


def _of_stride(name: str, moved: GridCase, target: Cell) -> Iterator[Slip]:
    """The cell as it would be with another stride."""
    number = moved.total_at(*_corner_of(moved, target))
    if number is not None:
        stride = moved.stride[0] if moved.stride[0] == moved.stride[1] else moved.stride
        yield Slip(name, number, {"stride": stride, "step": _step_of(moved, target)})


def _sum_slips(case: GridCase, target: Cell) -> Iterator[Slip]:
    """What the right window gives when it is multiplied or added up wrongly."""
    step = {"step": _step_of(case, target)}
    window = case.window_at(*_corner_of(case, target))
    assert window is not None
    if not np.array_equal(case.weight, case.weight[::-1, ::-1]):
        turned = float((window * case.used_weight[::-1, ::-1]).sum())
        yield Slip("flipped", turned, {**step, "flip": not case.flip})
    yield from _gaps_read(case, target)
    yield Slip("weights_ignored", float(window.sum()), step)
    if (case.weight < 0).any():
        magnitude = float(np.abs(window * case.used_weight).sum())
        yield Slip("sign_lost", magnitude, step)
    last = window[-1, -1] * case.used_weight[-1, -1]
    if last:
        rest = float(case.out()[target] - last)
        yield Slip("last_missing", rest, step, {"last": float(last)})


def _gaps_read(case: GridCase, target: Cell) -> Iterator[Slip]:
    """The cell if the weights lay side by side."""
    if max(case.dilation) == 1:
        return
    plain = case.changed(dilation=1)
    number = plain.total_at(*_corner_of(plain, target))
    assert number is not None
    apart = "×".join(map(str, dict.fromkeys(case.dilation)))
    step = _step_of(plain, target)
    yield Slip("gaps_read", number, {"dilation": 1, "step": step}, {"dilation": apart})


def _corner_cell(case: GridCase, rows: int, columns: int) -> Cell | None:
    """An output cell off the diagonal whose window begins inside the input, not in the padding."""
    for row, column in ((1, 2), (1, columns - 1), (0, columns - 1), (rows - 1, 0)):
        begins = _begin(case, (row, column))
        if row < rows and column < columns and min(begins) >= 0 and row != column:
            return row, column
    return None


def _begin(case: GridCase, cell: Cell) -> Cell:
    """Where the window of an output cell begins on the input; negative in the padding."""
    (row, column), (vertical, horizontal) = _corner_of(case, cell), case.padding
    return row - vertical, column - horizontal


def _corner(case: GridCase, cell: Cell) -> Question:
    (row, column), (down, across) = cell, case.stride
    top, left = _begin(case, cell)
    rows, columns = case.out().shape
    middle = [(extent - 1) // 2 for extent in case.extent]
    wrong: dict[str, Cell] = {
        "swapped": (column, row),
        "centre": (row + middle[0], column + middle[1]),
        "first": (0, 0),
    }
    if max(case.stride) > 1:
        wrong["stride_ignored"] = _corner_of(case, cell)
    if max(case.padding) and top % down == left % across == 0:
        wrong["padding_ignored"] = (top // down, left // across)
    if down != across and top % across == left % down == 0:
        wrong["axes_swapped"] = (top // across, left // down)
    slips = [
        Slip(name, (r, c), {"step": r * columns + c})
        for name, (r, c) in wrong.items()
        if r < rows and c < columns
    ]
    place = {"row": row + 1, "column": column + 1, "top": top + 1, "left": left + 1}
    strides = {"stride": down} if down == across else {"down": down, "across": across}
    return ask(
        LESSON,
        "corner" if down == across else "corner_axes",
        "cell",
        answer=cell,
        slips=slips,
        values=place | strides,
        replay={"step": _step_of(case, cell)},
    )
