"""The networks of the lesson to walk through, and its boards that can be taken along."""

from __future__ import annotations

from lessons.alexnet.paper import LanesCase, RulerCase
from lessons.alexnet.towers import PAPER, VARIANTS, tower
from lessons.machinery.network_explorer import Explorer
from lessons.machinery.params import ChoiceParam
from lessons.machinery.takeable import Board

EXPLORER = Explorer(models=("alexnet_paper", "alexnet_torchvision", "lenet5_1998", "lenet5_modern"))

_LAYERS = tuple(column.name for column in tower(PAPER).columns)
LANES = Board(
    "lanes",
    LanesCase.of,
    (ChoiceParam("variant", VARIANTS, PAPER), ChoiceParam("layer", _LAYERS, "conv2")),
)
RULER = Board("ruler", RulerCase.of, ())
