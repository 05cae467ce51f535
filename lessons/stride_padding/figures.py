"""The figure of the lesson on stride and padding, and what its examples put there."""

from __future__ import annotations

from collections.abc import Mapping

from lessons.machinery.conv_figure import CONV_CONTROLS, conv_params, random_digits
from lessons.machinery.figure import (
    BAND,
    FORMULA,
    LEGEND,
    RULER,
    SUM,
    TRANSPORT,
    Figure,
    Settings,
    chips,
    line,
)
from lessons.machinery.grid import GridCase

SCENARIOS: Mapping[str, Settings] = {
    "same": {"size": 5, "kernel_size": 3, "stride": 1, "padding": 1, "dilation": 1},
    "halve": {"size": 6, "kernel_size": 2, "stride": 2, "padding": 0, "dilation": 1},
    "rest": {"size": 6, "kernel_size": 3, "stride": 2, "padding": 0, "dilation": 1},
}
"""Settings that show one effect each."""

STEPPER = Figure(
    "grid_stepper",
    operator="conv2d",
    case=GridCase.of,
    params=conv_params(stride=2),
    parts=(
        BAND, chips(SCENARIOS), line("x", "⊙", "weight", "→", "out"), RULER, SUM, FORMULA, LEGEND,
        TRANSPORT, *CONV_CONTROLS,
    ),
    given={"random": random_digits},
)  # fmt: skip

PADDED: Mapping[str, Settings] = {
    "on_grid_padding": {"size": 5, "image": "ramp", "kernel": "x", "kernel_size": 3, "stride": 1,
                        "padding": 1, "dilation": 1, "padding_mode": "zeros", "step": 0},
}  # fmt: skip
