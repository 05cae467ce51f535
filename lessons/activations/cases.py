"""The numbers behind the lesson's two figures, computed with ``cnncore``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from cnncore import ops
from lessons.activations import slopes
from lessons.activations.functions import ACTIVATIONS, EXAMPLE, Activation, prelu
from lessons.machinery.cells import apply_edits

Grid = NDArray[np.float64]
Follow = Literal["signal", "gradient"]

ROW: Grid = np.array([[-4.0, -3.0, -2.0, -1.0, 0.5, 1.0, 2.0, 3.0, 4.0]])
"""What goes into the first of the layers; without a 0, which some functions leave as it is."""
DEPTH = 10
FADED = 0.01
"""So little is left where a row counts as faded."""


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
