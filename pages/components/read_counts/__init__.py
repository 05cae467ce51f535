"""How often each cell of a map is read: a window to drag, overlapping or not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any, TypedDict

from streamlit.components.v2 import component

from pages.components import loader

_mount = component("cnn_course.read_counts", js=loader("read_counts"))


class CountsData(TypedDict):
    """What the browser is told.

    Attributes:
        settings: mode, and row and column of the window, counted in windows from 0.
        modes: By name: label, kernel, starts (of the windows along a side) and counts (how often
            each cell is read).
        heard: The count of the last gesture that the server has heard of.
        words: Translated, with ``{slots}``.
    """

    settings: dict[str, Any]
    modes: Mapping[str, Mapping[str, Any]]
    heard: int
    words: dict[str, str]


def read_counts(data: CountsData, *, on_settings: Callable[[], None], key: str) -> None:
    """Put the map on the page.

    Args:
        data: See ``CountsData``.
        on_settings: The window came to rest, or windows were exchanged; the settings and their
            count ``n`` are ``st.session_state[key].settings``.
        key: Name of the element.
    """
    _mount(key=key, data=data, on_settings_change=on_settings)
