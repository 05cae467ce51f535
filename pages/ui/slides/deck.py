"""Class view: a page as slides, one at a time; which one, and how much of it, is in the address.

What the browser does (keys, what fits on a slide) is ``pages/components/class_deck``.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import streamlit as st

from lessons.machinery.params import ChoiceParam, IntParam, Param
from lessons.machinery.slides import LETTERS, SlideQuestion
from lessons.machinery.strings import STRINGS
from pages.components.class_deck import DeckData, class_deck
from pages.ui.shell import language, text
from pages.ui.shell.language import t
from pages.ui.shell.url_state import PageState, checked, open_part
from pages.ui.slides import pieces
from pages.ui.slides.pieces import Kind, Piece

_SHEET = (Path(__file__).parent / "class.css").read_text(encoding="utf-8")
_PART = "class"
_MOST_PARTS = 99
"""A slide has as many parts as its screen needs; "the last" is this one."""


@dataclass(frozen=True, slots=True)
class Slide:
    """What is on the screen at once.

    Attributes:
        pieces: From top to bottom.
    """

    pieces: tuple[Piece, ...]

    @property
    def kind(self) -> Kind:
        """Of its first piece."""
        return self.pieces[0].kind

    @property
    def section(self) -> str:
        """Where it stands on the page."""
        return self.pieces[0].section

    @property
    def title(self) -> str:
        """What stands above it (Markdown)."""
        return self.pieces[0].title

    @property
    def asks(self) -> SlideQuestion | None:
        """Its question with its options."""
        asks = self.pieces[0].asks
        return asks() if asks else None


def slides_of(named: Iterable[Piece]) -> tuple[Slide, ...]:
    """The slides of a page: drawings stay with the text that they follow."""
    slides: list[Slide] = []
    for piece in named:
        if piece.kind == "aside":
            continue
        before = slides[-1] if slides else None
        goes_on = piece.kind == "drawing" and before and before.section == piece.section
        if goes_on and before and before.kind in {"text", "drawing"}:
            slides[-1] = Slide((*before.pieces, piece))
        else:
            slides.append(Slide((piece,)))
    return tuple(slides)


def _params(count: int) -> tuple[Param, ...]:
    letters = ("", *LETTERS.lower())
    return (
        IntParam("slide", 1, count, 1),
        IntParam("part", 1, _MOST_PARTS, 1),
        IntParam("shown", 0, 2, 0),
        ChoiceParam("choice", letters, ""),
    )


def show(page_id: str, named: Sequence[Piece]) -> None:
    """Put the slide that is on in front of the class.

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
    slide = slides[state.values["slide"] - 1]
    pieces.plan().is_revealed = state.values["shown"] > 0
    with st.container(key="slide"):
        for piece in slide.pieces:
            piece.draw()
    _mount(page_id, slides, slide, state, params)


def _mount(
    page_id: str,
    slides: Sequence[Slide],
    slide: Slide,
    state: PageState,
    params: Sequence[Param],
) -> None:
    key = f"{page_id}.deck"
    first = slide.pieces[0]
    varies = first.vary is not None and first.can_vary()

    def moved() -> None:
        sent = st.session_state[key].at
        if isinstance(sent, dict):
            st.session_state[f"{key}.echo"] = int(sent.get("echo", 0))
            was_hidden = not state.values["shown"]
            state.update(checked(params, sent))
            if was_hidden and state.values["shown"]:
                first.reveal()

    def varied() -> None:
        if first.vary and varies:
            first.vary()
            state.update({"shown": 0, "choice": ""})

    asks = slide.asks
    data: DeckData = {
        "page": page_id,
        "slides": [{"kind": s.kind, "section": s.section, "title": _html(s.title)} for s in slides],
        "at": {param.name: state.values[param.name] for param in params},
        "echo": st.session_state.get(f"{key}.echo", 0),
        "options": [_option(asdict(option)) for option in asks.options] if asks else [],
        "varies": varies,
        "words": STRINGS.area("slides", language.current()),
    }
    class_deck(data, key=key, on_at=moved, on_vary=varied)


def _option(option: dict[str, object]) -> dict[str, object]:
    worded = {name: _html(str(option[name])) for name in ("label", "headline", "reason")}
    return {**option, **worded}


def _html(markdown: str) -> str:
    return text.inline_html(markdown, language.current())
