"""One transposed convolution on the grid: its numbers, and what every output adds up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnncore.errors import SettingError
from cnncore.ops import conv_transpose2d
from cnncore.shapes import effective_kernel_size
from lessons.machinery.cells import format_number
from lessons.machinery.plate import Box, Plate, Sheet, filled_up_to, these
from lessons.machinery.presets import input_of, kernel_of
from lessons.machinery.written import Token, sum_of_products

Grid = NDArray[np.float64]
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Term:
    """What one stamp adds to an output.

    Attributes:
        cell: Row and column of the input number that is stamped.
        number: That number.
        at: Row and column of the weight that falls on the output.
        weight: That weight.
    """

    cell: Pair
    number: float
    at: Pair
    weight: float

    @property
    def product(self) -> float:
        """What is added."""
        return self.number * self.weight


@dataclass(frozen=True, slots=True, eq=False)
class StampCase:
    """An input, a kernel and how its stamps lie; every setting is that of the forward convolution.

    Attributes:
        padding: Cells cut off each side.
        output_padding: Cells added at the far ends.
        reading: "stamp": a step is a stamp; "window": a step is an output.

    Shape:
        x: (H, W)    weight: (KH, KW)
    """

    x: Grid
    weight: Grid
    stride: Pair = (1, 1)
    padding: Pair = (0, 0)
    output_padding: Pair = (0, 0)
    dilation: Pair = (1, 1)
    reading: str = "stamp"

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> StampCase:
        """The case that the settings of a page stand for: presets with the learner's edits."""
        return cls(
            input_of(settings),
            kernel_of(settings),
            stride=settings["stride"],
            padding=settings["padding"],
            output_padding=settings["output_padding"],
            dilation=settings["dilation"],
            reading=settings["reading"],
        )

    def out(self) -> Grid:
        """The output; empty if the settings leave none."""
        try:
            return self._computed()
        except SettingError:
            return np.zeros((0, 0))

    def _computed(self) -> Grid:
        return conv_transpose2d(
            self.x[None],
            self.weight[None, None],
            stride=self.stride,
            padding=self.padding,
            output_padding=self.output_padding,
            dilation=self.dilation,
        )[0]

    def terms(self, cell: Pair) -> tuple[Term, ...]:
        """What an output adds up, in the order of the stamps."""
        down, across = (self._reaching(axis, cell[axis]) for axis in (0, 1))
        return tuple(
            Term((i, j), float(self.x[i, j]), (u, v), float(self.weight[u, v]))
            for i, u in down
            for j, v in across
        )

    def _reaching(self, axis: int, position: int) -> list[Pair]:
        """The stamps that reach a place of an axis, and with which of their weights."""
        found = []
        for stamp in range(self.x.shape[axis]):
            begins = stamp * self.stride[axis] - self.padding[axis]
            weight, rest = divmod(position - begins, self.dilation[axis])
            if rest == 0 and 0 <= weight < self.weight.shape[axis]:
                found.append((stamp, weight))
        return found

    def begins(self, cell: Pair) -> Pair:
        """Where the stamp of an input begins on the output; negative where it is cut."""
        return (
            cell[0] * self.stride[0] - self.padding[0],
            cell[1] * self.stride[1] - self.padding[1],
        )

    def plates(self) -> tuple[Plate, ...]:
        """Every step of the figure, as it is drawn on paper: a stamp, or an output.

        Raises:
            SettingError: If the settings leave no output.
        """
        made = self._computed()
        if self.reading == "window":
            return tuple(map(self._window_plate, range(made.size)))
        return tuple(map(self._stamp_plate, range(self.x.size)))

    def _stamp_plate(self, step: int) -> Plate:
        row, column = divmod(step, self.x.shape[1])
        pressed = (np.arange(self.x.size) <= step).reshape(self.x.shape)
        only = replace(self, x=np.where(pressed, self.x, 0.0))
        ends = [
            range(max(start, 0), min(start + effective_kernel_size(size, holes), limit))
            for start, size, holes, limit in zip(
                self.begins((row, column)),
                self.weight.shape,
                self.dilation,
                self.out().shape,
                strict=True,
            )
        ]
        frame = Box(ends[0].start, ends[1].start, len(ends[0]), len(ends[1])) if all(ends) else None
        reached = replace(only, x=pressed.astype(float), weight=np.ones_like(self.weight)).out()
        number = float(self.x[row, column])
        x = Sheet("input", "x", "input", self.x, frame=Box(row, column, 1, 1))
        weight = Sheet("kernel", "weight", "kernel", self.weight)
        out = Sheet("output", "out", "output", only.out(), empty=reached == 0, frame=frame)
        tokens = (Token(format_number(number), "input"), Token(" × "), Token("weight", "kernel"))
        return Plate((x, "⊛", weight, "→", out), (row + 1, column + 1), None, tokens)

    def _window_plate(self, step: int) -> Plate:
        made = self.out()
        cell = row, column = divmod(step, made.shape[1])
        terms, total = self.terms(cell), float(made[row, column])
        numbers, weights = (
            np.array([[getattr(t, n) for t in terms]]) for n in ("number", "weight")
        )
        x = Sheet("input", "x", "input", self.x, read=these(self.x.shape, [t.cell for t in terms]))
        met = these(self.weight.shape, [t.at for t in terms])
        weight = Sheet("kernel", "weight", "kernel", self.weight, read=met)
        out = Sheet("output", "out", "output", made, empty=filled_up_to(step, made), current=cell)
        tokens = sum_of_products(numbers, weights, total)
        return Plate((x, "⊛", weight, "→", out), (row + 1, column + 1), total, tokens)

    def step_of(self, cell: Pair) -> int:
        """The step that finishes an output."""
        if self.reading == "window":
            return cell[0] * self.out().shape[1] + cell[1]
        row, column = self.terms(cell)[-1].cell
        return row * self.x.shape[1] + column
