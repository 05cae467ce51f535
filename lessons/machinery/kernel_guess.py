"""Guess the kernel: an input, its output, and what gradient descent makes of the same task."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np

from cnncore.ops import conv2d_backward, unfold
from lessons.machinery.boards import KERNEL_SIZE, OUT_SIZE, SIZE, Grid, convolve
from lessons.machinery.presets import blur_kernel, edge_kernel, ramp, sharpen_kernel, x_kernel

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
