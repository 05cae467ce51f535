"""The two figures of the lesson: a function with its curve, and ten layers of it."""

from __future__ import annotations

from collections.abc import Mapping

from lessons.activations import slopes
from lessons.activations.cases import DEPTH, ROW, CellwiseCase, LayersCase
from lessons.activations.functions import ACTIVATIONS, EXAMPLE, SETTINGS
from lessons.machinery.figure import BAND, STEP, SUM, TRANSPORT, Figure, Part, Settings, chips
from lessons.machinery.params import ChoiceParam, EditsParam, IntParam

NAMES = tuple(ACTIVATIONS)
NOTED = ("leaky_relu", "prelu", "rrelu", "elu", "maxout", "gelu", "silu")
"""Functions of which a card says more than the name."""


def _functions(_settings: Settings) -> object:
    return SETTINGS


def _line(*words: str) -> Part:
    always = ("input", "edit_hint", "undo_edits", "not_a_number")
    return Part("line", {"items": ["x", "→", "out"]}, words=(*always, *words))


STEPPER = Figure(
    "grid_stepper",
    operator="cellwise",
    case=CellwiseCase.of,
    params=(
        ChoiceParam("activation", NAMES, "relu"),
        EditsParam("input_edits", len(EXAMPLE)),
        IntParam("slope_steps", 0, slopes.MOST_STEPS, 0),
        ChoiceParam("rate", tuple(slopes.RATES), "0.02"),
        ChoiceParam("mode", ("test", "train"), "test"),
        IntParam("seed", 0, slopes.DRAWS - 1, 0),
        IntParam(STEP, 0, EXAMPLE.size - 1, 0),
    ),
    parts=(
        BAND,
        _line("output"),
        Part(
            "curve",
            words=("handle", "number_in", "derivative", *(f"note_{name}" for name in NAMES)),
        ),
        SUM,
        Part(
            "learned",
            words=("learn_goal", "learn_step", "learn_again", "learn_rate", "learn_slope",
                   "learn_loss", "learn_gradient", "learn_update", "learn_still", "learn_runaway",
                   "learn_plot"),
        ),
        Part(
            "drawn",
            words=("drawn_test", "drawn_train", "drawn_again", "drawn_of_test", "drawn_of_train",
                   "drawn_slopes"),
        ),
        TRANSPORT,
        Part(
            "functions",
            words=("choose_activation", *(f"activation_{name}" for name in NAMES),
                   *(f"short_{name}" for name in NOTED)),
        ),
    ),
    given={
        "example": lambda _: EXAMPLE.tolist(),
        "functions": _functions,
        "draws": lambda _: slopes.table(),
        "runaway": lambda _: slopes.RUNAWAY,
    },
)  # fmt: skip

FOLLOWED: Mapping[str, Settings] = {
    "sigmoid_signal": {"activation": "sigmoid", "follow": "signal"},
    "sigmoid_gradient": {"activation": "sigmoid", "follow": "gradient"},
    "tanh_gradient": {"activation": "tanh", "follow": "gradient"},
    "relu_gradient": {"activation": "relu", "follow": "gradient"},
}

LAYERS = Figure(
    "grid_stepper",
    operator="layers",
    case=LayersCase.of,
    params=(
        ChoiceParam("activation", NAMES, "sigmoid"),
        ChoiceParam("follow", ("signal", "gradient"), "signal"),
        EditsParam("input_edits", ROW.size),
        IntParam(STEP, 0, DEPTH - 1, 0),
    ),
    parts=(
        BAND,
        chips(FOLLOWED),
        _line("signal", "gradient"),
        Part("left", words=("left_signal", "left_gradient")),
        Part("sum", words=("where_signal", "where_gradient")),
        TRANSPORT,
        Part("functions", words=("choose_activation", *(f"activation_{name}" for name in NAMES))),
    ),
    given={
        "example": lambda _: ROW.tolist(),
        "depth": lambda _: DEPTH,
        "functions": _functions,
    },
    name="layers",
    place="change",
)
