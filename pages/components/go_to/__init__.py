"""Brings a part of the page into view, for what happens outside the window."""

from __future__ import annotations

from streamlit.components.v2 import component

from pages.components import loader

_mount = component("cnn_course.go_to", js=loader("go_to"))


def go_to(*, key: str, target: str, count: int) -> None:
    """Scroll to the element with the id ``target``, once for each new ``count`` above 0."""
    _mount(key=key, data={"target": target, "count": count})
