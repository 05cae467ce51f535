"""The figure of the lesson on channels, and what its examples put there."""

from __future__ import annotations

from collections.abc import Mapping

from lessons.channels.cases import ChannelCase
from lessons.channels.numbers import (
    LARGEST_KERNEL,
    LARGEST_SIZE,
    MOST_CHANNELS,
    MOST_KERNELS,
    tables,
)
from lessons.machinery.conv_figure import LARGEST_SEED
from lessons.machinery.figure import (
    BAND,
    CELL_WORDS,
    STEP,
    SUM,
    TRANSPORT,
    Figure,
    Part,
    Settings,
    sliders,
)
from lessons.machinery.params import EditsParam, IntParam, PairParam

_LARGEST_PADDING = 1
_MOST_WINDOWS = (LARGEST_SIZE + 2 * _LARGEST_PADDING) ** 2

LANES = (
    Part("kernels", words=("kernel_number", "add_kernel", "kernels")),
    Part(
        "lanes",
        words=("input", "kernel", "part", "sum", "bias", "output", "map_of", "lane_unseen",
               "scale_kernels", "scale_maps", "groups_do_not_divide", "edit_hint", "undo_edits",
               "not_a_number", "no_output", *CELL_WORDS),
    ),
    Part("sum", words=(*SUM.words, "where_lane")),
)  # fmt: skip
"""A tab for each kernel, a lane for each channel, and what they add up to."""

STEPPER = Figure(
    "grid_stepper",
    operator="channels",
    case=ChannelCase.of,
    params=(
        IntParam("in_channels", 1, MOST_CHANNELS, 3),
        IntParam("out_channels", 1, MOST_KERNELS, 1),
        IntParam("groups", 1, MOST_CHANNELS, 1),
        IntParam("shown_kernel", 1, MOST_KERNELS, 1),
        PairParam("size", 3, LARGEST_SIZE, (4, 4)),
        PairParam("kernel_size", 1, LARGEST_KERNEL, (3, 3)),
        PairParam("stride", 1, 2, (1, 1)),
        PairParam("padding", 0, _LARGEST_PADDING, (0, 0)),
        IntParam("seed", 0, LARGEST_SEED, 0),
        EditsParam("input_edits", MOST_CHANNELS * LARGEST_SIZE),
        EditsParam("kernel_edits", MOST_KERNELS * MOST_CHANNELS * LARGEST_KERNEL),
        EditsParam("bias_edits", MOST_KERNELS),
        IntParam(STEP, 0, _MOST_WINDOWS, 0),
    ),
    parts=(
        BAND,
        *LANES,
        TRANSPORT,
        sliders(
            "in_channels", "out_channels", "groups",
            more=("kernel_size", "stride", "padding", "size"),
            names={"more": "more_channels"},
        ),
        Part("flip"),
    ),
    given={"tables": lambda settings: tables(settings["seed"])},
)  # fmt: skip

GROUPED: Mapping[str, Settings] = {
    "on_grid_groups": {"in_channels": 4, "out_channels": 2, "groups": 2, "shown_kernel": 1,
                       "kernel_size": 3, "step": 0},
    "on_grid_depthwise": {"in_channels": 3, "out_channels": 3, "groups": 3, "shown_kernel": 1,
                          "kernel_size": 3, "step": 0},
}  # fmt: skip
"""Kernels that see some of the channels only."""
MIXED: Mapping[str, Settings] = {
    "on_grid_mix": {"in_channels": 3, "out_channels": 2, "groups": 1, "shown_kernel": 1,
                    "kernel_size": 1, "stride": 1, "padding": 0, "step": 0},
}  # fmt: skip
"""A kernel of one cell."""
