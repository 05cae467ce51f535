"""The settings of a training: optimizer, learning rate, schedule, batch size, seeds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from streamlit.components.v2 import component

from pages.components import loader

_component = component("training_settings", js=loader("training_settings"))


def training_settings(
    *,
    key: str,
    data: dict[str, Any],
    on_settings: Callable[[], None],
) -> Any:
    """Mount the settings.

    Args:
        key: Widget key; ``st.session_state[key].settings`` holds every value and the echo number.
        data: Values, controls, what is live during a run, and words; see ``pages/ui/lab/state.py``.
        on_settings: A setting was changed.
    """
    return _component(key=key, data=data, on_settings_change=on_settings)
