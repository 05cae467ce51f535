"""The switch between light, dark and what the system prefers; kept in the browser, not here."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypedDict

from streamlit.components.v2 import component

from pages.components import loader

_mount = component("cnn_course.theme_switch", js=loader("theme_switch"))


class ThemeWords(TypedDict):
    """The switch's name, and its three choices."""

    name: str
    light: str
    dark: str
    system: str


def theme_switch(
    words: ThemeWords, *, on_chosen: Callable[[], None], key: str = "theme_switch"
) -> None:
    """Put the switch on the page.

    Args:
        words: See ``ThemeWords``.
        on_chosen: Another theme was chosen than the one that the address asks for.
        key: Widget key.
    """
    _mount(key=key, data=words, on_chosen_change=on_chosen)
