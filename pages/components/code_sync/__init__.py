"""The grid's current step as a NumPy loop and as a PyTorch call."""

from __future__ import annotations

from typing import Any

import streamlit as st

from pages.components import read_source

_component = st.components.v2.component(
    "code_sync",
    css=read_source("code_sync", "component.css"),
    js=read_source("code_sync", "shared/dom.js", "shared/numbers.js", "component.js"),
)


def code_sync(*, key: str, data: dict[str, Any]) -> None:
    """Mount the panel; it follows the stepper whose channel ``data`` names."""
    _component(key=key, data=data)
