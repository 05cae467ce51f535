"""How much of a map stays when the picture moves: four ways to halve it, on real digits.

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
from lessons.machinery.presets import edge_kernel

Maps = NDArray[np.float64]
Shift = tuple[int, int]
"""Cells down and to the right."""

CANVAS, DIGIT, REACH = 28, 8, 8
"""A digit begins in the middle, at an even place, and may move so far that its maps stay inside."""
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


POOLS: Mapping[str, Callable[[Maps], Maps]] = {
    "stride": _every_second,
    "avg": _halved(avg_pool2d),
    "max": _halved(max_pool2d),
    "blur": _blurred,
}
"""(N, H, W) -> (N, H / 2, W / 2)."""


def _edges(pictures: Maps) -> Maps:
    return relu(conv2d(pictures[:, None], EDGES[None, None], padding=1))[:, 0]


SOURCES: Mapping[str, Callable[[Maps], Maps]] = {
    "picture": lambda pictures: pictures,
    "edges": _edges,
}
"""What may be pooled, each a lane of its own: the picture; its map by an edge kernel and ReLU."""


def lanes_of(pictures: Maps, source: str) -> dict[str, Maps]:
    """The picture, its map, and what four ways of halving make of one of them."""
    whole = {name: make(pictures) for name, make in SOURCES.items()}
    return whole | {name: pool(whole[source]) for name, pool in POOLS.items()}


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


def moved_back(after: Maps, shift: Shift, canvas: int) -> Maps:
    """A map on the scale of the picture, each cell as large as what it stands for, moved back.

    Shape:
        after: (N, H, W)    returns: (N, canvas, canvas)
    """
    times = canvas // after.shape[-1]
    large = after.repeat(times, axis=1).repeat(times, axis=2)
    return np.roll(large, (-shift[0], -shift[1]), axis=(1, 2))


def overlaps(before: Maps, after: Maps, shift: Shift, canvas: int) -> dict[str, Any]:
    """How much two maps share in their place, and once the second is moved back.

    Shape:
        (N, H, W) each -> (N,) for ``in_place`` and for ``back``
    """
    still = moved_back(before, (0, 0), canvas)
    return {
        "in_place": overlap(before, after),
        "back": overlap(still, moved_back(after, shift, canvas)),
    }


def mean_overlaps(digits: Maps) -> dict[str, dict[str, dict[str, list[float]]]]:
    """Mean overlaps of each source and lane after a step in each of the eight directions."""
    small = DIGIT + 8  # nothing reaches its edge, and the digit begins at an even place

    def lanes(source: str) -> dict[str, dict[str, list[float]]]:
        before = lanes_of(placed(digits, (0, 0), small), source)
        found = {name: {"in_place": [], "back": []} for name in before}
        for step in DIRECTIONS:
            for name, after in lanes_of(placed(digits, step, small), source).items():
                for kind, each in overlaps(before[name], after, step, small).items():
                    found[name][kind].append(round(float(each.mean()), 6))
        return found

    return {source: lanes(source) for source in SOURCES}


@dataclass(frozen=True, slots=True)
class Measured:
    """What the file holds.

    Attributes:
        count: Of the digits that were measured.
        digits: Ten of them, 8x8 numbers from 0 to 16.
        overlaps: Source -> lane -> ``in_place`` or ``back`` -> mean overlap in each of
            ``DIRECTIONS``.
    """

    count: int
    digits: list[list[list[int]]]
    overlaps: dict[str, dict[str, dict[str, list[float]]]]

    def mean(self, source: str, lane: str, kind: str = "in_place") -> float:
        """Over all directions."""
        return float(np.mean(self.overlaps[source][lane][kind]))


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
    return Measured(len(digits), shown, mean_overlaps(digits))


def main() -> None:
    """Measure and write."""
    found = measure()
    table = {"count": found.count, "digits": found.digits, "overlaps": found.overlaps}
    _FILE.write_text(json.dumps(table, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
