"""Class view in the browser: title, options, keys and corner of a slide; what fits on it."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypedDict

from streamlit.components.v2 import component

from pages.components import loader

_mount = component("cnn_course.class_deck", js=loader("class_deck"))


class DeckData(TypedDict):
    """What the browser is told.

    Attributes:
        page: The id of the page.
        slides: kind, section and title (HTML of the course's own texts) of each.
        at: slide and part, both from 1; shown, how much of an answer is (0 to 2); choice, the
            letter of an option or "".
        echo: The count of the last key that the server has heard of.
        options: letter, label, is_right, headline and reason (HTML of the course's own texts).
        varies: Whether the question has others of its kind.
        words: Translated.
    """

    page: str
    slides: Sequence[Mapping[str, str]]
    at: Mapping[str, Any]
    echo: int
    options: Sequence[Mapping[str, Any]]
    varies: bool
    words: dict[str, str]


def class_deck(
    data: DeckData, *, key: str, on_at: Callable[[], None], on_vary: Callable[[], None]
) -> None:
    """Put the frame of a slide on the page; the slide itself is the container ``slide``.

    Args:
        data: See ``DeckData``.
        key: Name of the element.
        on_at: Another slide, or more of this one; ``st.session_state[key].at`` is as ``data.at``,
            with the count ``echo``.
        on_vary: Another question of this kind is wanted.
    """
    _mount(key=key, data=data, on_at_change=on_at, on_vary_change=on_vary)
