"""A step of a figure as it is drawn on paper: matrices, signs and small pictures, and its sums.

A case of a figure describes its steps as plates (``plates()``); they are drawn by
``lessons.figures.drawing`` and know no size of paper, no language and no colour.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

import numpy as np
from numpy.typing import NDArray

from cnncore.ops import WindowStep
from lessons.machinery.cells import format_number
from lessons.machinery.written import Role, Tokens

Grid = NDArray[np.float64]
Mask = NDArray[np.bool_]
Cell = tuple[int, int]
Words = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Said:
    """Words of the course with what fills their slots.

    Attributes:
        key: Of the words.
        slots: Numbers and texts by the name of the slot; a number is written as in a cell.
        tail: What follows in every language.
    """

    key: str
    slots: Mapping[str, str | float | Said] = field(default_factory=dict)
    tail: str = ""

    def text(self, words: Words) -> str:
        """As a reader sees it."""
        shown = {name: _shown(value, words) for name, value in self.slots.items()}
        pattern = words[self.key].replace("[[", "{").replace("]]", "}")
        return pattern.format(**shown) + self.tail


def _shown(value: str | float | Said, words: Words) -> str:
    if isinstance(value, Said):
        return value.text(words)
    return value if isinstance(value, str) else format_number(value)


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle of cells, from its top left one."""

    row: int
    col: int
    rows: int
    cols: int

    def holds(self, cell: Cell) -> bool:
        """Whether a cell lies in it."""
        down, across = cell[0] - self.row, cell[1] - self.col
        return 0 <= down < self.rows and 0 <= across < self.cols


@dataclass(frozen=True, slots=True, eq=False)
class Sheet:
    """One matrix.

    Attributes:
        word: Key of its name.
        symbol: What the code calls it.
        role: Whose colours it wears.
        values: What its cells say.
        slots: Of its name.
        size: What is written beside its name; None: the size of ``values``.
        grid: What the figure on screen calls it; "" where it is called as its symbol.
        scaled: All numbers whose fills can be compared with its own; None: its own.
        side: Of its cells, compared with those of others.
        padding: Which of its cells are a border; None: none of them.
        unread: Which of its cells no window reads; None: none of them.
        read: Which of its cells the step reads: their digits are bold.
        empty: Which of its cells are still to come.
        struck: Which of its cells are struck out.
        masked: Which of its cells a question hides.
        is_named: Whether its name stands above it on paper; of like ones only the first is named.
        corners: What is written small in a corner of its cells: what they are multiplied with.
        frame: Where the window lies.
        asked: Where the window lies that a question is about.
        current: The cell that the step makes, row and column.
        won: The cell whose number was kept.
    """

    word: str
    symbol: str
    role: Role
    values: Grid
    slots: Mapping[str, str | float | Said] = field(default_factory=dict)
    size: tuple[int, ...] | None = None
    grid: str = ""
    scaled: Grid | None = None
    side: float = 1.0
    padding: Mask | None = None
    unread: Mask | None = None
    read: Mask | None = None
    empty: Mask | None = None
    struck: Mask | None = None
    masked: Mask | None = None
    is_named: bool = True
    corners: Mapping[Cell, float] = field(default_factory=dict)
    frame: Box | None = None
    asked: Box | None = None
    current: Cell | None = None
    won: Cell | None = None

    def name(self, words: Words) -> str:
        """What stands above it."""
        return Said(self.word, self.slots).text(words)

    @property
    def shown_size(self) -> str:
        """As ``3×4×4``; a single number needs none."""
        size = self.size or self.values.shape
        return "" if size == (1, 1) else "×".join(map(str, size))


Look = Literal["filled", "outlined", "dashed", "hatched", "striped"]


@dataclass(frozen=True, slots=True)
class Bar:
    """A rectangle of a picture.

    Attributes:
        role: Whose colours it wears; "" is neutral.
        strength: Of its fill, 0 to 1.
    """

    x: float
    y: float
    width: float
    height: float
    role: Role | Literal["", "accent", "padding"] = ""
    look: Look = "filled"
    strength: float = 1.0


@dataclass(frozen=True, slots=True)
class Way:
    """A line through points, or the area it encloses.

    Attributes:
        colour: Of the palette.
        width: In points, on the largest cells.
        opacity: Of an area; 0 for a line.
    """

    points: tuple[tuple[float, float], ...]
    colour: str
    width: float = 1.5
    is_dashed: bool = False
    opacity: float = 0.0


