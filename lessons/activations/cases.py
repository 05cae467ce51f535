"""The numbers behind the lesson's two figures, computed with ``cnncore``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from cnncore import ops
from lessons.activations import slopes
from lessons.activations.curve import curve
from lessons.activations.functions import ACTIVATIONS, CALLED, EXAMPLE, Activation, prelu
from lessons.machinery.cells import apply_edits, format_number
from lessons.machinery.plate import (
    Bar,
    Box,
    Label,
    Line,
    Mark,
    Picture,
    Plate,
    Said,
    Sheet,
    Stack,
    filled_up_to,
)
from lessons.machinery.written import Token, Tokens, equals, sum_of_products

Grid = NDArray[np.float64]
Follow = Literal["signal", "gradient"]

ROW: Grid = np.array([[-4.0, -3.0, -2.0, -1.0, 0.5, 1.0, 2.0, 3.0, 4.0]])
"""What goes into the first of the layers; without a 0, which some functions leave as it is."""
DEPTH = 10
FADED = 0.01
"""So little is left where a row counts as faded."""
_LOWEST, _BAR = 1e-6, 2.6
"""A share that has no bar any more, and the bar of all, in cells."""


@dataclass(frozen=True, slots=True)
class CellwiseCase:
    """A function over a grid: the same shape, each number by itself.

    Attributes:
        slope_steps, rate: How far PReLU has learned on these numbers, and at which learning rate.
        draw: The seed of the slopes that RReLU uses in training; None in testing.
    """

    activation: str
    x: Grid
    slope_steps: int = 0
    rate: float = 0.0
    draw: int | None = None

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> CellwiseCase:
        """From the settings of the figure."""
        return cls(
            settings["activation"],
            apply_edits(EXAMPLE, settings["input_edits"]),
            settings["slope_steps"],
            slopes.RATES[settings["rate"]],
            settings["seed"] if settings["mode"] == "train" else None,
        )

    def out(self) -> Grid:
        """Shape as ``x``."""
        if self._is_drawn:
            return self.x * self._slopes()
        return self._function().value(self.x)

    def derivative(self) -> Grid:
        """By which each cell multiplies a gradient; shape as ``x``."""
        if self._is_drawn:
            return ops.rrelu_backward(np.ones_like(self.x), self._slopes())
        return self._function().derivative(self.x)

    def plates(self) -> tuple[Plate, ...]:
        """Every number of the figure, as it is drawn on paper."""
        return tuple(map(self._plate, range(self.x.size)))

    def _plate(self, step: int) -> Plate:
        out = self.out()
        cell = row, column = divmod(step, out.shape[1])
        number, total = float(self.x[cell]), float(out[cell])
        x = Sheet("input", "x", "input", self.x, frame=Box(row, column, 1, 1))
        made = Sheet("output", "out", "output", out, empty=filled_up_to(step, out), current=cell)
        slope = Token(format_number(float(self.derivative()[cell])))
        return Plate(
            (x, "→", made, "", curve(self._function_at(cell), number, self.x)),
            (row + 1, column + 1), total, _called(self.activation, number, total),
            also=(Line(Said("derivative"), (slope,)),),
        )  # fmt: skip

    def _function_at(self, cell: tuple[int, int]) -> Activation:
        """What this number meets: where slopes are drawn, each below 0 has its own."""
        if self._is_drawn and self.x[cell] <= 0:
            return prelu(float(self._slopes()[cell]))
        return self._function()

    @property
    def _is_drawn(self) -> bool:
        return self.activation == "rrelu" and self.draw is not None

    def _slopes(self) -> Grid:
        assert self.draw is not None
        return np.where(self.x > 0, 1.0, slopes.drawn(self.draw))

    def _function(self) -> Activation:
        if self.activation == "prelu":
            return prelu(slopes.learn(self.x, self.slope_steps, self.rate)[-1].slope)
        return ACTIVATIONS[self.activation]


@dataclass(frozen=True, slots=True)
class LayersCase:
    """A row of numbers through the same function again and again, every weight taken as 1."""

    activation: str
    follow: Follow
    row: Grid

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> LayersCase:
        """From the settings of the figure."""
        row = apply_edits(ROW, settings["input_edits"])
        return cls(settings["activation"], settings["follow"], row)

    def out(self) -> Grid:
        """What each layer gives, or the gradient times all derivatives up to there: (10, 9)."""
        function = ACTIVATIONS[self.activation]
        signal, gradient, rows = self.row[0], np.ones_like(self.row[0]), []
        for _ in range(DEPTH):
            gradient = gradient * function.derivative(signal)
            signal = function.value(signal)
            rows.append(signal if self.follow == "signal" else gradient)
        return np.stack(rows)

    def left(self) -> Grid:
        """What each layer leaves of the differences in the row, or of a gradient of 1: (10,)."""
        out = self.out()
        if self.follow == "gradient":
            return np.abs(out).mean(axis=1)
        whole = np.ptp(self.row)
        return np.ptp(out, axis=1) / whole if whole else np.zeros(DEPTH)

    def faded_after(self) -> int | None:
        """The first layer, from 1, behind which less than a hundredth is left."""
        found = np.flatnonzero(self.left() < FADED)
        return int(found[0]) + 1 if found.size else None

    def plates(self) -> tuple[Plate, ...]:
        """Every layer of the figure, as it is drawn on paper."""
        return tuple(map(self._plate, range(DEPTH)))

    def _plate(self, layer: int) -> Plate:
        out = self.out()
        done, whole = np.arange(DEPTH) > layer, Box(0, 0, 1, self.row.shape[1])
        x = Sheet("input", "x", "input", self.row, frame=None if layer else whole)
        made = Sheet(
            self.follow, "out", "output", out,
            empty=np.repeat(done[:, None], out.shape[1], axis=1), current=(layer, 0),
            frame=Box(layer - 1, 0, 1, out.shape[1]) if layer else None,
        )  # fmt: skip
        where = Said(
            f"where_{self.follow}",
            {"layer": layer + 1, "column": 1, "left": f"{100 * self.left()[layer]:.1f}"},
        )
        rows = Stack(((x,), (made, "", self._bars(layer))))
        return Plate((rows,), (layer + 1, 1), float(out[layer, 0]), self._written(layer), where)

    def _written(self, layer: int) -> Tokens:
        """How the first number of a layer comes about."""
        out = self.out()
        signal = replace(self, follow="signal").out()
        number = float((signal[layer - 1] if layer else self.row[0])[0])
        if self.follow == "signal":
            return _called(self.activation, number, float(out[layer, 0]))
        before = np.array([float(out[layer - 1, 0]) if layer else 1.0])
        slope = ACTIVATIONS[self.activation].derivative(np.array([number]))
        return sum_of_products(before, slope, float(out[layer, 0]), zeros=True)

    def _bars(self, layer: int) -> Picture:
        """What is left behind each layer, on a scale of powers of ten."""
        marks: list[Mark] = [Label(0, -0.32, Said(f"left_{self.follow}"), across="left")]
        for row, share in enumerate(self.left()[: layer + 1]):
            wide = _BAR * max(np.log10(max(share, _LOWEST)) / -np.log10(_LOWEST) + 1, 0.01)
            marks.append(Bar(0, row + 0.34, wide, 0.32, "output"))
            text = f"{100 * share:.{2 if share < 0.1 else 0}f}%"
            marks.append(Label(wide + 0.15, row + 0.5, text, is_bold=True, across="left"))
        return Picture(_BAR + 1.2, DEPTH, tuple(marks))


def _called(activation: str, number: float, total: float) -> Tokens:
    """A function of one number written out."""
    begin = CALLED.get(activation, f"{activation}(")
    return (Token(begin), Token(format_number(number), "input"), Token(")"), *equals(total))
