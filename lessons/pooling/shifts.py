"""How much of a map stays when the picture moves: five ways to halve it, on real digits.

``python -m lessons.pooling.shifts`` measures all digits anew and writes ``shifts.json``; a test
holds the file against the same functions. A session only reads it: no page waits for scikit-learn.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnncore.ops import avg_pool2d, conv2d, max_pool2d, relu
from lessons.machinery.params import ParamSlip, bad_value
from lessons.machinery.presets import edge_kernel

Maps = NDArray[np.float64]
Shift = tuple[int, int]
"""Cells down and to the right."""

CANVAS, DIGIT = 24, 8
REACH = (CANVAS - DIGIT) // 2
"""A digit begins in the middle and may move so far; an even place, as on any larger canvas."""
DIRECTIONS: tuple[Shift, ...] = (
    (-1, -1), (-1, 0), (-1, 1), (0, -1), (0, 1), (1, -1), (1, 0), (1, 1),
)  # fmt: skip
BLUR = np.outer([1, 2, 1], [1, 2, 1]) / 16
EDGES = edge_kernel(3)
FIRST = 10
"""The digits on the page: the second 0, 1, 2, ... of scikit-learn's."""
_FILE = Path(__file__).with_name("shifts.json")


def _every_second(maps: Maps) -> Maps:
    return maps[..., ::2, ::2]


def _halved(pool: Callable[..., Any]) -> Callable[[Maps], Maps]:
    return lambda maps: pool(maps[:, None], 2)[:, 0]


def _blurred(maps: Maps) -> Maps:
    """Maxima at every place, blurred, and only then every second of them (Zhang 2019)."""
    largest = max_pool2d(maps[:, None], 2, stride=1)
    return conv2d(largest, BLUR[None, None], stride=2, padding=1)[:, 0]


LANES: Mapping[str, Callable[[Maps], Maps]] = {
    "none": lambda maps: maps,
    "stride": _every_second,
    "avg": _halved(avg_pool2d),
    "max": _halved(max_pool2d),
    "blur": _blurred,
}
"""(N, H, W) -> (N, H', W'): as it is, or half as wide in four ways."""


def _edges(pictures: Maps) -> Maps:
    return relu(conv2d(pictures[:, None], EDGES[None, None], padding=1))[:, 0]


SOURCES: Mapping[str, Callable[[Maps], Maps]] = {
    "picture": lambda pictures: pictures,
    "edges": _edges,
}
"""What is pooled: the picture, or its map by the edge kernel, after ReLU."""


def placed(digits: Maps, shift: Shift, canvas: int = CANVAS) -> Maps:
    """Digits on a black canvas, moved from its middle.

    Shape:
        digits: (N, 8, 8)    returns: (N, canvas, canvas)
    """
    pictures = np.zeros((len(digits), canvas, canvas))
    top, left = ((canvas - DIGIT) // 2 + step for step in shift)
    pictures[:, top : top + DIGIT, left : left + DIGIT] = digits
    return pictures


def overlap(one: Maps, other: Maps) -> NDArray[np.float64]:
    """What two maps share, out of all they hold: 1 for equal ones, 0 for those without common ink.

    Shape:
        (N, H, W) each -> (N,)
    """
    both = (one + other).sum(axis=(1, 2))
    return 2 * np.minimum(one, other).sum(axis=(1, 2)) / np.where(both, both, 1)


def mean_overlaps(digits: Maps) -> dict[str, dict[str, list[float]]]:
    """Mean overlap of each source and lane after a step in each of the eight directions."""
    small = DIGIT + 4  # nothing reaches its edge, and the digit begins at an even place

    def lanes(source: str) -> dict[str, list[float]]:
        before = SOURCES[source](placed(digits, (0, 0), small))
        moved = [SOURCES[source](placed(digits, step, small)) for step in DIRECTIONS]
        return {
            name: [float(overlap(lane(before), lane(after)).mean()) for after in moved]
            for name, lane in LANES.items()
        }

    return {source: lanes(source) for source in SOURCES}


@dataclass(frozen=True, slots=True)
class Measured:
    """What the file holds.

    Attributes:
        count: Of the digits that were measured.
        digits: Ten of them, 8x8 numbers from 0 to 16.
        overlaps: Source -> lane -> mean overlap in each of ``DIRECTIONS``.
    """

    count: int
    digits: list[list[list[int]]]
    overlaps: dict[str, dict[str, list[float]]]

    def mean(self, source: str, lane: str) -> float:
        """Over all directions."""
        return float(np.mean(self.overlaps[source][lane]))


@cache
def measured() -> Measured:
    """The committed measurements."""
    return Measured(**json.loads(_FILE.read_text(encoding="utf-8")))


def measure() -> Measured:
    """The same from the digits themselves."""
    from sklearn.datasets import load_digits  # takes a second: only when it is asked for

    bunch: Any = load_digits()
    digits = bunch["images"]
    shown = digits[FIRST : 2 * FIRST].astype(int).tolist()
    rounded = {
        source: {lane: [round(value, 6) for value in values] for lane, values in lanes.items()}
        for source, lanes in mean_overlaps(digits).items()
    }
    return Measured(len(digits), shown, rounded)


@dataclass(frozen=True, slots=True)
class ShiftParam:
    """How far the digit has moved: ``1x-2`` is one cell down and two to the left."""

    name: str
    reach: int = REACH

    @property
    def default(self) -> Shift:
        """Not at all."""
        return (0, 0)

    def parse(self, text: str) -> tuple[Shift, ParamSlip | None]:
        """The shift, or the default and what was wrong."""
        parts = text.replace("\N{MINUS SIGN}", "-").split("x")
        plain = [part.removeprefix("-") for part in parts]
        if len(parts) == 2 and all(part.isascii() and part.isdecimal() for part in plain):
            down, across = (int(part) for part in parts)
            if max(abs(down), abs(across)) <= self.reach:
                return (down, across), None
        return self.default, bad_value("bad_shift", self, text, reach=self.reach)

    def format(self, value: Shift) -> str:
        """As it stands in the address."""
        return "{}x{}".format(*value)


def main() -> None:
    """Measure and write."""
    found = measure()
    table = {"count": found.count, "digits": found.digits, "overlaps": found.overlaps}
    _FILE.write_text(json.dumps(table, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
