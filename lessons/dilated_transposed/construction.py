"""The construction: set up the transpose of a convolution so that its input size comes back."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from cnncore.shapes import conv_out_size
from lessons.dilated_transposed.stamps import StampCase

GOAL, KERNEL, STRIDE, PADDING = 9, 3, 3, 1
SMALL = conv_out_size(GOAL, KERNEL, stride=STRIDE, padding=PADDING)


def others() -> tuple[int, ...]:
    """The other sizes that the forward convolution makes as small."""
    near = range(max(GOAL - STRIDE, 1), GOAL + STRIDE)
    return tuple(
        size
        for size in near
        if size != GOAL and conv_out_size(size, KERNEL, stride=STRIDE, padding=PADDING) == SMALL
    )


def is_its_transpose(settings: Mapping[str, Any]) -> bool:
    """Whether a figure shows the transpose of that convolution, whatever it leads back to."""
    wanted = {"size": SMALL, "kernel_size": KERNEL, "stride": STRIDE, "padding": PADDING,
              "dilation": 1}  # fmt: skip
    return all(settings[name] == (value, value) for name, value in wanted.items())


def bare(case: StampCase) -> int:
    """Rows at the bottom of an output that no stamp reaches."""
    return sum(
        not any(case.terms((row, column)) for column in range(case.out().shape[1]))
        for row in range(case.out().shape[0])
    )
