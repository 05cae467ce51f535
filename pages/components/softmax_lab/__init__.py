"""Scores, shares and loss of a few classes: every number follows the hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from streamlit.components.v2 import component

from pages.components import loader

_mount = component("cnn_course.softmax_lab", js=loader("softmax_lab"))


def softmax_lab(
    data: dict[str, Any], *, on_settings: Callable[[], None], key: str = "softmax_lab"
) -> None:
    """Put the board on the page.

    Args:
        data: Settings, classes and all words; see ``pages.ui.lesson.softmax_board``.
        on_settings: Called after a change; the new settings are ``st.session_state[key].settings``.
        key: Name of the element.
    """
    _mount(key=key, data=data, on_settings_change=on_settings)
