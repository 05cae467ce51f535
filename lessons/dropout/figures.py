"""The figure of the lesson: units, a mask that is clicked or drawn, and the score they give."""

from __future__ import annotations

from collections.abc import Mapping

from lessons.dropout.cases import DRAWS, HIDDEN, RATES, UNITS, WEIGHT, DropoutCase, draws
from lessons.machinery.figure import BAND, STEP, SUM, TRANSPORT, Figure, Part, Settings, chips
from lessons.machinery.params import ChoiceParam, EditsParam, IntParam

WAYS: Mapping[str, Settings] = {
    "drop_train": {"mode": "train", "scaling": "train"},
    "drop_test": {"mode": "test", "scaling": "train"},
    "drop_train_plain": {"mode": "train", "scaling": "test"},
    "drop_test_scaled": {"mode": "test", "scaling": "test"},
}
"""Training and testing, scaled in the one or in the other."""

STEPPER = Figure(
    "grid_stepper",
    operator="dropout",
    case=DropoutCase.of,
    params=(
        ChoiceParam("p", RATES, "0.2"),
        ChoiceParam("mode", ("train", "test"), "train"),
        ChoiceParam("scaling", ("train", "test"), "train"),
        ChoiceParam("bend", ("none", "relu"), "none"),
        IntParam("seed", 0, DRAWS - 1, 0),
        EditsParam("mask_edits", UNITS, over="p"),
        EditsParam("input_edits", UNITS),
        IntParam("drawn", 0, DRAWS, 1),
        IntParam(STEP, 0, UNITS + 1, 0),
    ),
    parts=(
        BAND,
        chips(WAYS, restarts=False),
        Part(
            "line",
            {"items": ["x", "×", "mask", "→", "out", "·", "weight", "→", "score"]},
            words=("hidden_units", "drop_mask", "passed_on", "score_weights", "drop_score",
                   "drop_score_relu", "drop_dropped", "edit_hint", "undo_edits",
                   "not_a_number", "cell_masked", "cell_empty", "cell_join"),
        ),
        SUM,
        Part(
            "masks",
            words=("drop_p", "drop_one", "drop_many", "drop_redo", "drop_bend", "drop_count",
                   "drop_tested", "drop_mean", "drop_all", "drop_chart",
                   "where_dropped", "where_stays", "where_whole", "where_added", "where_bend"),
        ),
        TRANSPORT,
    ),
    given={
        "hidden": lambda _: HIDDEN.tolist(),
        "weight": lambda _: WEIGHT.tolist(),
        "draws": lambda _: draws().tolist(),
    },
)  # fmt: skip

BENT: Mapping[str, Settings] = {
    "on_grid_drop_linear": {"p": "0.5", "mode": "train", "scaling": "train", "bend": "none",
                            "mask_edits": {}, "drawn": DRAWS},
    "on_grid_drop_bent": {"p": "0.5", "mode": "train", "scaling": "train", "bend": "relu",
                          "mask_edits": {}, "drawn": DRAWS},
}  # fmt: skip
"""200 masks, without and with a ReLU behind the score."""
