"""What the teacher's own window is told of each page: its slides with their answers, its notes."""

from __future__ import annotations

from typing import Any

import pytest

from lessons.machinery.catalogue import LESSONS
from lessons.machinery.languages import LANGUAGES
from lessons.machinery.teacher import load_notes
from pages.ui.slides import deck, presenter
from pages.ui.slides.slide import slides_of
from tests.pages.lesson.opened import open_page

PAGES = [entry.page_id for entry in LESSONS if entry.page_id not in {"training_lab", "experiments"}]
CASES = [(page_id, LANGUAGES[i % 2]) for i, page_id in enumerate(PAGES)]


@pytest.fixture
def told(monkeypatch: pytest.MonkeyPatch) -> list[dict[str, Any]]:
    """What the window gets."""
    found: list[dict[str, Any]] = []
    monkeypatch.setattr(presenter, "class_presenter", lambda data, key: found.append(data))
    return found


@pytest.mark.parametrize(("page_id", "lang"), CASES)
def test_every_slide_with_its_answer_and_every_note(page_id, lang, told):
    app = open_page(page_id, lang, view="presenter", slide="3")
    assert not app.exception
    data = told[-1]
    assert data["at"]["slide"] == 3
    for slide in data["slides"]:
        assert slide["title"]
        right = [option["is_right"] for option in slide["options"]]
        assert right.count(True) == (slide["kind"] == "question")
        assert all(option["headline"] for option in slide["options"])
        # Of a claim only one judgement is right: its reason is the other's too.
        explained = [option["reason"] != "" for option in slide["options"]]
        assert all(explained) or len(explained) == 2
        assert bool(slide["asks"]) == (slide["kind"] == "question")
    notes = load_notes(page_id, lang)
    assert [(row["section"], row["minutes"]) for row in data["plan"]] == [*notes.plan]
    points = [point["html"] for part in data["notes"] for point in part["points"]]
    assert len(points) > 5
    assert "[](" not in "".join(points)


def test_both_windows_have_the_same_slides(told, monkeypatch: pytest.MonkeyPatch):
    shown: list[dict[str, Any]] = []
    monkeypatch.setattr(deck, "class_deck", lambda data, **_: shown.append(data))
    query = {"hide": "recall,summary", "more": "flip"}
    open_page("convolution", "en", view="presenter", **query)
    open_page("convolution", "en", view="class", **query)
    names = [
        [(s["kind"], s["section"], s["title"]) for s in d["slides"]] for d in (told[-1], shown[-1])
    ]
    assert names[0] == names[1]
    assert ("text", "flip") in {name[:2] for name in names[0]}
    assert not {name[1] for name in names[0]} & {"recall", "summary"}


@pytest.mark.parametrize("page_id", ["training_lab", "experiments"])
def test_the_labs_have_the_window_too(page_id, told):
    app = open_page(page_id, "zh", view="presenter", experiment="1")
    assert not app.exception
    assert told[-1]["slides"]
    assert [part["name"] for part in told[-1]["notes"]] == [
        "aim",
        "ask",
        "mistakes",
        "fast",
        "slow",
    ]


def test_a_page_of_nothing_says_so(told):
    assert slides_of([]) == ()
    app = open_page("convolution", "en", view="presenter", only="bug")
    assert not app.exception
