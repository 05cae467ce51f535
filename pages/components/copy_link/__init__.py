"""A button that copies the page's address, which holds everything the page shows."""

from __future__ import annotations

from typing import TypedDict

from streamlit.components.v2 import component

from pages.components import loader

_mount = component("cnn_course.copy_link", js=loader("copy_link"))


class CopyWords(TypedDict):
    """What the button says: before, after, and where it cannot copy."""

    label: str
    copied: str
    failed: str


def copy_link(words: CopyWords, *, key: str) -> None:
    """Put the button on the page."""
    _mount(key=key, data=words)
