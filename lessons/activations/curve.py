"""The curve of a function on paper: its derivative dashed."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from lessons.activations.functions import Activation
from lessons.machinery.cells import format_number
from lessons.machinery.plate import Dot, Label, Mark, Picture
from lessons.machinery.plot import Plot

Grid = NDArray[np.float64]

WIDTH, HEIGHT = 6.5, 4.6
_ROOM = 0.5
"""Beyond the plot, for numbers at its ends, in cells."""
_POINTS = 161
_AIR = 0.06
_LEAP = 0.2
"""Where a derivative changes by more than this between two points, it jumps."""
_NARROWEST = 4
_LABEL = 1.5
"""Room that the words at the handle need, in cells."""


def curve(function: Activation, number: float, among: Grid) -> Picture:
    """A function from below the lowest to above the highest of some numbers.

    Args:
        function: As it holds for this number.
        number: Where the handle stands.
        among: The numbers that share the picture.
    """
    reach = max(_NARROWEST, 1 + int(np.ceil(np.abs(among).max())))
    x = np.linspace(-reach, reach, _POINTS) + reach * 1e-9
    y, slope = function.value(x), function.derivative(x)
    low, high = min(0.0, y.min(), slope.min()), max(1.0, y.max(), slope.max())
    air = (high - low) * _AIR
    plot = Plot(WIDTH, HEIGHT, (-reach, reach), (low - air, high + air))
    marks = [*plot.cross(), *_derivative(plot, x, slope)]
    marks.append(plot.line(_points(x, y), "output-line"))
    marks += _handle(plot, number, float(function.value(np.array([number]))[0]))
    return Picture(WIDTH + _ROOM, HEIGHT + _ROOM, tuple(marks))


def _points(x: Grid, y: Grid) -> list[tuple[float, float]]:
    return list(zip(x.tolist(), y.tolist(), strict=True))


def _derivative(plot: Plot, x: Grid, slope: Grid) -> list[Mark]:
    jumps = np.flatnonzero(np.abs(np.diff(slope)) > _LEAP) + 1
    pieces = zip(np.split(x, jumps), np.split(slope, jumps), strict=True)
    return [plot.line(_points(*piece), "ink", width=1.2, is_dashed=True) for piece in pieces]


def _handle(plot: Plot, number: float, result: float) -> list[Mark]:
    across, down = plot.at(number, result)
    is_left = (number < 0 and across > _LABEL) or across > WIDTH - _LABEL  # away from the axis
    beside = across + (-0.2 if is_left else 0.2)
    up = -0.36 if result >= 0 and down > 0.7 else 0.48
    text, side = f"x = {format_number(number)}", "right" if is_left else "left"
    return [
        plot.line([(number, 0), (number, result)], "input-line", width=1.0, is_dashed=True),
        Dot(across, down, "input-line", 0.16),
        Label(beside, down + up, text, 0.27, "input-text", is_bold=True, across=side),
    ]
