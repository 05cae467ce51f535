"""A convolution over channels: lanes that meet in a sum, computed with ``cnncore``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnncore.errors import SettingError
from cnncore.ops import WindowStep, conv2d, conv2d_steps, padded_grid
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
from lessons.machinery.plate import (
    Box,
    Item,
    Label,
    Picture,
    Plate,
    Sheet,
    SmallSum,
    Stack,
    border,
    filled_up_to,
    met_by,
    weighing,
)
from lessons.machinery.written import Token, Tokens, equals, in_sum, sum_of_products

Grid = NDArray[np.float64]
Pair = tuple[int, int]
_UNSEEN = 0.5
"""On paper, the side of a cell that the shown kernel does not see."""


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
        try:
            return self._computed()
        except SettingError:
            return np.zeros((0, 0, 0))

    def _computed(self) -> Grid:
        weight = self.weight if self.is_divided else self.slices
        return conv2d(self.x, weight, self.bias, self.stride, self.padding, groups=self.groups)

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

    def plates(self) -> tuple[Plate, ...]:
        """Every window of the shown kernel, as it is drawn on paper.

        Raises:
            SettingError: If no window fits, or the groups divide nothing.
        """
        count = self._computed()[0].size
        lanes = {
            channel: list(
                conv2d_steps(
                    self.x[channel], self.slices[self.shown, channel], stride=self.stride,
                    padding=self.padding,
                )
            )
            for channel in self.seen(self.shown)
        }  # fmt: skip
        return tuple(
            self._plate({channel: steps[i] for channel, steps in lanes.items()})
            for i in range(count)
        )

    def _plate(self, steps: Mapping[int, WindowStep]) -> Plate:
        """One window through all lanes.

        Args:
            steps: By the channels that the shown kernel sees.
        """
        out, bias = self.out(), float(self.bias[self.shown])
        step = next(iter(steps.values()))
        (row, column), empty = step.position, filled_up_to(step.index, out)
        maps = np.concatenate([self.parts().ravel(), (out - bias).ravel(), self.maps().ravel()])
        at = {"empty": empty, "current": step.position, "scaled": maps}
        rows = [self._lane(i, steps.get(i), at) for i in range(len(self.x))]
        sums = [(SmallSum(_lane_sum(steps[i])),) if i in steps else () for i in range(len(self.x))]
        lanes = Stack(tuple(row for pair in zip(rows, sums, strict=True) for row in pair if row))
        added = Sheet("sum", "", "part", out - bias, grid="sum", **at)
        offset = Sheet(
            "bias", "", "kernel", np.array([[bias]]), grid="bias", scaled=self._weights()
        )
        made = Sheet(
            "output", "", "output", out, grid="out", size=(len(self.bias), *out.shape), **at
        )
        tokens: list[Token] = []
        for channel, each in steps.items():
            name = Token(f"{' + ' if tokens else ''}{self.names[channel]}\u00a0", "part")
            tokens += [name, Token(in_sum(float(each.total)), "part")]  # pyright: ignore[reportArgumentType]
        tokens += [Token(" + "), Token(in_sum(bias), "kernel")]
        total = float(out[row, column])
        return Plate(
            (lanes, "→", added, "+", offset, "=", made), (row + 1, column + 1), total,
            (*tokens, *equals(total)),
        )  # fmt: skip

    def _weights(self) -> Grid:
        """Everything that shares the scale of the shown kernel."""
        seen = self.slices[self.shown, list(self.seen(self.shown))]
        return np.append(seen.ravel(), self.bias[self.shown])

    def _lane(
        self, channel: int, step: WindowStep | None, at: Mapping[str, Any]
    ) -> tuple[Item, ...]:
        """A channel, its slice of the kernel, and what they give.

        Args:
            channel: Which.
            step: What happens in it; None where the shown kernel does not see it.
            at: What all that is computed shares.
        """
        padded = self.padded[channel]
        name = Label(0.3, 0.5, self.names[channel], 0.3, "input-text", is_bold=True)
        label = Picture(0.6, 1.0, (name,), self.names[channel])
        edge, is_first = border(padded.shape, self.padding), channel == self.seen(self.shown)[0]
        more: dict[str, Any] = {"unread": np.ones(padded.shape, dtype=bool), "side": _UNSEEN}
        if step:
            more = {"read": weighing(padded.shape, step), "corners": met_by(step),
                    "frame": Box(*step.corner, *self.slices.shape[2:])}  # fmt: skip
        x = Sheet(
            "input", "x", "input", padded, size=self.x.shape, grid=f"x.{channel}", padding=edge,
            scaled=self.x, is_named=channel == 0, **more,
        )  # fmt: skip
        if not step:
            return label, x
        seen = self.seen(self.shown)
        weight = Sheet(
            "kernel", "weight", "kernel", self.slices[self.shown, channel],
            size=(len(seen), *self.slices.shape[2:]), grid=f"weight.{channel}",
            scaled=self._weights(), is_named=is_first,
        )  # fmt: skip
        given = self.parts()[seen.index(channel)]
        part = Sheet("part", "", "part", given, grid=f"part.{channel}", is_named=is_first, **at)
        return label, x, "⊙", weight, "→", part

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


def _lane_sum(step: WindowStep) -> Tokens:
    total = step.total
    assert isinstance(total, float)
    return sum_of_products(step.window, step.kernel, total)


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
