"""The teacher's notes of every page in the catalogue: what they name is there, minutes add up."""

from __future__ import annotations

import re

import pytest

from lessons.machinery.catalogue import LESSONS
from lessons.machinery.languages import LANGUAGES
from lessons.machinery.questions import has_questions, question_ids
from lessons.machinery.teacher import SECTIONS, Notes, load_notes, place_name, points, worded

LINKS = re.compile(r"\[\]\((#|slip:|answer:)([a-z0-9_.-]+)\)")
PAGES = [entry.page_id for entry in LESSONS]
ONE_PAGE = 700
"""Words of English that a printed page holds, with its table."""

each_page = pytest.mark.parametrize("page_id", PAGES)
each_language = pytest.mark.parametrize("lang", LANGUAGES)


def links(notes: Notes) -> dict[str, list[tuple[str, str]]]:
    """What each section refers to, in order."""
    return {name: LINKS.findall(body) for name, (_, body) in notes.sections.items()}


@each_page
@each_language
def test_the_minutes_of_the_plan_are_those_of_the_title(page_id, lang):
    notes = load_notes(page_id, lang)
    assert len(notes.plan) >= 4
    assert sum(minutes for _, minutes in notes.plan) == notes.minutes
    written = [line for line in notes.sections["plan"][1].splitlines() if line.startswith("|")]
    assert len(written) == len(notes.plan) + 2  # its head, and the line below it


@each_page
@each_language
def test_what_the_notes_name_is_on_the_page(page_id, lang):
    notes = load_notes(page_id, lang)
    for place, _ in notes.plan:
        assert place_name(page_id, place, lang)
    for title, body in notes.sections.values():
        assert title
        assert body
        assert not LINKS.search(worded(page_id, body, lang))
        assert "[[" not in body


def test_the_first_lesson_warms_up_where_the_others_recall():
    assert place_name("why_cnn", "recall", "zh") == "热身"
    assert place_name("convolution", "recall", "zh") == "回忆"


@each_page
@each_language
def test_every_mistake_is_tied_to_a_slip_that_a_question_knows(page_id, lang):
    if not has_questions(page_id):
        return
    mistakes = load_notes(page_id, lang).sections["mistakes"][1]
    items = [line for line in mistakes.splitlines() if line.startswith("- ")]
    assert len(items) >= 3
    for item in items:
        kinds = dict(LINKS.findall(item))
        assert "slip:" in kinds, item
        assert kinds["slip:"].partition(".")[0] in question_ids(page_id)


@each_page
def test_both_languages_plan_and_refer_to_the_same(page_id):
    first, second = (load_notes(page_id, lang) for lang in LANGUAGES)
    assert first.plan == second.plan
    assert first.minutes == second.minutes
    for name in SECTIONS:
        assert sorted(links(first)[name]) == sorted(links(second)[name]), name
    for name in ("ask", "mistakes"):
        count = [notes.sections[name][1].count("\n- ") for notes in (first, second)]
        assert count[0] == count[1], name


@each_page
def test_they_fit_on_a_page(page_id):
    sections = load_notes(page_id, "en").sections.values()
    assert len(" ".join(body for _, body in sections).split()) <= ONE_PAGE


@each_page
@each_language
def test_the_notes_item_by_item_leave_nothing_out(page_id, lang):
    notes = load_notes(page_id, lang)
    for name, (_, body) in notes.sections.items():
        if name == "plan":
            continue
        told = points(page_id, name, lang)
        items = re.sub(r"^- |\s", "", worded(page_id, body, lang), flags=re.MULTILINE)
        assert "".join(re.sub(r"\s", "", point.text) for point in told) == items
        linked = {(kind == "#", link.split(".")[0]) for kind, link in LINKS.findall(body)}
        named = {(True, place) for point in told for place in point.places}
        assert named | {(False, q) for point in told for q in point.questions} == linked
    assert [*notes.todo] == [place for place, _ in notes.plan]
    assert all(notes.todo.values())
