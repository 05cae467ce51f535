"""The grid stepper: a kernel over a grid, step by step, with everything editable."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, Literal, TypedDict

from streamlit.components.v2 import component

from pages.components import loader

_component = component("grid_stepper", js=loader("grid_stepper"))


Shows = Literal["all", "asked", "sum"]


class FigureData(TypedDict):
    """What the browser is told with every run; every figure gets the same fields.

    Attributes:
        channel: The page; others follow the steps under this name (the window event ``cnn-step``).
        name: Of the figure on its page.
        operator: What is computed from the settings: ``conv2d``.
        parts: What the figure is composed of, in reading order: a name and its options.
        settings: By name. Pairs are ``[rows, columns]``, edits ``[[row, column, text], ...]``.
        limits: The lowest and the highest of each number; of a pair, on either axis.
        choices: What each choice may be.
        given: What only Python knows: ``random``, the digits of the random input at its largest.
        keys: The settings in the order of the case key.
        prefix: With which the settings begin in the address.
        fixed: The names of settings that a teacher's link fixes, those of them without a control
            (``hidden``), what is written beside them, and what a press says.
        band: The question, its key and the cells it hides (``targets``); None for none.
        words: Those of the parts, in the language of the session; ``{slots}`` are filled here.
        revision: Grows when the server changes settings by itself.
        echo: The count of the last gesture that the server has heard of.
        plays: Grows when the figure is to play what it shows.
        shows: "all"; on a slide "asked": what the question needs; "sum": that of the step alone.
    """

    channel: str
    name: str
    operator: str
    parts: list[tuple[str, dict[str, Any]]]
    settings: dict[str, Any]
    limits: dict[str, list[int]]
    choices: dict[str, list[str]]
    given: dict[str, Any]
    keys: list[str]
    prefix: str
    fixed: dict[str, Any]
    band: dict[str, Any] | None
    words: dict[str, str]
    revision: int
    echo: int
    plays: int
    shows: Shows


def grid_stepper(
    *,
    key: str,
    data: FigureData,
    on_settings: Callable[[], None],
    on_answer: Callable[[], None],
    on_skip: Callable[[], None],
    on_again: Callable[[], None],
) -> Any:
    """Mount the stepper.

    Args:
        key: Widget key; ``st.session_state[key]`` holds what the browser sent.
        data: See ``FigureData``.
        on_settings: A gesture ended; ``.settings`` holds all settings and the ``echo``.
        on_answer: An answer was given; ``.answer`` holds ``{"text", "key"}``.
        on_skip: The learner wants to see the answer.
        on_again: The learner wants another question.
    """
    return _component(
        key=key,
        data=data,
        on_settings_change=on_settings,
        on_answer_change=on_answer,
        on_skip_change=on_skip,
        on_again_change=on_again,
    )
