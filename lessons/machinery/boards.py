"""Two boards to construct on: find the wrong cell and its slip; guess a hidden kernel.

Every number is computed with ``cnncore``; a seed gives the same board again.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from cnncore.ops import conv2d, conv2d_backward, conv2d_steps, unfold
from lessons.machinery.presets import blur_kernel, edge_kernel, ramp, sharpen_kernel, x_kernel

Grid = NDArray[np.float64]
Cell = tuple[int, int]

SIZE = 5
KERNEL_SIZE = 3
OUT_SIZE = 3


# --- Find the bug ---------------------------------------------------------------------------


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


# --- Guess the kernel -----------------------------------------------------------------------

LEVELS: tuple[str, ...] = ("cross", "edge", "blur", "sharpen", "random", "ramp")
"""From easy to hard; ``ramp`` has an input that cannot tell kernels apart."""

NUM_STEPS = 100
_SPOTS = {"cross": 4, "edge": 6, "blur": 7, "sharpen": 8, "random": 9}
_DRAWS = 48
EXACT = 1e-9


@dataclass(frozen=True, slots=True)
class Hint:
    """A true sentence about the hidden kernel: its key below ``kernel_guess.hint``, and numbers."""

    name: str
    values: dict[str, float]


@dataclass(frozen=True, slots=True, eq=False)
class DescentStep:
    """The kernel after some steps of gradient descent, and how far its output is off."""

    weight: Grid
    loss: float


@dataclass(frozen=True, eq=False)
class GuessCase:
    """An input, the output of a hidden kernel, and that kernel.

    Shape:
        x: (5, 5)    hidden: (3, 3)
    """

    level: str
    seed: int
    x: Grid
    hidden: Grid

    @cached_property
    def target(self) -> Grid:
        """The output that the hidden kernel makes, (3, 3)."""
        return convolve(self.x, self.hidden)

    @cached_property
    def rank(self) -> int:
        """How many of the nine weights the windows pin down; 9 means there is one solution."""
        return int(np.linalg.matrix_rank(windows_of(self.x)))

    def loss(self, weight: Grid) -> float:
        """Mean squared error of the output of ``weight``."""
        return float(np.mean((convolve(self.x, weight) - self.target) ** 2))

    def is_solved_by(self, weight: Grid) -> bool:
        """Whether ``weight`` gives the target in every cell."""
        return bool(np.abs(convolve(self.x, weight) - self.target).max() < EXACT)

    @cached_property
    def learning_rate(self) -> float:
        """Nine tenths of the rate at which descent would begin to diverge.

        That is 2 / the steepest curvature of the loss, which the windows alone decide.
        Source: Goh 2017, "Why Momentum Really Works".
        """
        steepest = 2 * np.linalg.norm(windows_of(self.x), ord=2) ** 2 / self.target.size
        return float(0.9 * 2 / steepest)

    @cached_property
    def descent(self) -> tuple[DescentStep, ...]:
        """Gradient descent from a kernel of zeros, its start included."""
        return tuple(_descend(self))

    @cached_property
    def hints(self) -> tuple[Hint, ...]:
        """Three hints, each giving away more."""
        return _hints(self)


@lru_cache(maxsize=256)
def guess_case(level: str, seed: int) -> GuessCase:
    """The case of a level and seed.

    Raises:
        KeyError: If there is no such level.
    """
    if level == "ramp":
        return GuessCase(level, seed, ramp(SIZE), x_kernel(KERNEL_SIZE))
    rng = np.random.default_rng([seed, LEVELS.index(level)])
    x = telling_input(rng, _SPOTS[level])
    return GuessCase(level, seed, x, _hidden_kernel(level, rng))


def telling_input(rng: np.random.Generator, spots: int) -> Grid:
    """A mostly empty input whose nine windows tell any two kernels apart.

    Of some random draws, the one whose windows differ most evenly: there gradient descent is fast.
    """
    best, smallest = None, np.inf
    while best is None:
        for _ in range(_DRAWS):
            x = np.zeros(SIZE * SIZE)
            x[rng.choice(x.size, spots, replace=False)] = rng.choice([1, 1, 2, 3], spots)
            x = x.reshape(SIZE, SIZE)
            spread = np.linalg.svd(windows_of(x), compute_uv=False)
            if spread[-1] > 0.2 and spread[0] / spread[-1] < smallest:
                best, smallest = x, spread[0] / spread[-1]
    return best


def windows_of(x: Grid) -> Grid:
    """One row per window: what it reads. Output = this matrix times the nine weights.

    Shape:
        x: (5, 5)    returns: (9, 9)
    """
    return unfold(x[None], KERNEL_SIZE).T


def convolve(x: Grid, weight: Grid) -> Grid:
    """``cnncore.ops.conv2d`` for one channel.

    Shape:
        x: (5, 5)    weight: (3, 3)    returns: (3, 3)
    """
    return conv2d(x[None], weight[None, None])[0]


def _hidden_kernel(level: str, rng: np.random.Generator) -> Grid:
    fixed = {
        "cross": np.array([[0.0, 1, 0], [1, 1, 1], [0, 1, 0]]),
        "edge": edge_kernel(KERNEL_SIZE),
        "blur": blur_kernel(KERNEL_SIZE),
        "sharpen": sharpen_kernel(KERNEL_SIZE),
    }
    if level in fixed:
        return fixed[level]
    return rng.permutation([-2.0, -1, -1, 0, 0, 1, 1, 2, 3]).reshape(3, 3)


def _descend(case: GuessCase) -> Iterator[DescentStep]:
    weight = np.zeros((KERNEL_SIZE, KERNEL_SIZE))
    for _ in range(NUM_STEPS + 1):
        yield DescentStep(weight, case.loss(weight))
        grad_out = 2 * (convolve(case.x, weight) - case.target) / case.target.size
        _, grad_weight, _ = conv2d_backward(grad_out[None], case.x[None], weight[None, None])
        weight = weight - case.learning_rate * grad_weight[0, 0]


def _hints(case: GuessCase) -> tuple[Hint, ...]:
    total = Hint("sum", {"sum": float(case.hidden.sum())})
    if case.rank < case.hidden.size:
        return (Hint("ramp", {}), total, Hint("centre", {"sum": float(case.hidden.sum())}))
    windows = windows_of(case.x)
    # The window with the fewest non-zero pixels says most plainly what a weight must be.
    clearest = int(np.argmin((windows != 0).sum(axis=1)))
    row, column = divmod(clearest, OUT_SIZE)
    count = int((windows[clearest] != 0).sum())
    window = Hint("window", {"row": row + 1, "column": column + 1, "count": count})
    strongest = int(np.argmax(np.abs(case.hidden)))
    i, j = divmod(strongest, KERNEL_SIZE)
    value = float(case.hidden[i, j])
    return (window, total, Hint("weight", {"row": i + 1, "column": j + 1, "value": value}))
