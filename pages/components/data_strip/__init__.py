"""The data strip: which pictures, six of each class, how many, and what is done to them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from streamlit.components.v2 import component

from pages.components import loader

_component = component("data_strip", js=loader("data_strip"))


def data_strip(
    *,
    key: str,
    data: dict[str, Any],
    on_settings: Callable[[], None],
    on_own: Callable[[], None],
) -> Any:
    """Mount the strip.

    Args:
        key: Widget key; ``st.session_state[key].settings`` holds every value and the echo number.
        data: Values, pictures, counts and words; see ``pages/ui/lab/data.py``.
        on_settings: Another data set, or another setting of it.
        on_own: The learner opens or closes the place for pictures of their own.
    """
    return _component(key=key, data=data, on_settings_change=on_settings, on_own_change=on_own)
