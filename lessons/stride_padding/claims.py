"""A common form of the size formula on trial, held against a real grid."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cnncore.errors import SettingError
from cnncore.ops import conv2d


def claimed_out_size(size: int, padding: int, stride: int) -> float:
    """What the common form says: (N - P)/S + 1. No kernel, no floor."""
    return (size - padding) / stride + 1


@dataclass(frozen=True, slots=True)
class Trial:
    """One case: what the common form claims, and what the grid has.

    Attributes:
        claimed: By the formula; may be a fraction.
        counted: Columns of an output that was really computed; None if the kernel fits nowhere.
    """

    size: int
    kernel_size: int
    padding: int
    stride: int
    claimed: float
    counted: int | None

    @property
    def holds(self) -> bool:
        """Whether the formula gives the size of the grid."""
        return self.counted is not None and self.claimed == self.counted


def trial(size: int, kernel_size: int, padding: int, stride: int) -> Trial:
    """Hold the formula against a convolution that is actually carried out.

    Args:
        size: Columns of the input.
        kernel_size: Columns of the kernel.
        padding: Columns added on each side.
        stride: Columns from one window to the next.
    """
    x, weight = np.ones((1, size, size)), np.ones((1, 1, kernel_size, kernel_size))
    try:
        counted = conv2d(x, weight, stride=stride, padding=padding).shape[-1]
    except SettingError:
        counted = None
    claimed = claimed_out_size(size, padding, stride)
    return Trial(size, kernel_size, padding, stride, claimed, counted)
