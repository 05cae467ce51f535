"""Halving a map in three ways: what each has to learn, how much it computes, how long it takes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import torch
from torch.nn import functional

from cnncore.cost import conv2d_mult_adds, conv2d_params
from cnncore.shapes import conv_out_size, pool_out_size
from lessons.machinery.stopwatch import Calls, Stopwatch

SIZE, CHANNELS = 56, 64
"""A map in the middle of a network."""
KERNEL, STRIDE, PADDING = 3, 2, 1
_PASSES = 40


@dataclass(frozen=True, slots=True)
class Halving:
    """One way to halve the map.

    Attributes:
        out: Rows and columns of its output.
        params: To be learned.
        operations: Kind -> how many, for one picture, all channels. In a window at the edge as many
            as in any other.
    """

    out: int
    params: int
    operations: Mapping[str, int]

    @property
    def total(self) -> int:
        """All its operations."""
        return sum(self.operations.values())


def halvings() -> Mapping[str, Halving]:
    """Max pooling, average pooling and a convolution, of the same window, stride and padding."""
    pooled = pool_out_size(SIZE, KERNEL, stride=STRIDE, padding=PADDING)
    out = conv_out_size(SIZE, KERNEL, stride=STRIDE, padding=PADDING)
    windows, others = pooled * pooled * CHANNELS, KERNEL * KERNEL - 1
    mult_adds = conv2d_mult_adds(CHANNELS, CHANNELS, KERNEL, out)
    return {
        "max": Halving(pooled, 0, {"comparisons": windows * others}),
        "avg": Halving(pooled, 0, {"additions": windows * others, "divisions": windows}),
        "conv": Halving(out, conv2d_params(CHANNELS, CHANNELS, KERNEL), {"mult_adds": mult_adds}),
    }


def _calls() -> Calls:
    draw = torch.Generator().manual_seed(0)
    x = torch.randn(1, CHANNELS, SIZE, SIZE, generator=draw)
    weight = torch.randn(CHANNELS, CHANNELS, KERNEL, KERNEL, generator=draw)
    bias = torch.zeros(CHANNELS)
    return {
        "max": lambda: functional.max_pool2d(x, KERNEL, STRIDE, PADDING),
        "avg": lambda: functional.avg_pool2d(x, KERNEL, STRIDE, PADDING),
        "conv": lambda: functional.conv2d(x, weight, bias, STRIDE, PADDING),
    }


TIMES = Stopwatch(_calls, _PASSES)
"""By PyTorch, one picture, float32."""
