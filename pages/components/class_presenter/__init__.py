"""The teacher's own window: what the class sees, what comes next, and what to say to it.

It stays in step with the class window of the same browser without the server.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypedDict

from streamlit.components.v2 import component

from pages.components import loader

_mount = component("cnn_course.class_presenter", js=loader("class_presenter"))


class PresenterData(TypedDict):
    """What the browser is told, once; HTML is of the course's own texts.

    Attributes:
        page: The id of the page.
        title: What the page is called.
        slides: Of each kind, section, title (HTML), says (its text, HTML), asks (the name of its
            question, or "") and options as in ``DeckData``.
        at: Where to begin, as in ``DeckData``.
        plan: Of each place in the plan of the lesson section, name, minutes and todo (HTML).
        notes: The other sections of the teacher's notes: name, heading and points, each with html,
            the places and the questions that it names.
        words: Translated.
    """

    page: str
    title: str
    slides: Sequence[Mapping[str, Any]]
    at: Mapping[str, Any]
    plan: Sequence[Mapping[str, Any]]
    notes: Sequence[Mapping[str, Any]]
    words: dict[str, str]


def class_presenter(data: PresenterData, *, key: str) -> None:
    """Put the window's content on the page; nothing that is done there runs the page again."""
    _mount(key=key, data=data)
