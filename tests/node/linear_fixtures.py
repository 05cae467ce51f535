"""Tables of a fully connected layer behind maps; softmax and its loss by torch."""

from __future__ import annotations

from itertools import product
from typing import Any

import torch
from torch.nn import functional

from lessons.fully_connected.cases import FlatCase
from lessons.fully_connected.figures import STEPPER
from lessons.fully_connected.numbers import tables
from lessons.machinery.cells import format_number
from pages.ui.lesson.exchange import as_json
from tests.node.queried import settings_of

CASES: dict[str, dict[str, object]] = {
    "example": {},
    "one_channel": {"channels": 1},
    "large": {"side": 3, "out_features": 4},
    "one_output": {"out_features": 1, "side": 3, "channels": 1},
    "other_numbers": {"seed": 7, "side": 3},
    "edited": {"input_edits": "0.0.-3_3.1.1/2_5.2.9", "weight_edits": "0.7.5_2.0.-0.5_3.1.4",
               "bias_edits": "1.0.-7", "channels": 2},
}  # fmt: skip


def linear() -> dict[str, Any]:
    """Scenes of the layer."""
    return {"keys": STEPPER.keys, "cases": {name: _scene(query) for name, query in CASES.items()}}


def _scene(query: dict[str, object]) -> dict[str, Any]:
    settings = settings_of(STEPPER, query)
    case = FlatCase.of(settings)
    out = case.out()
    return {
        "settings": {name: as_json(value) for name, value in settings.items()},
        "tables": tables(settings["seed"]),
        "x": case.x.tolist(),
        "vector": case.vector.tolist(),
        "weight": case.weight.tolist(),
        "bias": case.bias.tolist(),
        "out": out.tolist(),
        "written": [format_number(value) for value in out.ravel()],
        "key": STEPPER.case_key(settings),
    }


SCORES = ((1.0, 3.0, 0.0), (-2.5, 0.25, 7.0), (100.0, 102.0, 99.0), (-200.0, -201.0, -199.5),
          (0.0, 0.0, 0.0))  # fmt: skip


def softmax_loss() -> dict[str, Any]:
    """Shares, loss and gradient of float32 scores, stabilised by torch and written out by hand."""
    return {
        "cases": [
            _of_scores(scores, right, temperature, smoothing)
            for scores, right, (temperature, smoothing) in product(
                SCORES, (0, 1), ((1.0, 0.0), (0.25, 0.0), (2.5, 0.1), (4.0, 0.3))
            )
        ]
    }


def _of_scores(
    scores: tuple[float, ...], right: int, temperature: float, smoothing: float
) -> dict[str, Any]:
    z = torch.tensor(scores, requires_grad=True)
    scaled = z / temperature
    loss = functional.cross_entropy(scaled[None], torch.tensor([right]), label_smoothing=smoothing)
    loss.backward()
    assert z.grad is not None
    powers = scaled.detach().exp()
    return {
        "scores": list(scores),
        "right": right,
        "temperature": temperature,
        "smoothing": smoothing,
        "probs": scaled.softmax(0).tolist(),
        "loss": loss.item(),
        "gradient": z.grad.tolist(),
        "raw_powers": [str(power) for power in powers.tolist()],
        "raw_probs": [str(share) for share in (powers / powers.sum()).tolist()],
    }
