"""The teacher's own window: all slides of a page with their answers, and the teacher's notes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from lessons.machinery.languages import Language
from lessons.machinery.strings import STRINGS
from lessons.machinery.teacher import SECTIONS, load_notes, place_name, points, worded
from pages.components.class_presenter import class_presenter
from pages.ui.shell import language, text
from pages.ui.shell.language import t
from pages.ui.slides.slide import Slide
from pages.ui.slides.words import html, options_of


def show(page_id: str, slides: Sequence[Slide], at: Mapping[str, Any]) -> None:
    """Put the teacher's window on the page.

    Args:
        page_id: The page.
        slides: All its slides.
        at: Where to begin: slide, part, shown, choice.
    """
    lang = language.current()
    class_presenter(
        {
            "page": page_id,
            "title": t(f"nav.{page_id}"),
            "slides": [_slide(slide, lang) for slide in slides],
            "at": at,
            "plan": _plan(page_id, lang),
            "notes": [_notes(page_id, name, lang) for name in SECTIONS if name != "plan"],
            "words": STRINGS.area("slides", lang) | STRINGS.area("presenter", lang),
        },
        key=f"{page_id}.presenter",
    )


def _slide(slide: Slide, lang: Language) -> dict[str, Any]:
    asks = slide.asks
    return {
        "kind": slide.kind,
        "section": slide.section,
        "title": html(slide.title),
        "says": text.to_html(slide.says, lang),
        "asks": asks.name if asks else "",
        "options": options_of(slide),
    }


def _plan(page_id: str, lang: Language) -> list[dict[str, Any]]:
    notes = load_notes(page_id, lang)
    return [
        {
            "section": place,
            "name": place_name(page_id, place, lang),
            "minutes": minutes,
            "todo": html(worded(page_id, notes.todo[place], lang)),
        }
        for place, minutes in notes.plan
    ]


def _notes(page_id: str, name: str, lang: Language) -> dict[str, Any]:
    told = [
        {
            "html": html(point.text),
            "places": point.places,
            "questions": [f"{page_id}.{question}" for question in point.questions],
        }
        for point in points(page_id, name, lang)
    ]
    return {"name": name, "heading": load_notes(page_id, lang).sections[name][0], "points": told}
