"""One pooling on the grid: its numbers, and where its gradient goes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnncore.errors import SettingError
from cnncore.ops import (
    WindowStep,
    avg_pool2d_backward,
    max_pool2d_backward,
    pool2d_steps,
)
from cnncore.shapes import effective_kernel_size
from lessons.machinery.cells import CellEdits, apply_edits
from lessons.machinery.plate import (
    Box,
    Line,
    Mask,
    Plate,
    Said,
    Sheet,
    border,
    filled_up_to,
    never_read,
    weighing,
)
from lessons.machinery.presets import input_of, ramp
from lessons.machinery.written import Token, Tokens, added, call, equals, mean

Grid = NDArray[np.float64]
Pair = tuple[int, int]

FED = ("grad_max", "grad_avg")
"""What takes the gradients back."""
GRADS = (4.0, 8.0, -4.0, 12.0)
"""What the gradients of the output begin with, in turn."""


@dataclass(frozen=True, slots=True, eq=False)
class PoolCase:
    """An input and how a pooling window slides over it.

    Attributes:
        mode: ``max`` or ``avg``: which of the two is played.
        count_include_pad: Whether the mean counts the zeros of the padding.

    Shape:
        x: (H, W)
    """

    x: Grid
    kernel_size: Pair = (2, 2)
    stride: Pair = (2, 2)
    padding: Pair = (0, 0)
    dilation: Pair = (1, 1)
    mode: str = "max"
    ceil_mode: bool = False
    count_include_pad: bool = True

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> PoolCase:
        """The case that the settings of a page stand for: a preset with the learner's edits."""
        names = ("kernel_size", "stride", "padding", "dilation", "mode")
        return cls(
            input_of(settings),
            **{name: settings[name] for name in names},
            ceil_mode=bool(settings["ceil_mode"]),
            count_include_pad=bool(settings["count_include_pad"]),
        )

    def steps(self) -> tuple[WindowStep, ...]:
        """One record a window.

        Raises:
            SettingError: If there is no such pooling.
        """
        counted = self.count_include_pad if self.mode == "avg" else True
        return tuple(
            pool2d_steps(
                self.x, self.kernel_size, self.stride, self.padding, self.mode, self.dilation,
                self.ceil_mode, counted,
            )
        )  # fmt: skip

    def out(self) -> Grid:
        """The output; empty if there is none."""
        try:
            steps = self.steps()
        except SettingError:
            return np.zeros((0, 0))
        rows, columns = steps[-1].position
        return np.array([step.total for step in steps], dtype=float).reshape(rows + 1, columns + 1)

    def plates(self) -> tuple[Plate, ...]:
        """Every window of the figure, as it is drawn on paper."""
        steps, padded = self.steps(), self.padded
        edge, unread = border(padded.shape, self.padding), never_read(padded.shape, steps)
        return tuple(self._plate(step, padded, edge, unread) for step in steps)

    def _plate(self, step: WindowStep, padded: Grid, edge: Mask, unread: Mask) -> Plate:
        out, (row, column) = self.out(), step.position
        extent = map(effective_kernel_size, self.kernel_size, self.dilation)
        x = Sheet(
            "input", "x", "input", padded,
            size=self.x.shape, padding=edge, unread=unread, read=weighing(padded.shape, step),
            frame=Box(*step.corner, *extent), won=winner(step) if self.mode == "max" else None,
        )  # fmt: skip
        made = Sheet(
            f"{self.mode}_out", "out", "output", out, grid=self.mode,
            empty=filled_up_to(step.index, out), current=step.position,
        )  # fmt: skip
        total = float(out[row, column])
        if self.mode == "max":
            tokens = call("max", step.window, total)
        else:
            tokens = mean(step.window, round(1 / step.kernel.flat[0]), total)
        return Plate((x, "→", made), (row + 1, column + 1), total, tokens)

    @property
    def padded(self) -> Grid:
        """The input with its border, as the first window finds it."""
        fill = -np.inf if self.mode == "max" else 0.0
        down, across = self.padding
        return np.pad(self.x, np.array([[down, down], [across, across]]), constant_values=fill)

    @property
    def first_window(self) -> Grid:
        """What the first window reads; empty if there is none."""
        return self.steps()[0].window if self.out().size else np.zeros((0, 0))

    def changed(self, **settings: Any) -> PoolCase:
        """The same case with some settings changed."""
        return replace(self, **settings)

    def signature(self) -> str:
        """Equal for equal cases, to notice that the learner has changed something."""
        rest = (self.kernel_size, self.stride, self.padding, self.dilation, self.mode,
                self.ceil_mode, self.count_include_pad)  # fmt: skip
        return repr((self.x.tolist(), rest))


