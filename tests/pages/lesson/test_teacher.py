"""The teacher's notes on the page: closed, opened by the address, no step of the learner's."""

from __future__ import annotations

import pytest

from lessons.machinery.catalogue import LESSONS
from lessons.machinery.languages import LANGUAGES
from lessons.machinery.teacher import load_notes
from pages.ui.lesson.teacher import WITHHELD
from tests.pages.lesson.opened import html_of, open_page, seen

MARK = "teachers-notes"


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page_id", [entry.page_id for entry in LESSONS])
def test_the_notes_are_closed_until_the_address_opens_them(page_id, lang):
    notes = load_notes(page_id, lang)
    closed = seen(page_id, lang)
    labels = [fold.label for fold in closed.main.expander]
    assert (notes.title in labels[-1:]) == (page_id not in WITHHELD)
    assert MARK not in html_of(closed)
    opened = open_page(page_id, lang, **{"for": "teacher"})
    assert not opened.exception
    shown = html_of(opened)
    assert shown.count(MARK) == 1
    assert all(f"<h3>{title}</h3>" in shown for title, _ in notes.sections.values())
    assert shown.count("[](") == 0
    assert shown.count('data-print="for-teacher"') == 1


def test_a_page_without_a_place_in_the_course_has_none():
    assert not seen("glossary", "en").exception
    assert MARK not in html_of(open_page("glossary", "en", **{"for": "teacher"}))
