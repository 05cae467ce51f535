"""The grid's current step as a NumPy loop and as a PyTorch call."""

from __future__ import annotations

from typing import Any

from streamlit.components.v2 import component

from pages.components import loader

_component = component("code_sync", js=loader("code_sync"))


def code_sync(*, key: str, data: dict[str, Any]) -> None:
    """Mount the panel; it follows the stepper whose channel ``data`` names."""
    _component(key=key, data=data)
