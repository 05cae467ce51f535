"""A figure as data: what it computes, what may be set, and the parts it is composed of.

A lesson describes its figures in ``lessons/<lesson_id>/figures.py``; the pages mount them
(``pages/ui/lesson/figures.py``), the browser draws them part by part.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from typing import Any, Generic, Literal, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from lessons.machinery.answers import Cell
from lessons.machinery.params import ChoiceParam, EditsParam, IntParam, PairParam, Param
from lessons.machinery.plate import Plated
from lessons.machinery.questions import MAIN, Question

Settings = Mapping[str, Any]
"""Values of a figure's parameters, by name."""

STEP = "step"
"""The parameter that says where a figure stands; the numbers do not depend on it."""


Component = Literal["grid_stepper"]


class Case(Plated, Protocol):
    """The numbers behind a figure, computed with ``cnncore``, and its steps on paper."""

    def out(self) -> NDArray[np.float64]:
        """What the steps fill, cell by cell; empty if there is nothing to compute."""
        ...


CaseT = TypeVar("CaseT", bound=Case)


@dataclass(frozen=True, slots=True)
class Part:
    """One piece of a figure; the browser has a module for each name.

    Attributes:
        options: What the module is told.
        words: Keys of the words it needs, below ``stepper`` in the strings.
        settings: Parameters it shows; each choice of one has a word of its own.
    """

    name: str
    options: Mapping[str, Any] = field(default_factory=dict)
    words: tuple[str, ...] = ()
    settings: tuple[str, ...] = ()


BAND = Part("band")
SUM = Part("sum", words=("where",))
WIRE = Part("wire")
RULER = Part("ruler", words=("ruler_window", "ruler_beyond"))
FORMULA = Part(
    "formula",
    words=("out", "division_exact", "division_rest", "nothing_left", "left_one", "left_many",
           "left_row", "left_rows", "left_column", "left_columns", "gap_one", "gap_many", "gap_row",
           "gap_rows", "gap_column", "gap_columns", "left_is_padding",
           "height", "width"),
)  # fmt: skip
LEGEND = Part("legend", words=("legend_padding", "legend_unread", "legend_window"))
TRANSPORT = Part(
    "transport",
    words=("first", "back", "play", "pause", "next", "last", "scrub", "speed"),
)
FLIP = Part("flip", words=("flip",))
TERMS = "terms"
"""The products of the window, an item of a ``line``."""

CELL_WORDS = tuple(
    f"cell_{said}" for said in ("masked", "empty", "padding", "unread", "window", "asked", "join")
)
"""What is said of a cell beside its number."""

_GRID_WORDS = {
    "x": ("input", "size_padded", "edit_hint", "undo_edits", "not_a_number", *CELL_WORDS),
    "weight": ("kernel", "kernel_flipped"),
    "out": ("output", "no_output"),
    TERMS: ("terms",),
}
_CHOICE_WORDS = {"image": "input", "kernel": "kernel", "padding_mode": "mode"}
"""How the keys of the words for each choice begin."""
_PROBLEMS = ("kernel_too_large", "fit_kernel", "fit_padding", "reflect_too_large")
"""What does not fit; each also in the words of one side."""


def line(*items: str) -> Part:
    """Grids (by id), terms and operator signs, from left to right."""
    words = tuple(word for item in items for word in _GRID_WORDS.get(item, ()))
    return Part("line", {"items": list(items)}, words)


def chips(scenarios: Mapping[str, Settings], *, restarts: bool = True) -> Part:
    """Settings to choose with one click; the word of each is ``scenario_<id>``.

    Args:
        scenarios: By id.
        restarts: Whether the figure goes back to its first step.
    """
    items = [
        {"id": name, "label": f"scenario_{name}", "settings": dict(settings)}
        for name, settings in scenarios.items()
    ]
    words = tuple(item["label"] for item in items)
    return Part("chips", {"items": items, "restarts": restarts}, words)


def sliders(
    *main: str,
    more: tuple[str, ...] = (),
    names: Mapping[str, str] | None = None,
    problems: tuple[str, ...] = _PROBLEMS,
) -> Part:
    """A control for each of these parameters, those of ``more`` folded away.

    Args:
        main: Always in view.
        more: Folded away.
        names: Keys of the words for parameters, and for "more", that are called otherwise here.
        problems: Keys of what may not fit.
    """
    names = dict(names or {})
    named = (names.get(name, name) for name in (*main, *more, "more"))
    told = (f"{key}{side}" for key in problems for side in ("", "_height", "_width"))
    words = (*named, "less", "more_by_one", "square", "height", "width", *told, "or", "stop")
    options = {"main": list(main), "more": list(more), "names": names}
    return Part("sliders", options, words, (*main, *more))


