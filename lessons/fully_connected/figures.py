"""The figures of the lesson: maps in one line and the layer behind them; its rows as kernels."""

from __future__ import annotations

from collections.abc import Mapping

from lessons.channels.figures import LANES
from lessons.fully_connected import sliding
from lessons.fully_connected.cases import FlatCase
from lessons.fully_connected.numbers import (
    LARGEST_SIDE,
    MOST_CHANNELS,
    MOST_INPUTS,
    MOST_OUTPUTS,
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
    chips,
    sliders,
)
from lessons.machinery.params import ChoiceParam, EditsParam, IntParam, PairParam

PHASES: Mapping[str, Settings] = {
    "flat_flatten": {"phase": "flatten"},
    "flat_layer": {"phase": "layer"},
}
"""What is played: how the maps are laid out, cell by cell, or the outputs."""

STEPPER = Figure(
    "grid_stepper",
    operator="linear",
    case=FlatCase.of,
    params=(
        ChoiceParam("phase", ("layer", "flatten"), "layer"),
        IntParam("channels", 1, MOST_CHANNELS, 2),
        IntParam("side", 2, LARGEST_SIDE, 2),
        IntParam("out_features", 1, MOST_OUTPUTS, 3),
        IntParam("seed", 0, LARGEST_SEED, 0),
        EditsParam("input_edits", MOST_CHANNELS * LARGEST_SIDE),
        EditsParam("weight_edits", MOST_INPUTS),
        EditsParam("bias_edits", MOST_OUTPUTS),
        IntParam(STEP, 0, MOST_INPUTS - 1, 0),
    ),
    parts=(
        BAND,
        chips(PHASES),
        Part(
            "flatten",
            words=("flat_map", "flat", "flat_weight", "bias", "score", "where_score",
                   "where_placed", "edit_hint", "undo_edits", "not_a_number", "no_output",
                   *CELL_WORDS),
        ),
        SUM,
        TRANSPORT,
        sliders("channels", "side", "out_features", names={"channels": "in_channels"}),
    ),
    given={"tables": lambda settings: tables(settings["seed"])},
)  # fmt: skip

SLIDE = Figure(
    "grid_stepper",
    operator="channels",
    case=sliding.case_of,
    params=(
        IntParam("in_channels", 2, 2, 2),
        IntParam("out_channels", 3, 3, 3),
        IntParam("groups", 1, 1, 1),
        IntParam("shown_kernel", 1, 3, 2),
        PairParam("size", 2, sliding.LARGEST, (4, 4)),
        PairParam("kernel_size", 2, 2, (2, 2)),
        PairParam("stride", 1, 1, (1, 1)),
        PairParam("padding", 0, 0, (0, 0)),
        IntParam("seed", 0, LARGEST_SEED, 0),
        EditsParam("input_edits", 2 * sliding.LARGEST),
        EditsParam("kernel_edits", sliding.KERNEL_ROWS),
        EditsParam("bias_edits", 3),
        IntParam(STEP, 0, (sliding.LARGEST - 1) ** 2 - 1, 0),
    ),
    parts=(
        *LANES,
        TRANSPORT,
        sliders("size"),
    ),
    given={"tables": lambda settings: sliding.tables(settings["seed"])},
    name="slide",
    place="kernel",
)  # fmt: skip