@dataclass(frozen=True, slots=True, eq=False)
class PoolGradient:
    """Output gradients on their way back through a pooling, without padding.

    Shape:
        x, grad_max, grad_avg: (H, W)    grad_out: (H_out, W_out)
    """

    pool: PoolCase
    edits: CellEdits

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> PoolGradient:
        """The case of these settings; the learner may have changed output gradients too."""
        pool = PoolCase(input_of(settings), settings["kernel_size"], settings["stride"])
        return cls(pool, settings["grad_edits"])

    @property
    def grad_out(self) -> Grid:
        """The gradients of the output, with the learner's own; empty if there is no output."""
        shape = self.pool.out().shape
        count = shape[0] * shape[1]
        turns = [GRADS[i % len(GRADS)] for i in range(count)]
        return apply_edits(np.array(turns, dtype=float).reshape(shape), self.edits)

    def out(self) -> Grid:
        """What the steps walk over."""
        return self.grad_out

    def plates(self) -> tuple[Plate, ...]:
        """Every gradient on its way, as it is drawn on paper."""
        return tuple(map(self._plate, self.pool.steps()))

    def _plate(self, step: WindowStep) -> Plate:
        grad_out, (row, column) = self.grad_out, step.position
        so_far = np.where(filled_up_to(step.index, grad_out), 0.0, grad_out)
        shared = np.concatenate([grad_out.ravel(), self.grads()[0].ravel()])
        window, won = Box(*step.corner, *self.pool.kernel_size), winner(step)
        sheets = [
            Sheet(name, name, "input", grad, scaled=shared, frame=window,
                  won=won if name == "grad_max" else None)
            for name, grad in zip(FED, self._given_back(so_far), strict=True)
        ]  # fmt: skip
        x = Sheet("input", "x", "input", self.pool.x, frame=window, won=won)
        given = Sheet(
            "grad_out", "grad_out", "output", grad_out, scaled=shared, current=step.position
        )
        share = float(grad_out[row, column]) / step.window.size
        ways = "tie" if (step.window == step.total).sum() > 1 else "one"
        slots = {"row": row + 1, "column": column + 1, "grad": float(grad_out[row, column]),
                 "to_row": won[0] + 1, "to_column": won[1] + 1, "divisor": step.window.size,
                 "share": share}  # fmt: skip
        by_max, by_mean = (self._sum(name, won, step.index) for name in FED)
        return Plate(
            (x, "", given, "→", sheets[0], "", sheets[1]), (row + 1, column + 1), None, by_max,
            Said(f"where_grad_{ways}", slots), (Line(None, by_mean),),
        )  # fmt: skip

    def _sum(self, name: str, cell: Pair, now: int) -> Tokens:
        """Everything that a cell of the input has been given up to a step."""
        gifts: list[float] = []
        for step in self.pool.steps()[: now + 1]:
            grad = float(self.grad_out[step.position])
            if name == "grad_max" and winner(step) == cell:
                gifts.append(grad)
            elif name == "grad_avg" and cell[0] in step.rows and cell[1] in step.cols:
                gifts.append(grad / step.window.size)
        begin = Token(f"{name}[{cell[0]}, {cell[1]}]")
        if len(gifts) == 1:
            return (begin, *equals(gifts[0]))
        return (begin, Token(" = "), *added(((gift, "input") for gift in gifts), sum(gifts)))

    def grads(self) -> tuple[Grid, Grid]:
        """The gradients of the input: by the maximum, by the mean."""
        return self._given_back(self.grad_out)

    def _given_back(self, grad_out: Grid) -> tuple[Grid, Grid]:
        (x, size, stride) = self._settings()
        by_max = max_pool2d_backward(grad_out[None], x, size, stride)[0]
        return by_max, avg_pool2d_backward(grad_out[None], x, size, stride)[0]

    def _settings(self) -> tuple[Grid, Pair, Pair]:
        return self.pool.x[None], self.pool.kernel_size, self.pool.stride


def winner(step: WindowStep) -> Pair:
    """The cell whose number a window keeps; of equal ones the first."""
    i, j = divmod(int(step.window.argmax()), step.window.shape[1])
    return step.rows[i], step.cols[j]


def notes_case(**settings: Any) -> PoolCase:
    """The example of the lecture: 1 to 25, a 2×2 window, stride 2."""
    return PoolCase(ramp(5), **settings)
