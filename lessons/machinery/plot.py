"""A small plot on paper: numbers to places, and the marks of axes and lines."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lessons.machinery.cells import format_number
from lessons.machinery.plate import Label, Mark, Way

Point = tuple[float, float]
TICK = 0.24
_STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000)
_MOST_TICKS = 7


@dataclass(frozen=True, slots=True)
class Plot:
    """Where numbers lie in a picture of this size, in cells.

    Attributes:
        across, down: The lowest and the highest number on either axis.
        begin: Room before it, for the numbers of an axis.
    """

    width: float
    height: float
    across: Point
    down: Point
    begin: float = 0.0

    def at(self, x: float, y: float) -> Point:
        """The place of a point."""
        (left, right), (low, high) = self.across, self.down
        place = (x - left) / (right - left), (high - y) / (high - low)
        return self.begin + place[0] * self.width, place[1] * self.height

    def line(
        self, points: Iterable[Point], colour: str, *, width: float = 2.0, is_dashed: bool = False
    ) -> Way:
        """A line through points."""
        return Way(tuple(self.at(*point) for point in points), colour, width, is_dashed)

    def cross(self) -> list[Mark]:
        """Both axes through 0, with round numbers on them."""
        (left, right), (low, high) = self.across, self.down
        marks: list[Mark] = [
            self.line([(left, 0), (right, 0)], "ink-2", width=0.8),
            self.line([(0, low), (0, high)], "ink-2", width=0.8),
        ]
        for x in _ticks(left, right):
            place = self.at(x, 0)
            marks.append(Label(place[0], place[1] + 0.24, format_number(x), TICK))
        for y in _ticks(low, high):
            place = self.at(0, y)
            marks.append(Label(place[0] - 0.12, place[1], format_number(y), TICK, across="right"))
        return marks


def _ticks(low: float, high: float) -> Sequence[float]:
    """Round numbers between two others, without 0."""
    step = next(step for step in _STEPS if (high - low) / step <= _MOST_TICKS)
    first = int(-(-low // step))
    return [n * step for n in range(first, int(high // step) + 1) if n]
