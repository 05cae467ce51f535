"""A class can be prepared from any lesson, with what its page and its figures really have."""

from __future__ import annotations

import json
from itertools import cycle
from typing import Any

import pytest

from lessons.machinery.catalogue import LESSONS
from lessons.machinery.figure import figures_of
from lessons.machinery.languages import LANGUAGES
from lessons.machinery.preparing import PREPARE, answer_key, settings_of
from lessons.machinery.questions import question_ids
from lessons.machinery.teacher import load_notes
from tests.pages.lesson.opened import folds_of, html_of, open_page, seen

EACH = [*zip((entry.page_id for entry in LESSONS), cycle(LANGUAGES), strict=False)]


def board(page_id: str, lang: str) -> dict[str, Any]:
    """What the browser is told."""
    app = open_page("prepare", lang, lesson=page_id)
    assert not app.exception
    found = next(c for c in app.main.get("bidi_component") if c.key == "prepare_board")
    return json.loads(found.proto.json)


@pytest.mark.parametrize(("page_id", "lang"), EACH)
def test_a_page_knows_every_section_that_can_be_hidden(page_id: str, lang):
    folds = folds_of(seen(page_id, lang), page_id)
    data = board(page_id, lang)
    assert data["hour"] == load_notes(page_id, lang).minutes
    assert {s["id"] for s in data["sections"] if s["fold"]} == set(folds)
    planned = [(s["id"], s["minutes"]) for s in data["sections"] if s["planned"]]
    assert planned == list(load_notes(page_id, lang).plan)
    assert all(s["title"] for s in data["sections"])
    hidden = open_page(page_id, lang, hide=",".join(s["id"] for s in data["sections"] if s["cut"]))
    assert not hidden.exception
    assert not [each for each in hidden.main.get("bidi_component") if "stepper" in str(each.key)]
    assert 'class="notice"' not in html_of(hidden)


@pytest.mark.parametrize(("page_id", "lang"), EACH)
def test_a_setting_takes_what_the_board_offers(page_id: str, lang):
    params = {
        figure.prefix + param.name: param
        for figure in figures_of(page_id).values()
        for param in figure.params
    }
    for setting in (s for _, settings in settings_of(page_id, lang) for s in settings):
        low, high = map(str, setting.limits)
        offered = {
            "choice": [each for each, _ in setting.choices],
            "flag": ["0", "1"],
            "number": [low, high],
            "pair": [low, high, f"{low}x{high}"],
        }
        param = params[setting.name]
        for text in (setting.default, *offered[setting.kind]):
            assert param.parse(text)[1] is None, (setting.name, text)
        if setting.kind in ("number", "pair"):
            assert param.parse(str(int(high) + 1))[1] is not None
        assert setting.label != param.name  # [prepare.names]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_key_holds_every_question_with_what_its_slips_mean(lang):
    key = answer_key("stride_padding", lang)
    own = [each for each in key if not each.recall]
    assert len(own) == len(question_ids("stride_padding"))
    assert all(each.answer and each.prompt for each in key)
    assert all(told.startswith("**") for each in own for _, told in each.slips)
    words = [given for each in own for given, _ in each.slips if given]
    assert all(given[0] in "“0123456789−" for given in words)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_lesson_or_an_unknown_one_leads_to_all(lang):
    unknown = open_page("prepare", lang, lesson="boats")
    assert PREPARE.get("prepare.unknown", lang).replace("{name}", "boats") in html_of(unknown)
    assert len(unknown.main.get("page_link")) == len(LESSONS)
    assert 'class="notice"' not in html_of(open_page("prepare", lang))


def test_what_an_experiment_comes_out_as_is_no_matter_of_a_click():
    assert board("experiments", "en")["discussion"] == ""
    assert board("convolution", "en")["discussion"]
