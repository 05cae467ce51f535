"""Class view: a page as slides, one at a time; which one, and how much of it, is in the address.

What the browser does (keys, what fits on a slide) is ``pages/components/class_deck``.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import streamlit as st

from lessons.machinery.params import ChoiceParam, IntParam, Param
from lessons.machinery.slides import LETTERS
from lessons.machinery.strings import STRINGS
from pages.components.class_deck import DeckData, class_deck
from pages.ui.shell import language, text
from pages.ui.shell.language import t
from pages.ui.shell.url_state import PageState, checked, open_part
from pages.ui.slides import pieces, presenter, views
from pages.ui.slides.pieces import Asking, Piece
from pages.ui.slides.slide import Slide, slides_of
from pages.ui.slides.words import html, options_of

_SHEET = (Path(__file__).parent / "class.css").read_text(encoding="utf-8")
_PART = "class"
_MOST_PARTS = 99
"""A slide has as many parts as its screen needs; "the last" is this one."""


def _params(count: int) -> tuple[Param, ...]:
    letters = ("", *LETTERS.lower())
    return (
        IntParam("slide", 1, count, 1),
        IntParam("part", 1, _MOST_PARTS, 1),
        IntParam("shown", 0, 2, 0),
        ChoiceParam("choice", letters, ""),
    )


def show(page_id: str, named: Sequence[Piece]) -> None:
    """Put the slide that is on in front of the class, or all of them into the teacher's window.

    Args:
        page_id: The page.
        named: All its pieces.
    """
    slides = slides_of(named)
    text.show_html(f"<style>{_SHEET}</style>")
    if not slides:
        text.show_html(f'<p class="notice" role="status">{t("slides.none")}</p>')
        return
    params = _params(len(slides))
    state = open_part(page_id, params, _PART)
    if views.current() == "presenter":
        presenter.show(page_id, slides, state.values)
        return
    slide = slides[state.values["slide"] - 1]
    pieces.plan().asks = slide.pieces[0].asking is not None
    pieces.plan().is_revealed = state.values["shown"] > 0
    with st.container(key="slide"):
        for number, piece in enumerate(slide.pieces):
            with st.container(key=f"slide-piece-{number}"):
                piece.draw()
    _mount(page_id, slides, slide, state, params)


def _tell(asking: Asking, before: Mapping[str, Any], now: Mapping[str, Any]) -> None:
    """What stands with a question hears what became of it."""
    if now["slide"] != before["slide"]:
        return
    if now["choice"] != before["choice"]:
        asking.choose(now["choice"].upper())
    if now["shown"] and not before["shown"]:
        asking.reveal()


def _mount(
    page_id: str,
    slides: Sequence[Slide],
    slide: Slide,
    state: PageState,
    params: Sequence[Param],
) -> None:
    key = f"{page_id}.deck"
    asking = slide.pieces[0].asking
    varies = asking is not None and asking.vary is not None and asking.can_vary()

    def moved() -> None:
        sent = st.session_state[key].at
        if isinstance(sent, dict):
            st.session_state[f"{key}.echo"] = int(sent.get("echo", 0))
            before = dict(state.values)
            state.update(checked(params, sent))
            if asking:
                _tell(asking, before, state.values)

    def varied() -> None:
        if asking and asking.vary and varies:
            asking.vary()
            state.update({"shown": 0, "choice": ""})

    data: DeckData = {
        "page": page_id,
        "slides": [{"kind": s.kind, "section": s.section, "title": html(s.title)} for s in slides],
        "at": {param.name: state.values[param.name] for param in params},
        "echo": st.session_state.get(f"{key}.echo", 0),
        "options": options_of(slide),
        "varies": varies,
        "words": STRINGS.area("slides", language.current()),
    }
    class_deck(data, key=key, on_at=moved, on_vary=varied)
