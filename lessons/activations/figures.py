"""The two figures of the lesson: a function with its curve, and ten layers of it."""

from __future__ import annotations

from collections.abc import Mapping

from lessons.activations.cases import DEPTH, ROW, CellwiseCase, LayersCase
from lessons.activations.functions import ACTIVATIONS, EXAMPLE, SETTINGS
from lessons.machinery.figure import BAND, STEP, SUM, TRANSPORT, Figure, Part, Settings, chips
from lessons.machinery.params import ChoiceParam, EditsParam, IntParam

NAMES = tuple(ACTIVATIONS)


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
        TRANSPORT,
        Part(
            "functions",
            words=("choose_activation", *(f"activation_{name}" for name in NAMES),
                   "short_leaky_relu", "short_prelu", "short_rrelu", "short_elu", "short_maxout"),
        ),
    ),
    given={"example": lambda _: EXAMPLE.tolist(), "functions": _functions},
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
