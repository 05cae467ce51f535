"""One convolution on the grid: its numbers, and what each window would give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnncore.arguments import pair
from cnncore.errors import SettingError
from cnncore.ops import WindowStep, conv2d_steps, padded_grid
from cnncore.shapes import effective_kernel_size, unread
from lessons.machinery.plate import (
    Box,
    Mask,
    Plate,
    Sheet,
    border,
    filled_up_to,
    met_by,
    never_read,
    weighing,
)
from lessons.machinery.presets import input_of, kernel_of, ramp, x_kernel
from lessons.machinery.written import sum_of_products

Grid = NDArray[np.float64]


Pair = tuple[int, int]
"""Along the rows and along the columns: (vertical, horizontal), as in torch."""


@dataclass(frozen=True, slots=True, eq=False, init=False)
class GridCase:
    """An input, a kernel and how the kernel slides.

    Attributes:
        stride: Given as a pair, or as one number for both axes; kept as a pair. So are ``padding``
            and ``dilation``.

    Shape:
        x: (H, W)    weight: (KH, KW)

    Raises:
        SettingError: If a setting is no whole number, or too small.
    """

    x: Grid
    weight: Grid
    stride: Pair
    padding: Pair
    dilation: Pair
    padding_mode: str
    flip: bool
    _out: Grid | None = field(init=False, repr=False)

    def __init__(
        self,
        x: Grid,
        weight: Grid,
        stride: int | Pair = 1,
        padding: int | Pair = 0,
        dilation: int | Pair = 1,
        padding_mode: str = "zeros",
        flip: bool = False,
    ) -> None:
        values = {
            "x": x,
            "weight": weight,
            "stride": pair("stride", stride, minimum=1),
            "padding": pair("padding", padding, minimum=0),
            "dilation": pair("dilation", dilation, minimum=1),
            "padding_mode": padding_mode,
            "flip": flip,
            "_out": None,
        }
        for name, value in values.items():
            object.__setattr__(self, name, value)  # the way into a frozen dataclass

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> GridCase:
        """The case that the settings of a page stand for: presets with the learner's edits."""
        return cls(
            input_of(settings),
            kernel_of(settings),
            stride=settings["stride"],
            padding=settings["padding"],
            dilation=settings["dilation"],
            padding_mode=settings["padding_mode"],
            flip=bool(settings["flip"]),
        )

    @property
    def used_weight(self) -> Grid:
        """The kernel as it is multiplied: turned by 180 degrees if it is flipped."""
        return self.weight[::-1, ::-1] if self.flip else self.weight

    @property
    def padded(self) -> Grid:
        """The input with its border."""
        return padded_grid(self.x, self.padding, self.padding_mode)

    @property
    def extent(self) -> Pair:
        """Cells from one end of the window to the other, down and across."""
        rows, columns = map(effective_kernel_size, self.weight.shape, self.dilation)
        return rows, columns

    @property
    def unread(self) -> Pair:
        """Rows at the bottom and columns on the right that no window reaches.

        Raises:
            SettingError: If not one window fits.
        """
        rows, columns = (
            unread(size, kernel_size, stride=stride, padding=padding, dilation=dilation)
            for size, kernel_size, stride, padding, dilation in zip(
                self.x.shape,
                self.weight.shape,
                self.stride,
                self.padding,
                self.dilation,
                strict=True,
            )
        )
        return rows, columns

    def out(self) -> Grid:
        """The output; empty if not one window fits. Computed once a case, and read only."""
        if self._out is None:
            out = self._computed()
            out.flags.writeable = False
            object.__setattr__(self, "_out", out)
        assert self._out is not None
        return self._out

    def _computed(self) -> Grid:
        try:
            steps = self._steps()
        except SettingError:
            return np.zeros((0, 0))
        rows, columns = steps[-1].position
        return np.array([step.total for step in steps]).reshape(rows + 1, columns + 1)

    def _steps(self) -> list[WindowStep]:
        """One record a window."""
        return list(
            conv2d_steps(
                self.x,
                self.used_weight,
                stride=self.stride,
                padding=self.padding,
                dilation=self.dilation,
                padding_mode=self.padding_mode,
            )
        )

    def plates(self) -> tuple[Plate, ...]:
        """Every window of the figure, as it is drawn on paper."""
        steps, padded = self._steps(), self.padded
        edge, unread = border(padded.shape, self.padding), never_read(padded.shape, steps)
        return tuple(self._plate(step, padded, edge, unread) for step in steps)

    def _plate(self, step: WindowStep, padded: Grid, edge: Mask, unread: Mask) -> Plate:
        out, (row, column) = self.out(), step.position
        x = Sheet(
            "input", "x", "input", padded,
            size=self.x.shape, padding=edge, unread=unread, read=weighing(padded.shape, step),
            corners=met_by(step), frame=Box(*step.corner, *self.extent),
        )  # fmt: skip
        name = "kernel_flipped" if self.flip else "kernel"
        weight = Sheet(name, "weight", "kernel", self.used_weight)
        made = Sheet(
            "output", "out", "output", out,
            empty=filled_up_to(step.index, out), current=step.position,
        )  # fmt: skip
        total = float(out[row, column])
        tokens = sum_of_products(step.window, step.kernel, total)
        return Plate((x, "⊙", weight, "→", made), (row + 1, column + 1), total, tokens)

    def window_at(self, top: int, left: int) -> Grid | None:
        """What a window with this corner on the padded grid reads; None if it would not fit."""
        padded, corner = self.padded, (top, left)
        places = [
            [start + cell for cell in range(0, extent, dilation)]
            for start, extent, dilation in zip(corner, self.extent, self.dilation, strict=True)
        ]
        ends = zip(corner, self.extent, padded.shape, strict=True)
        if min(corner) < 0 or any(start + extent > size for start, extent, size in ends):
            return None
        return padded[np.ix_(*places)]

    def total_at(self, top: int, left: int) -> float | None:
        """The weighted sum of that window."""
        window = self.window_at(top, left)
        return None if window is None else float((window * self.used_weight).sum())

    def changed(self, **settings) -> GridCase:
        """The same case with some settings changed."""
        return replace(self, **settings)

    def signature(self) -> str:
        """Equal for equal cases, to notice that the learner has changed something."""
        numbers = (self.x.tolist(), self.weight.tolist())
        rest = (self.stride, self.padding, self.dilation, self.padding_mode, self.flip)
        return repr((numbers, rest))


def notes_case(**settings) -> GridCase:
    """The example of the notes: 1 to 25, and the X kernel."""
    return GridCase(ramp(5), x_kernel(3), **settings)
