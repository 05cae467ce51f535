"""A kernel on a grey picture: which map does it draw, and what does each number say?"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from streamlit.components.v2 import component

from pages.components import loader

_mount = component("cnn_course.picture_lab", js=loader("picture_lab"))


def picture_lab(
    data: dict[str, Any], *, on_settings: Callable[[], None], key: str = "picture_lab"
) -> None:
    """Put the lab on the page.

    Args:
        data: Pictures, kernels, the question, the settings and all text; see
            ``pages.ui.lesson.picture_board``.
        on_settings: Called after a change; the new settings are ``st.session_state[key].settings``.
        key: Name of the element.
    """
    _mount(key=key, data=data, on_settings_change=on_settings)
