"""A convolution over channels: lanes that meet in a sum, computed with ``cnncore``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnncore.errors import SettingError
from cnncore.ops import conv2d, padded_grid
from lessons.channels.numbers import (
    BIAS,
    LARGEST_KERNEL,
    MOST_CHANNELS,
    MOST_KERNELS,
    NAMES,
    inputs,
    kernels,
)
from lessons.machinery.cells import CellEdits, apply_edits

Grid = NDArray[np.float64]
Pair = tuple[int, int]


@dataclass(frozen=True, slots=True, eq=False)
class ChannelCase:
    """Several channels, several kernels, and which of the kernels is shown.

    Attributes:
        slices: For each kernel one slice for every channel, also for those it does not see.
        shown: The kernel whose lanes are drawn, from 0.

    Shape:
        x: (C_in, H, W)    slices: (C_out, C_in, KH, KW)    bias: (C_out,)
    """

    x: Grid
    slices: Grid
    bias: Grid
    groups: int = 1
    stride: Pair = (1, 1)
    padding: Pair = (0, 0)
    shown: int = 0

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> ChannelCase:
        """The case that the settings of the page stand for, with the learner's edits."""
        ins, outs = settings["in_channels"], settings["out_channels"]
        rows, columns = settings["size"]
        x = _edited_input(settings["seed"], settings["input_edits"])
        slices = _edited_kernels(settings["kernel_size"], settings["kernel_edits"])
        bias = apply_edits(BIAS[:, None], settings["bias_edits"])[:, 0]
        return cls(
            x[:ins, :rows, :columns],
            slices[:outs, :ins],
            bias[:outs],
            groups=settings["groups"],
            stride=settings["stride"],
            padding=settings["padding"],
            shown=min(settings["shown_kernel"], outs) - 1,
        )

    @property
    def names(self) -> tuple[str, ...]:
        """What the channels are called."""
        count = len(self.x)
        return tuple(NAMES) if count == len(NAMES) else tuple(f"C{i + 1}" for i in range(count))

    @property
    def is_divided(self) -> bool:
        """Whether the groups divide channels and kernels."""
        return len(self.x) % self.groups == 0 and len(self.slices) % self.groups == 0

    def seen(self, kernel: int) -> range:
        """The channels that a kernel sees: those of its group."""
        if not self.is_divided:
            return range(0)
        ins, outs = len(self.x) // self.groups, len(self.slices) // self.groups
        first = kernel // outs * ins
        return range(first, first + ins)

    @property
    def weight(self) -> Grid:
        """The kernels as torch wants them.

        Shape:
            returns: (C_out, C_in // groups, KH, KW)
        """
        return np.array(
            [self.slices[kernel][self.seen(kernel)] for kernel in range(len(self.bias))]
        )

    @property
    def padded(self) -> Grid:
        """The channels with their border."""
        return padded_grid(self.x, self.padding)

    def maps(self) -> Grid:
        """All outputs; empty if there is no such convolution.

        Shape:
            returns: (C_out, H_out, W_out)
        """
        if not self.is_divided:
            return np.zeros((0, 0, 0))
        try:
            return conv2d(self.x, self.weight, self.bias, self.stride, self.padding,
                          groups=self.groups)  # fmt: skip
        except SettingError:
            return np.zeros((0, 0, 0))

    def out(self) -> Grid:
        """The map of the shown kernel."""
        maps = self.maps()
        return maps[self.shown] if maps.size else np.zeros((0, 0))

    def parts(self) -> Grid:
        """What each channel that the shown kernel sees gives by itself, before the sum.

        Shape:
            returns: (len(seen), H_out, W_out)
        """
        own = [
            conv2d(
                self.x[[channel]], self.slices[self.shown, [channel]][None], None, self.stride,
                self.padding,
            )[0]
            for channel in self.seen(self.shown)
        ]  # fmt: skip
        return np.array(own)

    def arrays(self) -> dict[str, Grid]:
        """What a program text of the case speaks of, by name."""
        return {"x": self.x, "weight": self.weight, "bias": self.bias}

    def changed(self, **settings: Any) -> ChannelCase:
        """The same case with some settings changed."""
        return replace(self, **settings)


def example(**settings: Any) -> ChannelCase:
    """The example of the lesson: three channels of 4x4, two kernels of 3x3."""
    case = ChannelCase(inputs(0)[:3, :4, :4], kernels((3, 3))[:2, :3], BIAS[:2])
    return case.changed(**settings)


def mixing_example() -> ChannelCase:
    """The same channels under two kernels of one cell."""
    return example(slices=kernels((1, 1))[:2, :3])


def _edited_input(seed: int, edits: CellEdits) -> Grid:
    """Edits count the rows of all channels, one channel below the other."""
    x = inputs(seed)
    return apply_edits(x.reshape(-1, x.shape[-1]), edits).reshape(x.shape)


def _edited_kernels(kernel_size: Pair, edits: CellEdits) -> Grid:
    """Edits count rows too: kernel by kernel, channel by channel, three rows each."""
    rows, columns = kernel_size
    shape = (MOST_KERNELS, MOST_CHANNELS, LARGEST_KERNEL, LARGEST_KERNEL)
    table = np.zeros(shape)
    table[:, :, :rows, :columns] = kernels(kernel_size)
    edited = apply_edits(table.reshape(-1, LARGEST_KERNEL), edits).reshape(shape)
    return edited[:, :, :rows, :columns]
