"""What the browser must compute for the figure of the lesson on dropout."""

from __future__ import annotations

from itertools import product
from typing import Any

from lessons.dropout.cases import RATES
from lessons.dropout.figures import STEPPER
from pages.ui.lesson.exchange import as_json

_EDITED = {
    "drawn": {},
    "clicked": {"mask_edits": {(0, 1): "0", (0, 4): "1"}},
    "other_units": {"input_edits": {(0, 0): "-2.5", (0, 3): "1/3"}},
}


def dropout() -> dict[str, Any]:
    """Each p in training and testing, scaled in either, with and without ReLU, with edits."""
    return {
        "keys": STEPPER.keys,
        "given": {name: compute({}) for name, compute in STEPPER.given.items()},
        "cases": {
            " ".join((p, mode, scaling, bend, name)): _case(
                {"p": p, "mode": mode, "scaling": scaling, "bend": bend, "seed": 7} | edits
            )
            for p, mode, scaling, bend, (name, edits) in product(
                RATES, ("train", "test"), ("train", "test"), ("none", "relu"), _EDITED.items()
            )
        },
    }


def _case(changes: dict[str, Any]) -> dict[str, Any]:
    settings = STEPPER.defaults | changes
    case = STEPPER.case(settings)
    return {
        "settings": {name: as_json(value) for name, value in settings.items()},
        "key": STEPPER.case_key(settings),
        "mask": case.mask.tolist(),
        "out": case.out().tolist(),
        "score": case.score.tolist(),
        "sampled": case.sampled().tolist(),
        "tested": case.tested(),
        "expected": case.expected(),
    }
