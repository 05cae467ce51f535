"""The figures of the lesson: one step of one kernel, the way downhill, the way to the input."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from lessons.backprop import through
from lessons.backprop.cases import RUNAWAY, TASKS, WEIGHT, BackCase, LearningCase, X, tables
from lessons.backprop.descent import DescentCase
from lessons.backprop.through import ThroughCase
from lessons.machinery.figure import (
    BAND,
    CELL_WORDS,
    STEP,
    TRANSPORT,
    Figure,
    Part,
    Settings,
    chips,
)
from lessons.machinery.params import ChoiceParam, EditsParam, IntParam, Param

NUDGES = ("off", "0.1", "0.001", "1e-9", "1e-14")
RATES = ("0.005", "0.01", "0.02", "0.023", "0.025", "0.05")
MOMENTA = ("0", "0.5", "0.9")
MOST_STEPS = 1000
NUDGED_NUMBERS = ("weight", "bias")
"""Whose gradient is checked: of the weight that is shown, or of the bias."""

_LINE = ["x", "⊙", "weight", "→", "out", "−", "target", "=", "grad_out"]
_LINE_WORDS = ("input", "kernel", "output", "target", "grad_out_miss", "edit_hint", "undo_edits",
               "not_a_number", "no_output", *CELL_WORDS)  # fmt: skip
_NUDGE = Part(
    "nudge",
    words=("nudge_begin", "nudge_by", "nudge_slope", "nudge_gradient", "nudge_equal", "nudge_apart",
           "nudge_none",
           *(f"nudge_said_{size}" for size in ("large", "right", "small", "tiny", "corner"))),
)  # fmt: skip
_NUDGE_EITHER = replace(
    _NUDGE, words=(*_NUDGE.words[1:], *(f"nudge_begin_{number}" for number in NUDGED_NUMBERS))
)

CHOSEN: Mapping[str, Settings] = {
    "uneven": {"task": "uneven", "rate": "0.02", "taken": 0},
    "constant": {"task": "constant", "rate": "0.005", "taken": 0},
}


def _task_params() -> tuple[Param, ...]:
    """What there is to be learned, with the learner's own numbers."""
    return (
        ChoiceParam("task", tuple(TASKS), "uneven"),
        EditsParam("input_edits", len(X), over="task"),
        EditsParam("kernel_edits", len(WEIGHT), over="task"),
        EditsParam("target_edits", len(X) - len(WEIGHT) + 1, over="task"),
    )


_GIVEN = {"tasks": lambda _: tables(), "runaway": lambda _: RUNAWAY}

STEPPER = Figure(
    "grid_stepper",
    operator="conv2d_backward",
    case=LearningCase.of,
    params=(
        *_task_params(),
        ChoiceParam("nudge", NUDGES, "off"),
        ChoiceParam("nudged", NUDGED_NUMBERS, NUDGED_NUMBERS[0]),
        IntParam(STEP, 0, WEIGHT.size - 1, 0),
    ),
    parts=(
        BAND,
        Part(
            "line",
            {"items": _LINE, "in_class": ["x", "⊙", "grad_out", "→", "grad_weight"]},
            words=(*_LINE_WORDS, "grad_weight", "grad_bias"),
        ),
        Part("loss", words=("loss_is",)),
        Part("sum", words=("where", "where_weight", "where_bias")),
        Part(
            "windows",
            words=("windows_title", "windows_note", "way_down", "way_up", "way_none"),
        ),
        _NUDGE_EITHER,
        TRANSPORT,
    ),
    given=_GIVEN,
)

DESCENT = Figure(
    "grid_stepper",
    operator="conv2d_backward",
    case=DescentCase.of,
    params=(
        *_task_params(),
        ChoiceParam("rate", RATES, "0.02"),
        ChoiceParam("momentum", MOMENTA, "0"),
        IntParam("taken", 0, MOST_STEPS, 0),
        IntParam(STEP, 0, WEIGHT.size - 1, WEIGHT.size - 1),
    ),
    parts=(
        chips(CHOSEN),
        Part(
            "line",
            {"items": _LINE, "in_class": ["weight", *_LINE[3:]]},
            words=_LINE_WORDS,
        ),
        Part("loss", words=("loss_is",)),
        Part(
            "descent",
            words=("descend_one", "descend_many", "descend_again", "descend_rate",
                   "descend_momentum", "descend_still", "descend_now", "descend_away",
                   "descend_plot"),
        ),
    ),
    given=_GIVEN,
    name="descent",
    place="change",
)  # fmt: skip

BACK = Figure(
    "grid_stepper",
    operator="conv2d_backward_input",
    case=BackCase.of,
    params=(
        *_task_params(),
        ChoiceParam("nudge", NUDGES, "off"),
        IntParam(STEP, 0, X.size - 1, 0),
    ),
    parts=(
        Part(
            "line",
            {"items": ["x", "⊙", "weight", "→", "out"]},
            words=("grad_out_miss", "kernel_turned", "grad_input", "size_padded", "no_output",
                   *CELL_WORDS),
        ),
        Part("sum", words=("where",)),
        _NUDGE,
        TRANSPORT,
    ),
    given=_GIVEN,
    name="back",
    place="below",
    follows=("task", "input_edits", "kernel_edits", "target_edits"),
)  # fmt: skip

THROUGH = Figure(
    "grid_stepper",
    operator="through",
    case=ThroughCase.of,
    params=(
        EditsParam("input_edits", len(through.X)),
        EditsParam("kernel_edits", len(WEIGHT)),
        EditsParam("target_edits", len(through.TARGET)),
        ChoiceParam("nudge", NUDGES, "off"),
        IntParam(STEP, 0, (len(through.X) - len(WEIGHT) + 1) ** 2 - 1, 0),
    ),
    parts=(
        Part(
            "through",
            words=("input", "kernel", "after_conv", "after_relu", "after_pool", "target",
                   "grad_pool", "grad_relu", "grad_z", "grad_weight", "cell_won", "edit_hint",
                   "undo_edits", "not_a_number", "no_output", *CELL_WORDS),
        ),
        Part(
            "sum",
            words=tuple(f"where_through_{way}" for way in ("passes", "shut", "lost", "weight")),
        ),
        _NUDGE,
        TRANSPORT,
    ),
    given={"table": lambda _: through.table()},
    name="through",
    place="stops",
)  # fmt: skip

RATES_TRIED: Mapping[str, Settings] = {
    "rate_small": {"task": "uneven", "rate": "0.005", "momentum": "0", "taken": 20},
    "rate_large": {"task": "uneven", "rate": "0.025", "momentum": "0", "taken": 20},
    "rate_momentum": {"task": "uneven", "rate": "0.01", "momentum": "0.9", "taken": 100},
}
"""On the figure of the descent."""
NUDGED: Mapping[str, Settings] = {
    "nudge_right": {"nudge": "0.001", "nudged": "weight", "step": 5},
    "nudge_small": {"nudge": "1e-9", "nudged": "weight", "step": 5},
    "nudge_tiny": {"nudge": "1e-14", "nudged": "weight", "step": 5},
}