@dataclass(frozen=True, slots=True)
class Dot:
    """A point of a picture; a hollow one is not reached."""

    x: float
    y: float
    colour: str
    radius: float = 0.14
    is_hollow: bool = False


@dataclass(frozen=True, slots=True)
class Label:
    """Words in a picture, at the middle of their line.

    Attributes:
        size: Height of its letters, in cells.
    """

    x: float
    y: float
    text: str | Said
    size: float = 0.26
    colour: str = "ink-2"
    is_bold: bool = False
    across: Literal["left", "center", "right"] = "center"


Mark = Bar | Way | Dot | Label


@dataclass(frozen=True, slots=True)
class Picture:
    """Something that is no matrix; y grows downwards, lengths are in cells.

    Attributes:
        said: What it shows, for those who cannot see it.
    """

    width: float
    height: float
    marks: tuple[Mark, ...]
    said: Said | str = ""


@dataclass(frozen=True, slots=True)
class SmallSum:
    """A sum in small letters below the matrices that it is about."""

    tokens: Tokens


@dataclass(frozen=True, slots=True)
class Stack:
    """Rows one below the other, each from left to right."""

    rows: tuple[tuple[Item, ...], ...]


Item = Sheet | Picture | SmallSum | Stack | str
"""A text is a sign between its neighbours; "" is a gap."""


@dataclass(frozen=True, slots=True)
class Line:
    """A sum with the words before it."""

    where: Said | None
    tokens: Tokens


@dataclass(frozen=True, slots=True)
class Plate:
    """One step.

    Attributes:
        items: From left to right; where paper is narrow, a new line begins before a sign.
        cell: Row and column of the output that the step makes, from 1; of a stamp, of its input.
        total: That output; None where a step makes several.
        tokens: Its sum, piece by piece.
        where: What stands before its sum; None: its row and column, where there is a sum.
        also: Further lines below it.
    """

    items: tuple[Item, ...]
    cell: Cell
    total: float | None
    tokens: Tokens
    where: Said | None = None
    also: tuple[Line, ...] = ()

    @property
    def sheets(self) -> tuple[Sheet, ...]:
        """The matrices alone."""
        return tuple(item for item in leaves(self.items) if isinstance(item, Sheet))

    @property
    def lines(self) -> tuple[Line, ...]:
        """All that is written below the matrices."""
        if not self.where and not self.tokens:
            return self.also
        row, column = self.cell
        where = self.where or Said("where", {"row": row, "column": column})
        return (Line(where, self.tokens), *self.also)


class Plated(Protocol):
    """A case whose steps can be drawn."""

    def plates(self) -> tuple[Plate, ...]:
        """Its steps, the first one first.

        Raises:
            SettingError: If its settings leave nothing to draw.
        """
        ...


def leaves(items: Sequence[Item]) -> Iterator[Item]:
    """Everything on a plate, also what stands in rows."""
    for item in items:
        if isinstance(item, Stack):
            for row in item.rows:
                yield from leaves(row)
        else:
            yield item


def filled_up_to(step: int, out: Grid) -> Mask:
    """Which cells of an output are still empty at a step that makes one cell after the other."""
    return (np.arange(out.size) > step).reshape(out.shape)


def border(shape: Cell, padding: Cell) -> Mask:
    """Which cells of a padded matrix are its padding."""
    (rows, columns), (down, across) = shape, padding
    mask = np.ones(shape, dtype=bool)
    mask[down : rows - down, across : columns - across] = False
    return mask


def never_read(shape: Cell, steps: Sequence[WindowStep]) -> Mask:
    """Which cells of a padded matrix lie in a row or a column that no step reads."""
    rows = {row for step in steps for row in step.rows}
    cols = {col for step in steps for col in step.cols}
    mask = np.ones(shape, dtype=bool)
    mask[np.ix_(sorted(rows), sorted(cols))] = False
    return mask


def weighing(shape: Cell, step: WindowStep) -> Mask:
    """Which cells of a matrix the step counts: those that meet a weight other than 0."""
    mask = np.zeros(shape, dtype=bool)
    mask[np.ix_(step.rows, step.cols)] = step.kernel != 0
    return mask


def met_by(step: WindowStep) -> dict[Cell, float]:
    """What each cell of a window is multiplied with."""
    return {
        (row, col): float(step.kernel[i, j])
        for i, row in enumerate(step.rows)
        for j, col in enumerate(step.cols)
    }


def these(shape: Cell, cells: Sequence[Cell]) -> Mask:
    """Which cells of a matrix are among these."""
    mask = np.zeros(shape, dtype=bool)
    for cell in cells:
        mask[cell] = True
    return mask
