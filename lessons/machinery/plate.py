"""A step of a figure as it is drawn on paper: matrices from left to right, and its sum written out.

A case of a figure describes its steps as plates (``plates()``); they are drawn by
``lessons.figures.drawing`` and know no size, no language and no colour.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from cnncore.ops import WindowStep
from lessons.machinery.cells import MINUS, format_number

Grid = NDArray[np.float64]
Mask = NDArray[np.bool_]
Role = Literal["input", "kernel", "output"]


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of cells, from its top left one."""

    row: int
    col: int
    rows: int
    cols: int


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """One matrix.

    Attributes:
        word: Key of its name, below ``stepper`` in the strings.
        symbol: What the code calls it.
        role: Whose colours it wears.
        values: What its cells say.
        size: What is written beside its name; None: the size of ``values``.
        padding: Which of its cells are a border; None: none of them.
        unread: Which of its cells no window reads; None: none of them.
        read: Which of its cells the step reads: their digits are bold.
        empty: Which of its cells are still to come.
        frame: Where the window lies.
        current: The cell that the step makes, row and column.
    """

    word: str
    symbol: str
    role: Role
    values: Grid
    size: tuple[int, int] | None = None
    padding: Mask | None = None
    unread: Mask | None = None
    read: Mask | None = None
    empty: Mask | None = None
    frame: Box | None = None
    current: tuple[int, int] | None = None


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a written sum, and whose number it is."""

    text: str
    role: Role | None = None


@dataclass(frozen=True, slots=True)
class Plate:
    """One step.

    Attributes:
        items: Matrices, and the signs between them.
        cell: Row and column of the output that the step makes, from 1; of a stamp, of its input.
        total: That output; None where a step makes several.
        tokens: Its sum, piece by piece.
    """

    items: tuple[Sheet | str, ...]
    cell: tuple[int, int]
    total: float | None
    tokens: tuple[Token, ...]

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """The matrices alone."""
        return tuple(item for item in self.items if isinstance(item, Sheet))


class Plated(Protocol):
    """A case whose steps can be drawn."""

    def plates(self) -> tuple[Plate, ...]:
        """Its steps, the first one first.

        Raises:
            SettingError: If its settings leave nothing to draw.
        """
        ...


def filled_up_to(step: int, out: Grid) -> Mask:
    """Which cells of an output are still empty at a step that makes one cell after the other."""
    return (np.arange(out.size) > step).reshape(out.shape)


def border(shape: tuple[int, int], padding: tuple[int, int]) -> Mask:
    """Which cells of a padded matrix are its padding."""
    (rows, columns), (down, across) = shape, padding
    mask = np.ones(shape, dtype=bool)
    mask[down : rows - down, across : columns - across] = False
    return mask


def never_read(shape: tuple[int, int], steps: Sequence[WindowStep]) -> Mask:
    """Which cells of a padded matrix lie in a row or a column that no step reads."""
    rows = {row for step in steps for row in step.rows}
    cols = {col for step in steps for col in step.cols}
    mask = np.ones(shape, dtype=bool)
    mask[np.ix_(sorted(rows), sorted(cols))] = False
    return mask


def weighing(shape: tuple[int, int], step: WindowStep) -> Mask:
    """Which cells of a matrix the step counts: those that meet a weight other than 0."""
    mask = np.zeros(shape, dtype=bool)
    mask[np.ix_(step.rows, step.cols)] = step.kernel != 0
    return mask


def sum_of_products(numbers: Grid, weights: Grid, total: float) -> tuple[Token, ...]:
    """A weighted sum written out; a product with 0 says nothing and is left out."""
    return (*_products(numbers, weights), *_total(total))


def call(name: str, numbers: Grid, total: float) -> tuple[Token, ...]:
    """A function of some numbers written out, as ``max(1, 2, 6, 7) = 7``."""
    listed = [Token(format_number(value), "input") for value in numbers.flat]
    between = [token for number in listed for token in (Token(", "), number)][1:]
    return (Token(f"{name}("), *between, Token(")"), *_total(total))


def mean(numbers: Grid, divisor: int, total: float) -> tuple[Token, ...]:
    """A mean written out, as ``(1 + 2 + 6 + 7) ÷ 4 = 4``."""
    listed = [Token(_in_sum(value, i == 0), "input") for i, value in enumerate(numbers.flat)]
    between = [token for number in listed for token in (Token(" + "), number)][1:]
    return (Token("("), *between, Token(f") ÷ {divisor}"), *_total(total))


def _products(numbers: Grid, weights: Grid) -> Iterator[Token]:
    pairs = [(n, w) for n, w in zip(numbers.flat, weights.flat, strict=True) if w != 0]
    if not pairs:
        yield Token("0")
    for i, (number, weight) in enumerate(pairs):
        if i:
            yield Token(" + ")
        yield Token(_in_sum(number, i == 0), "input")
        yield Token("×")
        yield Token(_in_sum(weight, is_first=False), "kernel")


def _total(total: float) -> tuple[Token, Token]:
    return Token(" = "), Token(format_number(total), "output")


def _in_sum(value: float, is_first: bool) -> str:
    """A negative number stands in brackets, unless the sum begins with it."""
    shown = format_number(value)
    return f"({shown})" if shown.startswith(MINUS) and not is_first else shown
