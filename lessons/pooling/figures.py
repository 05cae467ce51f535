"""The figures of the lesson on pooling: windows and their results, and the way of the gradient."""

from __future__ import annotations

from collections.abc import Mapping

from lessons.machinery.conv_figure import LARGEST_SEED, random_digits
from lessons.machinery.figure import (
    BAND,
    CELL_WORDS,
    FORMULA,
    LEGEND,
    RULER,
    STEP,
    TRANSPORT,
    Figure,
    Part,
    Settings,
    chips,
    sliders,
)
from lessons.machinery.figure import presets as preset_rows
from lessons.machinery.params import ChoiceParam, EditsParam, FlagParam, IntParam, PairParam, Param
from lessons.machinery.presets import INPUT_NAMES, INPUT_SIZES
from lessons.pooling.cases import GRADS, PoolCase, PoolGradient

SPACE = ""
"""A gap between two matrices of a line."""
_LARGEST_WINDOW, _LARGEST_PADDING, _LARGEST_STRIDE = 7, 3, 4
_MOST_WINDOWS = (max(INPUT_SIZES) + 2 * _LARGEST_PADDING) ** 2
_PROBLEMS = ("pool_padding_too_large", "fit_less_padding", "window_too_large", "fit_window")

MODES: Mapping[str, Settings] = {"max": {"mode": "max"}, "avg": {"mode": "avg"}}
"""Which rule is played."""


def _input_params(size: int) -> tuple[Param, ...]:
    """What there is to be pooled, and by which windows."""
    return (
        PairParam("size", min(INPUT_SIZES), max(INPUT_SIZES), (size, size)),
        ChoiceParam("image", INPUT_NAMES, "ramp"),
        PairParam("kernel_size", 1, _LARGEST_WINDOW, (2, 2)),
        PairParam("stride", 1, _LARGEST_STRIDE, (2, 2)),
    )


STEPPER = Figure(
    "grid_stepper",
    operator="pool2d",
    case=PoolCase.of,
    params=(
        *_input_params(5),
        PairParam("padding", 0, _LARGEST_PADDING, (0, 0)),
        PairParam("dilation", 1, 3, (1, 1)),
        ChoiceParam("mode", tuple(MODES), "max"),
        FlagParam("ceil_mode"),
        FlagParam("count_include_pad", default=True),
        IntParam("seed", 0, LARGEST_SEED, 0),
        EditsParam("input_edits", max(INPUT_SIZES), over="image", strange=True),
        IntParam(STEP, 0, _MOST_WINDOWS, 0),
    ),
    parts=(
        BAND,
        chips(MODES, restarts=False),
        Part(
            "line",
            {"items": ["x", "→", "window", "→", "max", SPACE, "avg"]},
            words=("input", "window", "max_out", "avg_out", "size_padded", "edit_hint",
                   "undo_edits", "not_a_number_nor_nan", "no_output", "avg_none",
                   "avg_has_no_dilation",
                   *CELL_WORDS, "cell_pooled", "cell_won", "cell_outside"),
        ),
        Part("ruler", words=(*RULER.words, "ruler_dropped")),
        Part("sum", words=("where", "where_nan", "where_lowest", "where_all_lowest")),
        Part("formula", words=(*FORMULA.words, "ceil_hangs", "ceil_dropped")),
        Part("legend", words=(*LEGEND.words, "legend_outside")),
        TRANSPORT,
        sliders(
            "kernel_size", "stride", "padding",
            more=("ceil_mode", "count_include_pad", "dilation", "size"),
            names={"kernel_size": "window_size", "more": "more_pooling"},
            problems=_PROBLEMS,
        ),
        preset_rows("image"),
        Part("flip"),
    ),
    given={"random": random_digits},
)  # fmt: skip

GRADIENT = Figure(
    "grid_stepper",
    operator="pool2d_backward",
    case=PoolGradient.of,
    params=(
        *_input_params(4),
        IntParam("seed", 0, LARGEST_SEED, 0),
        EditsParam("input_edits", max(INPUT_SIZES), over="image"),
        EditsParam("grad_edits", max(INPUT_SIZES)),
        IntParam(STEP, 0, _MOST_WINDOWS, 0),
    ),
    parts=(
        Part(
            "line",
            {"items": ["x", SPACE, "grad_out", "→", "grad_max", SPACE, "grad_avg"]},
            words=("input", "grad_out", "grad_max", "grad_avg", "edit_hint", "undo_edits",
                   "not_a_number", "no_output", *CELL_WORDS, "cell_won"),
        ),
        Part("sum", words=("where", "where_grad_one", "where_grad_tie")),
        TRANSPORT,
        sliders(
            "kernel_size", "stride", "size",
            names={"kernel_size": "window_size", "more": "more_pooling"},
            problems=_PROBLEMS,
        ),
        preset_rows("image"),
        Part("flip"),
    ),
    given={"random": random_digits, "grads": lambda _settings: list(GRADS)},
    name="gradient",
    place="gradient",
)  # fmt: skip

READ_ALL: Mapping[str, Settings] = {
    "on_grid_ceil": {"size": 5, "kernel_size": 2, "stride": 2, "padding": 0, "dilation": 1,
                     "ceil_mode": True, "step": 2},
    "on_grid_pool_padding": {"size": 5, "kernel_size": 2, "stride": 2, "padding": 1, "dilation": 1,
                             "ceil_mode": False, "step": 0},
    "on_grid_overlap": {"size": 5, "kernel_size": 3, "stride": 2, "padding": 0, "dilation": 1,
                        "ceil_mode": False, "step": 1},
}  # fmt: skip
"""Three ways to have the last row and column read."""
FINE_POINTS: Mapping[str, Settings] = {
    "on_grid_divisor": {"size": 5, "image": "ramp", "kernel_size": 3, "stride": 2, "padding": 1,
                        "dilation": 1, "mode": "avg", "ceil_mode": False,
                        "count_include_pad": True, "step": 0},
    "on_grid_gaps": {"size": 5, "image": "ramp", "kernel_size": 3, "stride": 1, "padding": 0,
                     "dilation": 2, "mode": "max", "ceil_mode": False, "step": 0},
}  # fmt: skip
STRANGE: Mapping[str, Settings] = {
    name: {"size": 5, "image": "ramp", "kernel_size": 2, "stride": 2, "padding": 0, "dilation": 1,
           "ceil_mode": False, "input_edits": edits, "step": 0}
    for name, edits in {
        "on_grid_nan": {(0, 1): "nan"},
        "on_grid_lowest": {(0, 1): "-inf"},
        "on_grid_all_lowest": {(i, j): "-inf" for i in range(2) for j in range(2)},
    }.items()
}  # fmt: skip
"""What is no number in the first window."""
FALLS_OFF: Mapping[str, Settings] = {
    "on_grid_falls": {"size": 8, "kernel_size": 1, "stride": 3, "padding": 0, "dilation": 1,
                      "ceil_mode": True, "step": 2},
}  # fmt: skip
WHOLE: Mapping[str, Settings] = {
    "on_grid_whole": {"size": 5, "kernel_size": 5, "stride": 1, "padding": 0, "dilation": 1,
                      "mode": "avg", "ceil_mode": False, "step": 0},
}  # fmt: skip
TIES: Mapping[str, Settings] = {
    "on_grid_tie": {"size": 4, "image": "checkerboard", "kernel_size": 2, "stride": 2, "step": 0},
    "on_grid_grads": {"size": 4, "image": "face", "kernel_size": 3, "stride": 1, "step": 3},
}
"""On the figure of the gradients."""
