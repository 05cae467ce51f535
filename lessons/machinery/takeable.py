"""What of a page can be taken along: its figures, and boards that are one drawing."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.util import find_spec
from typing import Any

from lessons.machinery.figure import Figure, Settings, figures_of
from lessons.machinery.languages import Language
from lessons.machinery.params import Param
from lessons.machinery.plate import Plated, Words
from lessons.machinery.strings import STRINGS, lesson_texts


@dataclass(frozen=True, slots=True)
class Board:
    """A board with a component of its own, as it is drawn on paper: in one step.

    Attributes:
        name: Among what its page has.
        case: What is drawn, from the settings.
        params: What shapes the drawing, called as in the address.
    """

    name: str
    case: Callable[[Settings], Plated]
    params: tuple[Param, ...]
    prefix: str = ""

    @property
    def defaults(self) -> dict[str, Any]:
        """What it shows where the address says nothing."""
        return {param.name: param.default for param in self.params}


Takeable = Figure[Any] | Board


def takeable(page_id: str) -> Mapping[str, Takeable]:
    """Everything of a page that can be taken along, by name."""
    names = (f"lessons.{page_id}", f"lessons.{page_id}.figures")
    if not all(map(find_spec, names)):
        return {}
    found = vars(importlib.import_module(names[1])).values()
    boards = {board.name: board for board in found if isinstance(board, Board)}
    return {**figures_of(page_id), **boards}


def words_on(page_id: str, name: str, language: Language) -> Words:
    """The words of something that is taken along; those of a board are called as in its lesson."""
    if isinstance(takeable(page_id).get(name), Board):
        texts = lesson_texts(page_id)
        return {key: texts.raw(key, language) for key in texts}
    return STRINGS.area("stepper", language)
