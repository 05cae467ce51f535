"""The figure of the lesson: a picture, the matrix of its weights, the output."""

from __future__ import annotations

from collections.abc import Mapping

from lessons.machinery.figure import BAND, STEP, TRANSPORT, Figure, Part, Settings, line
from lessons.machinery.params import ChoiceParam, EditsParam, IntParam
from lessons.why_cnn.matrix import (
    DENSE,
    KERNEL,
    LINKS,
    ORDERS,
    SHUFFLE,
    SIZE,
    MatrixCase,
    X,
    by_neighbours,
)


def _how() -> dict[str, str]:
    """How each number of weights comes about, by the links."""
    return {
        "dense": f"{X.size}×{X.size}",
        "local": " + ".join(f"{outputs}×{links}" for outputs, links in by_neighbours(SIZE)),
        "shared": f"{len(KERNEL)}×{len(KERNEL)}",
    }


MELT = Part(
    "melt",
    words=("choose_links", *(f"links_{name}" for name in LINKS), "cut_far", "share_same"),
)
WEIGHTS = Part(
    "weights",
    words=("weights", "weights_axes", "no_link", "square_of", "square_none", "square_says",
           "square_used", "matrix_shuffled", *(f"matrix_{name}" for name in LINKS)),
)  # fmt: skip
SUM = Part("sum", words=("where_output",))

STEPPER = Figure(
    "grid_stepper",
    operator="weight_matrix",
    case=MatrixCase.of,
    params=(
        ChoiceParam("links", LINKS, "dense"),
        ChoiceParam("order", ORDERS, "plain"),
        EditsParam("input_edits", SIZE),
        IntParam(STEP, 0, X.size - 1, 0),
    ),
    parts=(BAND, MELT, line("x", "→", "out"), WEIGHTS, SUM, TRANSPORT),
    given={
        "example": lambda _: X.tolist(),
        "dense": lambda _: DENSE.tolist(),
        "kernel": lambda _: KERNEL.tolist(),
        "shuffle": lambda _: SHUFFLE.tolist(),
        "how": lambda _: _how(),
    },
)

SHUFFLED: Mapping[str, Settings] = {
    "on_grid_shuffled": {"links": "shared", "order": "shuffled"},
    "on_grid_in_order": {"links": "shared", "order": "plain"},
}
