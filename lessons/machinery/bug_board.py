"""Find the bug: one cell of a printed output is wrong, by a slip that has a name."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Literal

import numpy as np

from cnncore.ops import conv2d_steps
from lessons.machinery.boards import KERNEL_SIZE, OUT_SIZE, SIZE, Cell, Grid, convolve


@dataclass(frozen=True, slots=True)
class Term:
    """One step of a written-out sum: a pixel and a weight, multiplied (or, by a slip, added).

    Attributes:
        spot: The cell of the kernel that the weight comes from.
        is_left_out: Whether a slip forgot it; it stands in the sum and adds nothing.
    """

    x: float
    weight: float
    spot: Cell
    operator: Literal["×", "+"] = "×"
    is_left_out: bool = False

    @property
    def value(self) -> float:
        """What this term adds to the sum."""
        if self.is_left_out:
            return 0.0
        return self.x * self.weight if self.operator == "×" else self.x + self.weight


@dataclass(frozen=True, slots=True)
class WrittenSum:
    """A sum as someone computed it, and where the window stood meanwhile."""

    terms: tuple[Term, ...]
    corner: Cell

    @property
    def total(self) -> float:
        """The number that comes out."""
        return sum(term.value for term in self.terms)


def written_sum(x: Grid, weight: Grid, corner: Cell) -> WrittenSum:
    """The sum of the window with this upper left corner, done right."""
    step = list(conv2d_steps(x, weight))[corner[0] * OUT_SIZE + corner[1]]
    spots = np.ndindex(weight.shape)
    products = zip(step.window.flat, step.kernel.flat, spots, strict=True)
    return WrittenSum(tuple(Term(float(a), float(w), spot) for a, w, spot in products), corner)


def _not_moved(x: Grid, weight: Grid, cell: Cell) -> WrittenSum | None:
    row, column = cell
    return written_sum(x, weight, (row, column - 1)) if column > 0 else None


def _moved_two(x: Grid, weight: Grid, cell: Cell) -> WrittenSum | None:
    row, column = cell
    return written_sum(x, weight, (row, column + 1)) if 0 < column < OUT_SIZE - 1 else None


def _swapped(x: Grid, weight: Grid, cell: Cell) -> WrittenSum | None:
    return written_sum(x, weight, (cell[1], cell[0])) if cell[0] != cell[1] else None


def _term_forgotten(x: Grid, weight: Grid, cell: Cell) -> WrittenSum | None:
    right = written_sum(x, weight, cell)
    last = max((i for i, term in enumerate(right.terms) if term.value), default=None)
    if last is None:
        return None
    forgotten = replace(right.terms[last], is_left_out=True)
    return WrittenSum((*right.terms[:last], forgotten, *right.terms[last + 1 :]), cell)


def _added(x: Grid, weight: Grid, cell: Cell) -> WrittenSum | None:
    terms = written_sum(x, weight, cell).terms
    return WrittenSum(tuple(replace(term, operator="+") for term in terms), cell)


def _sign_lost(x: Grid, weight: Grid, cell: Cell) -> WrittenSum | None:
    return written_sum(x, np.abs(weight), cell)


def _flipped(x: Grid, weight: Grid, cell: Cell) -> WrittenSum | None:
    turned = written_sum(x, weight[::-1, ::-1], cell).terms
    last = KERNEL_SIZE - 1
    return WrittenSum(
        tuple(replace(term, spot=(last - term.spot[0], last - term.spot[1])) for term in turned),
        cell,
    )


def _zero_as_one(x: Grid, weight: Grid, cell: Cell) -> WrittenSum | None:
    return written_sum(x, np.where(weight == 0, 1.0, weight), cell)


SLIPS: dict[str, Callable[[Grid, Grid, Cell], WrittenSum | None]] = {
    "not_moved": _not_moved,
    "moved_two": _moved_two,
    "swapped": _swapped,
    "term_forgotten": _term_forgotten,
    "added": _added,
    "sign_lost": _sign_lost,
    "flipped": _flipped,
    "zero_as_one": _zero_as_one,
}
"""Named slips: what each makes of a cell, None where it cannot happen."""

NUM_OPTIONS = 4


@dataclass(frozen=True, slots=True, eq=False)
class BugBoard:
    """A convolution whose printed output has exactly one wrong cell.

    Attributes:
        x: the input.
        weight: the kernel.
        cell: where the output is wrong, (row, column) from 0.
        slip: the name of what went wrong there.
        options: slips to choose from; ``slip`` is one, and no other gives the printed number.

    Shape:
        x: (5, 5)    weight: (3, 3)
    """

    seed: int
    x: Grid
    weight: Grid
    cell: Cell
    slip: str
    options: tuple[str, ...]

    @property
    def out(self) -> Grid:
        """The right output, (3, 3)."""
        return convolve(self.x, self.weight)

    @property
    def printed(self) -> Grid:
        """The output as shown, with its one wrong cell."""
        printed = self.out
        printed[self.cell] = self.slip_sum(self.slip).total
        return printed

    def right_sum(self, cell: Cell) -> WrittenSum:
        """What that cell should be."""
        return written_sum(self.x, self.weight, cell)

    def slip_sum(self, slip: str) -> WrittenSum:
        """What that slip would have made of the wrong cell.

        Raises:
            KeyError: If there is no such slip, or it cannot happen in this cell.
        """
        made = SLIPS[slip](self.x, self.weight, self.cell)
        if made is None:
            raise KeyError(f"{slip} cannot happen in cell {self.cell}")
        return made


@lru_cache(maxsize=256)
def bug_board(seed: int) -> BugBoard:
    """The board of this seed: small whole numbers, and a slip that can be told from the others."""
    rng = np.random.default_rng(seed)
    wanted = list(SLIPS)[rng.integers(len(SLIPS))]
    while True:  # a draw fits about every third time
        x = rng.integers(0, 6, (SIZE, SIZE)).astype(np.float64)
        weight = rng.permutation([-1.0, -1, 0, 0, 0, 1, 1, 2, 1]).reshape(3, 3)
        cell = (int(rng.integers(OUT_SIZE)), int(rng.integers(OUT_SIZE)))
        others = _told_apart(x, weight, cell, wanted)
        if len(others) >= NUM_OPTIONS - 1:
            chosen = [wanted, *rng.permutation(others)[: NUM_OPTIONS - 1].tolist()]
            options = tuple(sorted(chosen, key=list(SLIPS).index))
            return BugBoard(seed, x, weight, cell, wanted, options)


def _told_apart(x: Grid, weight: Grid, cell: Cell, wanted: str) -> list[str]:
    """Other slips possible in this cell; empty if one of them gives the same number as ``wanted``.

    A number that equals the right one, or that any one forgotten product would explain, is refused
    too: the board would have no bug, or two explanations.
    """
    right = written_sum(x, weight, cell)
    made = {name: slip(x, weight, cell) for name, slip in SLIPS.items()}
    totals = {name: done.total for name, done in made.items() if done is not None}
    if wanted not in totals or totals[wanted] == right.total:
        return []
    wrong = totals.pop(wanted)
    explained = {right.total - term.value for term in right.terms if term.value}
    if wrong in totals.values() or (wanted != "term_forgotten" and wrong in explained):
        return []
    return [name for name, total in totals.items() if total != right.total]
