"""Predictions on the matrix: how many weights are left after a cut, and after sharing."""

from __future__ import annotations

from collections.abc import Iterator

from lessons.machinery.answers import Cell
from lessons.machinery.figure import Predictions
from lessons.machinery.questions import Question, Slip, ask
from lessons.why_cnn.matrix import KERNEL, LINKS, SIZE, MatrixCase, by_neighbours, counts

LESSON = "why_cnn"
_LARGEST = 9
"""Up to this side the links of other pictures are asked for."""


def predict(_case: MatrixCase, turn: int = 0) -> tuple[Question, Cell | None]:
    """The ``turn``-th prediction, and the card whose number it hides.

    Turn 0 cuts the far links, turn 1 lets equal directions share, later ones cut the links of
    larger pictures, which are not on the figure: they hide nothing.
    """
    if turn == 1:
        return _shared(), (0, LINKS.index("shared"))
    if turn == 0:
        return _cut(SIZE, {"links": "local"}), (0, LINKS.index("local"))
    return _cut(SIZE + 1 + (turn - 2) % (_LARGEST - SIZE)), None


def _fresh(turn: int) -> dict[str, object]:
    """The matrix before the move that is asked about."""
    return {"links": LINKS[turn]} if turn < 2 else {}


LINES = Predictions(ask=predict, fresh=_fresh, grid=lambda _case: "melt", counts=True)
"""What the band of the figure asks."""


def _cut(size: int, replay: dict[str, object] | None = None) -> Question:
    (corners, corner), (edges, edge), (inner, cells) = by_neighbours(size)
    values: dict[str, object] = {
        "size": size,
        "pixels": size**2,
        "all": size**4,
        "kernel_size": len(KERNEL),
        "corners": corners,
        "corner": corner,
        "edges": edges,
        "edge": edge,
        "inner": inner,
        "cells": cells,
    }
    return ask(
        LESSON, "cut", "number", answer=counts(size)["local"], slips=_cut_slips(size),
        values=values, replay=replay,
    )  # fmt: skip


def _cut_slips(size: int) -> Iterator[Slip]:
    cells, inner = KERNEL.size, (size - 2) ** 2
    yield Slip("border_forgotten", size**2 * cells)
    yield Slip("inner_only", inner * cells)
    yield Slip("one_kernel", cells)
    yield Slip("nothing_cut", size**4)
    yield Slip("self_forgotten", counts(size)["local"] - size**2)


def _shared() -> Question:
    found = counts()
    slips = [
        Slip("links", found["local"]),
        Slip("outputs", SIZE**2),
        Slip("neighbours", KERNEL.size - 1),
        Slip("side", len(KERNEL)),
    ]
    values = {"links": found["local"], "kernel_size": len(KERNEL)}
    return ask(
        LESSON, "tie", "number", answer=found["shared"], slips=slips, values=values,
        replay={"links": "shared"},
    )  # fmt: skip
