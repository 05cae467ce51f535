"""The grid stepper: a kernel over a grid, step by step, with everything editable."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from streamlit.components.v2 import component

from pages.components import loader

_component = component("grid_stepper", js=loader("grid_stepper"))


def grid_stepper(
    *,
    key: str,
    data: dict[str, Any],
    on_settings: Callable[[], None],
    on_answer: Callable[[], None],
    on_skip: Callable[[], None],
    on_again: Callable[[], None],
) -> Any:
    """Mount the stepper.

    Args:
        key: Widget key; ``st.session_state[key]`` holds what the browser sent.
        data: Settings, presets, limits, question and words; see ``pages/ui/lesson/stepper.py``.
        on_settings: A gesture ended; ``.settings`` holds all settings and the echo number.
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
