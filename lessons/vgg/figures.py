"""The explorer of the lesson and its table: all six columns, to be opened or taken along."""

from __future__ import annotations

from lessons.machinery.network_explorer import Explorer
from lessons.machinery.params import ChoiceParam, IntParam
from lessons.machinery.takeable import Board
from lessons.vgg.columns import NAMES, columns
from lessons.vgg.paper import TableCase

EXPLORER = Explorer(
    models=tuple(f"vgg_{name}" for name in NAMES),
    labels={f"vgg_{name}": name for name in NAMES},
)

_CELLS = tuple(
    dict.fromkeys(
        layer.name for each in columns() for stage in (*each.stages, each.linear) for layer in stage
    )
)
TABLE = Board(
    "configurations",
    TableCase.of,
    (
        IntParam("columns", 1, len(NAMES), 1),
        ChoiceParam("column", NAMES, NAMES[0]),
        ChoiceParam("cell", _CELLS, _CELLS[0]),
        ChoiceParam("against", ("left", *NAMES), "left"),
        ChoiceParam("cost", ("params", "mult_adds"), "params"),
    ),
)
