"""The way of a kernel downhill: the case of the figure, and how it stands on paper."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from lessons.backprop.cases import RUNAWAY, Grid, LearningCase
from lessons.machinery.answers import short_value
from lessons.machinery.plate import Dot, Label, Mark, Picture, Plate, Said, Sheet
from lessons.machinery.plot import TICK, Plot

_FLOOR = 1e-6
"""A loss below this is drawn as this: the axis is logarithmic."""
_WIDTH, _HEIGHT, _BEGIN, _LEAST = 8.0, 3.6, 1.0, 10


@dataclass(frozen=True, eq=False)
class DescentCase(LearningCase):
    """A kernel behind the steps it has taken, with the losses on its way.

    Attributes:
        losses: Before the first step and after each.
        began: The kernel before the first step.
    """

    losses: tuple[float, ...] = ()
    began: Grid | None = None

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> DescentCase:
        """The case of these settings."""
        first = LearningCase.of({**settings, "taken": 0})
        rate, momentum = float(settings["rate"]), float(settings["momentum"])
        way = first.descent(rate, settings["taken"], momentum)
        losses = tuple(case.loss for case in way)
        return cls(first.x, way[-1].weight, first.target, losses, first.weight)

    def plates(self) -> tuple[Plate, ...]:
        """Where the kernel stands, as it is drawn on paper: no steps, the way is in the curve."""
        last = len(self.losses) - 1
        key = "descend_away" if self.loss > RUNAWAY else "descend_now" if last else "descend_still"
        told = {"loss": short_value(self.loss), "first": short_value(self.losses[0])}
        where = Said(key, {"steps": last, **told})
        items = (*self.forwards(), "", self._curve(), "", *self._kernels())
        return (Plate(items, (1, 1), self.loss, (), where, (self.loss_line(),)),)

    def _curve(self) -> Picture:
        losses = np.maximum(self.losses, _FLOOR)
        tens = np.log10(losses)
        low, high = min(np.floor(tens.min()), -1.0), max(np.ceil(tens.max()), 2.0)
        last = max(len(losses) - 1, _LEAST)
        plot = Plot(_WIDTH, _HEIGHT, (0, last), (float(low), float(high)), _BEGIN)
        marks: list[Mark] = [plot.line([(0, low), (last, low)], "ink-2", width=0.8)]
        marks += self._ticks(plot)
        way: Sequence[tuple[float, float]] = [(i, float(ten)) for i, ten in enumerate(tens)]
        marks.append(plot.line(way, "output-line"))
        marks.append(Dot(*plot.at(*way[-1]), "output-line", 0.12))
        return Picture(_BEGIN + _WIDTH + 0.4, _HEIGHT + 0.8, tuple(marks), Said("descend_plot"))

    @staticmethod
    def _ticks(plot: Plot) -> list[Mark]:
        (low, high), last = plot.down, plot.across[1]
        powers = (low, round((low + high) / 2), high)
        marks: list[Mark] = [
            Label(
                _BEGIN - 0.15, plot.at(0, power)[1], short_value(10.0**power), TICK, across="right"
            )
            for power in powers
        ]
        return marks + [
            Label(plot.at(at, low)[0], _HEIGHT + 0.3, str(int(at)), TICK) for at in (0, last)
        ]

    def _kernels(self) -> tuple[Sheet | str, ...]:
        """The kernel where it began and where it is now."""
        assert self.began is not None
        both = np.concatenate([self.began.ravel(), self.weight.ravel()])
        began, now = (
            Sheet("kernel", symbol, "kernel", weight, scaled=both)
            for symbol, weight in (("w₀", self.began), ("w", self.weight))
        )
        return began, "→", now
