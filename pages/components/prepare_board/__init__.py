"""Prepare a class: what students see, what stays fixed, and the link that says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, TypedDict

from streamlit.components.v2 import component

from pages.components import loader

_mount = component("cnn_course.prepare_board", js=loader("prepare_board"))


class PrepareData(TypedDict):
    """What the browser is told, once: it does the rest.

    Attributes:
        path: Of the lesson's page, below the root of the course.
        title: Of the lesson.
        language: Of the session.
        hour: Minutes of the lesson.
        sections: id, title, minutes, planned, fold and cut (whether a link can leave it out).
        figures: title of the place, and settings: name, label, kind, default, low, high, choices
            (id and label), main.
        last: The last step of the page's first figure, or None.
        answers: title, prompt, answer, and slips, pairs of what one gets and what it shows (all
            but the title HTML of the course's own texts).
        discussion: HTML of the course's own texts.
        words: Translated; ``{slots}`` are filled in the browser.
    """

    path: str
    title: str
    language: str
    hour: int
    sections: Sequence[Mapping[str, Any]]
    figures: Sequence[Mapping[str, Any]]
    last: int | None
    answers: Sequence[Mapping[str, Any]]
    discussion: str
    words: Mapping[str, str]


def prepare_board(data: PrepareData, *, key: str) -> None:
    """Put the board on the page. What is decided stands in the page's own address."""
    _mount(key=key, data=data)