def presets(*of: str) -> Part:
    """Small pictures of what these choices stand for."""
    words = tuple(f"choose_{_CHOICE_WORDS[name]}" for name in of)
    return Part("presets", {"of": list(of)}, words, of)


@dataclass(frozen=True, slots=True)
class Figure(Generic[CaseT]):
    """What a page mounts in one piece.

    Attributes:
        component: The browser component that draws it.
        operator: What the browser computes while a gesture lasts.
        case: The same numbers by ``cnncore``, from the settings.
        params: What may be set, in the order of the case key.
        parts: In reading order.
        given: What only Python knows, by name: computed from the settings.
        name: Of this figure on its page. A second one has a name of its own; it begins the names of
            its parameters in the address.
        place: The id of the place on the page where it stands.
        follows: Parameters that it takes from the first figure of its page: the same numbers, seen
            from another side.
    """

    component: Component
    operator: str
    case: Callable[[Settings], CaseT]
    params: tuple[Param, ...]
    parts: tuple[Part, ...]
    given: Mapping[str, Callable[[Settings], object]] = field(default_factory=dict)
    name: str = MAIN
    place: str = "predict"
    follows: tuple[str, ...] = ()

    @property
    def prefix(self) -> str:
        """How the names of its parameters begin in the address."""
        return "" if self.name == MAIN else f"{self.name}_"

    @property
    def defaults(self) -> dict[str, Any]:
        """What it shows where the address says nothing."""
        return {param.name: param.default for param in self.params}

    @property
    def keys(self) -> tuple[str, ...]:
        """The settings that decide its numbers, in the order of the case key."""
        return tuple(param.name for param in self.params if param.name != STEP)

    @property
    def limits(self) -> dict[str, list[int]]:
        """The lowest and the highest of each number; of a pair, on either axis."""
        return {
            param.name: [param.low, param.high]
            for param in self.params
            if isinstance(param, IntParam | PairParam) and param.name != STEP
        }

    @property
    def choices(self) -> dict[str, list[str]]:
        """What each choice may be."""
        return {p.name: list(p.choices) for p in self.params if isinstance(p, ChoiceParam)}

    @property
    def words(self) -> tuple[str, ...]:
        """Keys of all words that its parts and choices need."""
        of_parts = [word for part in self.parts for word in part.words]
        of_choices = [
            f"{_CHOICE_WORDS[name]}_{choice}"
            for part in self.parts
            for name in part.settings
            for choice in self.choices.get(name, ())
        ]
        return tuple(dict.fromkeys(of_parts + of_choices))

    def case_key(self, settings: Settings) -> str:
        """The settings that decide the numbers, as one string; the browser builds the same."""
        return "|".join(p.format(settings[p.name]) for p in self.params if p.name != STEP)

    def following(self, changes: Settings) -> dict[str, Any]:
        """What else changes with these settings: a new preset drops the edits of the old one."""
        return {
            param.name: param.default
            for param in self.params
            if isinstance(param, EditsParam) and param.over in changes
        }


Asked = tuple[Question, Cell | None]
"""A question, and the output cell it hides."""


@dataclass(frozen=True, slots=True)
class Predictions(Generic[CaseT]):
    """What the band of a figure asks.

    Attributes:
        ask: The question of a turn on what the figure shows; None if it leaves nothing to ask.
        fresh: Settings that change as a turn begins.
        grid: The matrix whose cell it hides.
        covers: Further cells that would give it away, such as ``mask:0,2``.
        won: Settings that change once the learner is right.
        counts: Whether it asks how many: such an answer has no sign.
    """

    ask: Callable[[CaseT, int], Asked | None]
    fresh: Callable[[int], Settings]
    grid: Callable[[CaseT], str] = lambda _case: "out"
    covers: Callable[[CaseT], Sequence[str]] = lambda _case: ()
    won: Callable[[CaseT], Settings] = lambda _case: {}
    counts: bool = False


def stepper_of(lesson_id: str, name: str = MAIN) -> Figure[Any]:
    """The figure that questions and examples of a lesson are shown on.

    Raises:
        KeyError: If it has none of this name.
    """
    return figures_of(lesson_id)[name]


def has_figure(page_id: str, name: str = MAIN) -> bool:
    """Whether a page of the course has a figure of this name."""
    return name in figures_of(page_id)


def figures_of(page_id: str) -> dict[str, Figure[Any]]:
    """The figures of a page of the course, by name; none where it describes none."""
    names = (f"lessons.{page_id}", f"lessons.{page_id}.figures")
    if not all(map(find_spec, names)):
        return {}
    found = vars(importlib.import_module(f"lessons.{page_id}.figures")).values()
    return {figure.name: figure for figure in found if isinstance(figure, Figure)}
