"""What one tab of the browser keeps of a visit to a page, until the tab is closed."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from streamlit.components.v2 import component

from pages.components import loader

_mount = component("cnn_course.tab_memory", js=loader("tab_memory"))


def tab_memory(
    key: str,
    place: str,
    memory: dict[str, Any],
    *,
    on_stored: Callable[[], None] | None = None,
) -> None:
    """Keep a memory in the tab, and hear what it held before this session.

    Args:
        key: Widget key; ``.stored`` holds what the tab had, after ``on_stored``.
        place: Name of the memory in the tab.
        memory: ``visit`` names the session, ``number`` grows with each change, ``is_empty`` says
            that there is nothing to keep; the rest is the page's own.
        on_stored: Called once a session if the tab has a memory of another; None only writes.
    """
    _mount(
        key=key,
        data={"place": place, "memory": memory, "tells": on_stored is not None},
        on_stored_change=on_stored or _nobody_listens,
    )


def _nobody_listens() -> None:
    """This part of the page only writes."""
