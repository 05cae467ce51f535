"""The explorer of networks as data: which it offers, and what may be set.

A lesson describes its explorer in ``lessons/<lesson_id>/figures.py``; ``show_explorer`` of
``pages/ui/lesson/explorer_board.py`` mounts it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from cnncore.models import list_models
from lessons.machinery.params import (
    LARGEST_SEED,
    ChoiceParam,
    IntParam,
    Param,
    ParamSlip,
    bad_value,
)
from lessons.machinery.strings import load_texts

EXPLORER = load_texts(Path(__file__).parent / "network_explorer.toml")
"""Its words."""

MEASURES = ("params", "mult_adds")
LARGEST_SIZE = 1024
"""Pixels of a side of the picture."""
PICTURES = ("none", "temple", "flower", "card", "own")
"""What may go through a network; the learner's own stays in the tab."""
_PATH = re.compile(r"[A-Za-z0-9_]+(\.[A-Za-z0-9_]+)*")
_LONGEST_PATH = 120


@dataclass(frozen=True, slots=True)
class PathParam:
    """The path of a part of a network, names joined by dots; the network itself by default.

    Whether a network has such a part the explorer finds out: it opens the nearest that there is.
    """

    name: str

    @property
    def default(self) -> str:
        """The whole network."""
        return ""

    def parse(self, text: str) -> tuple[str, ParamSlip | None]:
        """The path, or the default and what was wrong."""
        if text == "" or (len(text) <= _LONGEST_PATH and _PATH.fullmatch(text)):
            return text, None
        return "", bad_value("bad_path", self, text)

    def format(self, value: str) -> str:
        """As it stands in the address."""
        return value


@dataclass(frozen=True, slots=True)
class Explorer:
    """An explorer of some networks.

    Attributes:
        models: Ids of ``cnncore.models``, in the order of the switch; the first is shown.
        labels: What the switch calls them, by id, the same in both languages; else their titles.
        name: Tells several explorers of a page apart; but for the first, it begins the names of
            its parameters in the address.
    """

    models: tuple[str, ...]
    labels: Mapping[str, str] = field(default_factory=dict)
    name: str = ""

    def __post_init__(self) -> None:
        """Check the ids.

        Raises:
            ValueError: If there is no such network.
        """
        unknown = set(self.models) - {*list_models()}
        if unknown or not self.models:
            raise ValueError(f"no such networks: {sorted(unknown)}")

    @property
    def prefix(self) -> str:
        """How the names of its parameters begin in the address."""
        return f"{self.name}_" if self.name else ""

    @property
    def params(self) -> tuple[Param, ...]:
        """What may be set; a size of 0 is that of the paper, the seed draws the weights."""
        return (
            ChoiceParam("model", self.models, self.models[0]),
            PathParam("open"),
            ChoiceParam("measure", MEASURES, MEASURES[0]),
            IntParam("size", 0, LARGEST_SIZE, 0),
            ChoiceParam("picture", PICTURES, PICTURES[0]),
            IntParam("seed", 0, LARGEST_SEED, 0),
        )
