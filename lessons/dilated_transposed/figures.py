"""The two figures of the lesson: a kernel with gaps, and stamps."""

from __future__ import annotations

from collections.abc import Mapping

from lessons.dilated_transposed.stamps import StampCase
from lessons.machinery import presets
from lessons.machinery.conv_figure import LARGEST_SEED, conv_params, random_digits
from lessons.machinery.figure import (
    BAND,
    CELL_WORDS,
    FLIP,
    FORMULA,
    LEGEND,
    STEP,
    SUM,
    TRANSPORT,
    Figure,
    Part,
    Settings,
    chips,
    line,
    sliders,
)
from lessons.machinery.figure import presets as preset_rows
from lessons.machinery.grid import GridCase
from lessons.machinery.params import ChoiceParam, EditsParam, IntParam, PairParam

STEPPER = Figure(
    "grid_stepper",
    operator="conv2d",
    case=GridCase.of,
    params=conv_params(size=7, image="random", dilation=2),
    parts=(
        BAND,
        line("x", "⊙", "weight", "→", "out"),
        SUM,
        FORMULA,
        LEGEND,
        TRANSPORT,
        sliders(
            "kernel_size", "dilation", "size",
            more=("stride", "padding", "padding_mode"), names={"more": "more_dilation"},
        ),
        preset_rows("image", "kernel"),
        FLIP,
    ),
    given={"random": random_digits},
)  # fmt: skip

READINGS: Mapping[str, Settings] = {
    "stamp": {"reading": "stamp"},
    "window": {"reading": "window"},
}
"""Two readings of the same numbers: stamps, or an ordinary convolution with the turned kernel."""

_LARGEST_MAP, _LARGEST_STRIDE, _LARGEST_EXTENT = 4, 4, 7
_MOST_STEPS = ((_LARGEST_MAP - 1) * _LARGEST_STRIDE + _LARGEST_EXTENT + _LARGEST_STRIDE) ** 2

TRANSPOSED = Figure(
    "grid_stepper",
    operator="conv_transpose2d",
    case=StampCase.of,
    params=(
        PairParam("size", 1, _LARGEST_MAP, (2, 2)),
        ChoiceParam("image", presets.MAP_NAMES, "ramp"),
        ChoiceParam("kernel", presets.STAMP_NAMES, "count"),
        PairParam("kernel_size", 1, 4, (3, 3)),
        PairParam("stride", 1, _LARGEST_STRIDE, (2, 2)),
        PairParam("padding", 0, 3, (0, 0)),
        PairParam("output_padding", 0, 3, (0, 0)),
        PairParam("dilation", 1, 2, (1, 1)),
        ChoiceParam("reading", tuple(READINGS), "stamp"),
        IntParam("seed", 0, LARGEST_SEED, 0),
        EditsParam("input_edits", _LARGEST_MAP, over="image"),
        EditsParam("kernel_edits", 4, over="kernel"),
        IntParam(STEP, 0, _MOST_STEPS, 0),
    ),
    parts=(
        BAND,
        chips(READINGS),
        Part(
            "line",
            {"items": ["x", "⊛", "weight", "→", "out"]},
            words=("input", "kernel", "kernel_flipped", "output", "size_stuffed", "size_cut",
                   "edit_hint", "undo_edits", "not_a_number", "nothing_kept", *CELL_WORDS,
                   "cell_stamp", "cell_cut", "cell_unstamped", "cell_zeros"),
        ),
        Part("stamp_ruler", words=("out", "ruler_stamp")),
        Part("sum", words=("where", "where_stamp", "where_cut")),
        Part(
            "formula_back",
            words=("out", "height", "width", "comes_from_many", "comes_from_one",
                   "comes_from_none", "or_size"),
        ),
        Part(
            "legend",
            words=("legend_cut", "legend_unstamped", "legend_stamp", "legend_zeros",
                   "legend_window"),
        ),
        TRANSPORT,
        sliders(
            "kernel_size", "stride", "padding", "output_padding", more=("dilation", "size"),
            names={"padding": "padding_forward", "stride": "stride_forward",
                   "more": "more_transposed"},
            problems=("extra_too_large", "all_cut"),
        ),
        preset_rows("image", "kernel"),
        Part("flip"),
    ),
    given={"random": random_digits},
    name="transposed",
    place="change",
)  # fmt: skip

REFLECTED: Mapping[str, Settings] = {
    "on_grid_mode": {"size": 5, "image": "ramp", "kernel_size": 3, "dilation": 1, "stride": 1,
                     "padding": 2, "padding_mode": "reflect", "step": 0},
}  # fmt: skip
"""Reflection on the first figure."""
