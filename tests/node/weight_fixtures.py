"""What the browser must compute of a layer's weights: its matrix, and how many there are."""

from __future__ import annotations

from itertools import product
from typing import Any

from cnncore import cost
from lessons.why_cnn.figures import STEPPER
from lessons.why_cnn.matrix import LINKS, ORDERS, counts
from lessons.why_cnn.moves import feature_map, moved_map, picture
from pages.ui.lesson.exchange import as_json
from pages.ui.lesson.ladder_board import PLACES
from pages.ui.lesson.moving_board import SCENE


def weight_matrix() -> dict[str, Any]:
    """The figure with all links, in both orders, plain and edited."""
    edits = ({}, {(0, 1): "-2.5", (3, 3): "1/3"})
    return {
        "keys": STEPPER.keys,
        "given": {name: compute({}) for name, compute in STEPPER.given.items()},
        "counts": counts(),
        "cases": [_case(*chosen) for chosen in product(LINKS, ORDERS, edits)],
    }


def _case(links: str, order: str, edits: dict[tuple[int, int], str]) -> dict[str, Any]:
    settings = STEPPER.defaults | {"links": links, "order": order, "input_edits": edits}
    case = STEPPER.case(settings)
    return {
        "settings": {name: as_json(value) for name, value in settings.items()},
        "key": STEPPER.case_key(settings),
        "x": case.x.tolist(),
        "has_link": case.has_link.tolist(),
        "weights": case.weights.tolist(),
        "out": case.out().tolist(),
    }


def weight_ladder() -> list[dict[str, Any]]:
    """The rungs at some places of the sliders."""
    found = []
    for values in product(*(places[::3] for places in PLACES.values())):
        chosen = dict(zip(PLACES, values, strict=True))
        side, units, window, kernels = (chosen[name] for name in PLACES)
        found.append(
            {
                "settings": chosen,
                "dense": cost.fully_connected_weights((side, side), units),
                "local": cost.locally_connected_weights(window, units),
                "shared": cost.shared_weights(window, kernels),
            }
        )
    return found


def moving_map() -> dict[str, Any]:
    """The picture in a few places, inside and over the edge; null where a map had no cell."""
    shifts = ((0, 0), (0, 1), (-2, 3), (4, -4), (6, 5))
    return {
        "scene": SCENE,
        "cases": [
            {
                "shift": shift,
                "picture": picture(shift).tolist(),
                "map": feature_map(shift).tolist(),
                "moved": [
                    None if value != value else value for value in moved_map(shift).ravel().tolist()
                ],
            }
            for shift in shifts
        ],
    }
