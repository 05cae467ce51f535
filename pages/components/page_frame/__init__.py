"""What Streamlit's own frame leaves out: language, landmarks' names, links to a new tab, paper.

It also asks for a run of the whole page when the server was away: it must stand outside every
fragment.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypedDict

from streamlit.components.v2 import component

from lessons.machinery.languages import Language
from pages.components import loader

_mount = component("cnn_course.page_frame", js=loader("page_frame"))


class FrameNames(TypedDict):
    """Words for Streamlit's landmarks, files and buttons, and for the head of a printed page."""

    main: str
    sidebar: str
    pages: str
    open: str
    close: str
    add_file: str
    remove_file: str
    less: str
    more: str
    of_question: str
    sign: str
    course: str
    name: str
    date: str
    on_screen: str


class Fixed(TypedDict):
    """What a teacher's link fixes: settings as in the address, those of them without a control.

    ``word`` stands beside a control, ``message`` is a sentence.
    """

    names: Sequence[str]
    hidden: Sequence[str]
    word: str
    message: str


def page_frame(language: Language, names: FrameNames, fixed: Fixed) -> None:
    """Set ``<html lang>``, name Streamlit's landmarks, and tell all components what is fixed."""
    data = {"language": language, "names": names, "fixed": fixed}
    _mount(key="page_frame", data=data, on_back_change=lambda: None)
