"""One convolution on the grid: its numbers, and what each window would give."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnncore.errors import SettingError
from cnncore.ops import conv2d_steps, padded_grid
from cnncore.shapes import effective_kernel_size, unread
from lessons.machinery.cells import apply_edits
from lessons.machinery.presets import input_grid, kernel_grid, ramp, x_kernel

Grid = NDArray[np.float64]


@dataclass(frozen=True, slots=True, eq=False)
class GridCase:
    """An input, a kernel and how the kernel slides.

    Shape:
        x: (H, W)    weight: (F, F)
    """

    x: Grid
    weight: Grid
    stride: int = 1
    padding: int = 0
    dilation: int = 1
    padding_mode: str = "zeros"
    flip: bool = False

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> GridCase:
        """The case that the settings of a page stand for: presets with the learner's edits."""
        x = input_grid(settings["image"], settings["size"], settings["seed"])
        weight = kernel_grid(settings["kernel"], settings["kernel_size"])
        return cls(
            apply_edits(x, settings["input_edits"]),
            apply_edits(weight, settings["kernel_edits"]),
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
    def extent(self) -> int:
        """Cells from one end of the window to the other."""
        return effective_kernel_size(self.weight.shape[0], self.dilation)

    @property
    def unread(self) -> int:
        """Columns at the far end that no window reaches."""
        return unread(
            self.x.shape[1],
            self.weight.shape[1],
            stride=self.stride,
            padding=self.padding,
            dilation=self.dilation,
        )

    def out(self) -> Grid:
        """The output; empty if not one window fits."""
        try:
            steps = list(
                conv2d_steps(
                    self.x,
                    self.used_weight,
                    stride=self.stride,
                    padding=self.padding,
                    dilation=self.dilation,
                    padding_mode=self.padding_mode,
                )
            )
        except SettingError:
            return np.zeros((0, 0))
        rows, columns = steps[-1].position
        return np.array([step.total for step in steps]).reshape(rows + 1, columns + 1)

    def window_at(self, top: int, left: int) -> Grid | None:
        """What a window with this corner on the padded grid reads; None if it would not fit."""
        reach = range(0, self.extent, self.dilation)
        padded = self.padded
        if min(top, left) < 0 or top + self.extent > padded.shape[0]:
            return None
        if left + self.extent > padded.shape[1]:
            return None
        return padded[np.ix_([top + r for r in reach], [left + r for r in reach])]

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
