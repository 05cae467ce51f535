"""Spend a budget: a stack of kernels that sees so far, what it weighs and how often it bends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from cnncore.receptive_field import of_layers
from lessons.machinery.params import ParamSlip, bad_value

PIECES = (1, 3, 5, 7)
GOALS = (5, 7, 9, 11)
CHANNELS = (64, 128, 256, 512)
GOAL, WIDTH = 7, 256
MOST_PIECES = 8
START = "7"

Kernels = tuple[int, ...]
Verdict = Literal["empty", "short", "long", "dear", "fewest"]


@dataclass(frozen=True, slots=True)
class Spent:
    """Kernels of stride 1, as many channels in as out, biases aside.

    Attributes:
        field: Pixels that a unit on top sees, per side.
        squares: Weights between one channel and one: times C squared they are all.
        relus: One behind each layer.
    """

    field: int
    squares: int
    relus: int

    @classmethod
    def of(cls, kernels: Sequence[int]) -> Spent:
        """What kernels come to; none at all see the pixel itself."""
        layers = [(kernel, 1, kernel // 2, 1) for kernel in kernels]
        field = of_layers(layers).size if layers else 1
        return cls(field, sum(kernel**2 for kernel in kernels), len(kernels))

    def weights(self, channels: int) -> int:
        """All weights at a width."""
        return self.squares * channels**2

    def verdict(self, goal: int) -> Verdict:
        """How this stands to a goal; who sees further than asked has spent too much."""
        if not self.relus:
            return "empty"
        if self.field != goal:
            return "short" if self.field < goal else "long"
        return "fewest" if self.squares == fewest(goal) else "dear"


@cache
def fewest(goal: int) -> int:
    """The fewest weights, as ``Spent.squares``, with which the pieces reach a goal."""
    if goal <= 1:
        return 0
    return min(k**2 + fewest(goal - k + 1) for k in PIECES if 1 < k <= goal)


def kernels_of(text: str) -> Kernels | None:
    """The kernels of ``3-3-3``, the lowest first; an empty text has none; None if it is no list."""
    parts = text.split("-") if text else []
    known = {str(piece): piece for piece in PIECES}
    if len(parts) > MOST_PIECES or not all(part in known for part in parts):
        return None
    return tuple(known[part] for part in parts)


def text_of(kernels: Sequence[int]) -> str:
    """The kernels as they stand in an address."""
    return "-".join(map(str, kernels))


@dataclass(frozen=True, slots=True)
class KernelsParam:
    """Kernels from the lowest to the highest, joined by ``-``."""

    name: str
    default: str

    def parse(self, text: str) -> tuple[str, ParamSlip | None]:
        """The text, or the default and what was wrong."""
        if kernels_of(text) is not None:
            return text, None
        pieces = ", ".join(map(str, PIECES))
        slip = bad_value("bad_kernels", self, text, pieces=pieces, most=MOST_PIECES)
        return self.default, slip

    def format(self, value: str) -> str:
        """The text itself."""
        return value
