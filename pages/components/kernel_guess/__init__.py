"""Guess the kernel: the learner's cells against gradient descent's."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from streamlit.components.v2 import component

from pages.components import loader

_mount = component("cnn_course.kernel_guess", js=loader("kernel_guess"))


def kernel_guess(
    data: dict[str, Any], *, on_settings: Callable[[], None], key: str = "kernel_guess"
) -> None:
    """Put the game on the page.

    Args:
        data: The case, the steps of gradient descent, hints, the verdict, and all text; see
            ``pages.ui.lesson.guess_board``.
        on_settings: Called after a change; the new settings are ``st.session_state[key].settings``.
        key: Name of the element.
    """
    _mount(key=key, data=data, on_settings_change=on_settings)
