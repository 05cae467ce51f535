"""Legal settings of windows, drawn at random: the cases that operators are tested on."""

from dataclasses import dataclass
from typing import Any

import numpy as np
from hypothesis import strategies as st

from tests.cnncore.comparison import normal

Pair = tuple[int, int]


def pairs(low: int, high: int) -> st.SearchStrategy[Pair]:
    return st.tuples(st.integers(low, high), st.integers(low, high))


@dataclass(frozen=True)
class ConvCase:
    """Shapes and settings that fit together."""

    batch: int | None
    size: Pair
    groups: int
    in_channels: int
    out_channels: int
    kernel_size: Pair
    stride: Pair
    padding: Any
    dilation: Pair
    has_bias: bool

    @property
    def settings(self) -> dict[str, Any]:
        return {
            "stride": self.stride,
            "padding": self.padding,
            "dilation": self.dilation,
            "groups": self.groups,
        }

    def arrays(self) -> tuple[np.ndarray, np.ndarray, np.ndarray | None]:
        batch = () if self.batch is None else (self.batch,)
        x = normal(*batch, self.in_channels, *self.size)
        weight = normal(
            self.out_channels, self.in_channels // self.groups, *self.kernel_size, seed=1
        )
        return x, weight, normal(self.out_channels, seed=2) if self.has_bias else None


@st.composite
def conv_cases(draw: st.DrawFn) -> ConvCase:
    groups = draw(st.integers(1, 3))
    kernel_size, dilation = draw(pairs(1, 4)), draw(pairs(1, 3))
    padding = draw(st.one_of(pairs(0, 3), st.sampled_from(["valid", "same"])))
    pads = padding if isinstance(padding, tuple) else (0, 0)
    smallest = [
        max(1, d * (k - 1) + 1 - 2 * p) for k, d, p in zip(kernel_size, dilation, pads, strict=True)
    ]
    return ConvCase(
        batch=draw(st.sampled_from([None, 1, 3])),
        size=(
            smallest[0] + draw(st.integers(0, 6)),
            smallest[1] + draw(st.integers(0, 6)),
        ),
        groups=groups,
        in_channels=groups * draw(st.integers(1, 3)),
        out_channels=groups * draw(st.integers(1, 3)),
        kernel_size=kernel_size,
        stride=(1, 1) if padding == "same" else draw(pairs(1, 4)),
        padding=padding,
        dilation=dilation,
        has_bias=draw(st.booleans()),
    )


@st.composite
def pool_cases(draw: st.DrawFn, *, dilated: bool) -> tuple[np.ndarray, dict[str, Any]]:
    """An image and the settings of a pooling; many equal numbers, so that ties occur."""
    kernel_size = draw(pairs(1, 4))
    dilation = draw(pairs(1, 3)) if dilated else (1, 1)
    padding = tuple(draw(st.integers(0, k // 2)) for k in kernel_size)
    smallest = [
        max(1, d * (k - 1) + 1 - 2 * p)
        for k, d, p in zip(kernel_size, dilation, padding, strict=True)
    ]
    size = tuple(low + draw(st.integers(0, 6)) for low in smallest)
    batch = draw(st.sampled_from([(), (1,), (2,)]))
    x = normal(*batch, 2, *size)
    if draw(st.booleans()):
        x = np.round(x)
    settings = {
        "kernel_size": kernel_size,
        "stride": draw(st.one_of(st.none(), pairs(1, 4))),
        "padding": padding,
        "ceil_mode": draw(st.booleans()),
    }
    return x, settings | ({"dilation": dilation} if dilated else {})
