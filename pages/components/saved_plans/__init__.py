"""The plans that a teacher keeps in the browser: those there are, and the class at hand."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypedDict

from streamlit.components.v2 import component

from pages.components import loader

_mount = component("cnn_course.saved_plans", js=loader("saved_plans"))


class PlansData(TypedDict):
    """What the browser is told.

    Attributes:
        title: Of the lesson that is prepared on the page, whose address restores it; "" for none.
        words: Translated; ``{slots}`` are filled in the browser.
    """

    title: str
    words: Mapping[str, str]


def saved_plans(data: PlansData) -> None:
    """Put the plans on the page."""
    _mount(key="saved_plans", data=data)
