"""What one tab of the browser keeps of a visit to a page, until the tab is closed."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping
from typing import Any

import streamlit as st
from streamlit.components.v2 import component

from pages.components import loader

_mount = component("cnn_course.tab_memory", js=loader("tab_memory"))
_VISIT, _LAST = "tab_memory.visit", "tab_memory.last"


def tab_memory(
    key: str,
    place: str,
    memory: Mapping[str, Any],
    *,
    is_empty: bool,
    on_stored: Callable[[], None] | None = None,
) -> None:
    """Keep a memory in the tab, and hear what it held before this session.

    Args:
        key: Widget key; ``.stored`` holds what the tab had, after ``on_stored``.
        place: Name of the memory in the tab.
        memory: What the page keeps.
        is_empty: Whether there is nothing to keep.
        on_stored: Called once a session if the tab has a memory of another; None only writes.
    """
    _mount(
        key=key,
        data={
            "place": place,
            "memory": {**memory, **_stamp(place, memory), "is_empty": is_empty},
            "tells": on_stored is not None,
        },
        on_stored_change=on_stored or _nobody_listens,
    )


def _stamp(place: str, memory: Mapping[str, Any]) -> dict[str, Any]:
    """Which session this is, and a number that grows with each change of the memory."""
    last = st.session_state.setdefault(_LAST, {})
    number, before = last.get(place, (0, None))
    if memory != before:
        number += 1
        last[place] = number, memory
    visit = st.session_state.setdefault(_VISIT, secrets.token_urlsafe(6))
    return {"visit": visit, "number": number}


def _nobody_listens() -> None:
    """This part of the page only writes."""
