"""A page in other views: as slides, with one section only, without some."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lessons.activations.claims import CLAIMS
from lessons.convolution.figures import FLIPPED
from lessons.machinery.languages import LANGUAGES, Language
from lessons.machinery.questions import build, question_ids
from lessons.machinery.slides import on_slide
from lessons.machinery.strings import GLOSSARY
from lessons.machinery.teacher import load_notes
from pages.ui.lesson.frame import STEPS
from tests.lessons.machinery.question_cases import WITH_QUESTIONS
from tests.pages.lesson.opened import html_of, open_all, open_page, questions_on, seen


def deck_of(app: AppTest, page_id: str) -> dict[str, Any]:
    """What the deck was given."""
    return sent_to(app, f"{page_id}.deck")


def sent_to(app: AppTest, key: str) -> dict[str, Any]:
    found = next(c for c in app.main.get("bidi_component") if c.key == key)
    return json.loads(found.proto.json)


def slides_of(page_id: str, lang: str) -> list[dict[str, str]]:
    return deck_of(open_page(page_id, lang, view="class"), page_id)["slides"]


def components(app: AppTest) -> set[str]:
    return {str(c.key) for c in app.main.get("bidi_component")}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page_id", WITH_QUESTIONS)
def test_a_lesson_is_a_row_of_slides(page_id: str, lang: str):
    deck = deck_of(open_page(page_id, lang, view="class"), page_id)
    sections = list(dict.fromkeys(slide["section"] for slide in deck["slides"]))
    assert sections[0] == "why"
    assert {"recall", "terms", "predict", "construct", "summary"} <= set(sections)
    assert [s for s in sections if s in STEPS] == [s for s in STEPS if s in sections]
    assert all(slide["title"] for slide in deck["slides"])
    assert [s["section"] for s in deck["slides"] if s["kind"] == "question"].count("predict") >= 1


@pytest.mark.parametrize("page_id", WITH_QUESTIONS)
def test_each_question_has_its_slide_with_one_right_option(page_id: str):
    app, asked = open_page(page_id, "zh", view="class"), set()
    for number in range(1, len(deck_of(app, page_id)["slides"]) + 1):
        app.query_params["slide"] = str(number)
        app.run()
        assert not app.exception
        deck = deck_of(app, page_id)
        slide = deck["slides"][number - 1]
        assert bool(deck["options"]) == (slide["kind"] == "question")
        if deck["options"]:
            asked.add(slide["title"])
            assert len(deck["options"]) >= 2
            assert [option["is_right"] for option in deck["options"]].count(True) == 1
            assert [option["letter"] for option in deck["options"]] == list("ABCDEFGH")[
                : len(deck["options"])
            ]
            assert all(option["headline"] and option["label"] for option in deck["options"])
    assert len(asked) >= len(questions_on(seen(page_id, "zh"), page_id))


def test_what_a_question_hides_is_masked_on_its_slide_and_free_on_the_next():
    app = open_page("receptive_field", "en", view="class")
    kinds = [slide["kind"] for slide in deck_of(app, "receptive_field")["slides"]]
    number = list(pairwise(kinds)).index(("question", "board")) + 1
    masked = []
    for slide, shown in ((number, 0), (number, 1), (number + 1, 0)):
        app.query_params["slide"], app.query_params["shown"] = str(slide), str(shown)
        app.run()
        masked.append(sent_to(app, "receptive_field.field")["masked"] is not None)
    assert masked == [True, False, False]


def test_a_text_and_what_it_leads_to_are_one_slide_in_every_language():
    rows = [slides_of("convolution", lang) for lang in LANGUAGES]
    sections = [[(slide["kind"], slide["section"]) for slide in row] for row in rows]
    assert sections[0] == sections[1]
    notations = [n for n, (_, section) in enumerate(sections[0], 1) if section == "notations"]
    assert len(notations) == 1
    app = open_page("convolution", "en", view="class", slide=str(notations[0]))
    assert {"convolution.stepper", "convolution.code_sync"} <= components(app)
    assert "lesson-text" in html_of(app)


def test_what_a_text_leads_to_names_the_slide():
    rows = {s["section"]: s["title"] for s in slides_of("convolution", "en")}
    assert "7" in rows["construct"]  # the task, not the heading above it


@pytest.mark.parametrize("page_id", WITH_QUESTIONS)
def test_a_number_becomes_options_that_are_slips(page_id: str):
    for question_id in question_ids(page_id):
        question = build(page_id, question_id)
        told = on_slide(question, 0, "en")
        assert len({option.label for option in told.options}) == len(told.options) >= 2


@pytest.mark.parametrize("page_id", ["convolution", "receptive_field", "vgg"])
def test_one_section_is_left(page_id: str):
    app = open_page(page_id, "en", only="asked")
    assert not app.exception
    assert {str(c.key) for c in app.main.get("bidi_component")} & {f"{page_id}.stepper"} == set()
    html = html_of(app)
    assert 'id="asked"' in html
    assert not any(f'id="{step}"' in html for step in ("terms", "summary", "construct"))
    assert questions_on(app, page_id)


def test_a_link_that_cuts_a_page_down_leaves_the_notes_with_the_answers_behind():
    folds = [[f.label for f in open_page("convolution", "en", **asked).main.expander]
             for asked in ({}, {"only": "asked"}, {"hide": "summary"})]  # fmt: skip
    title = load_notes("convolution", "en").title
    assert [title in labels for labels in folds] == [True, False, False]


def test_what_follows_a_figure_can_stand_alone():
    app = open_page("convolution", "en", only="notations")
    assert "convolution.stepper" not in components(app)
    assert "convolution.code_sync" in components(app)


def test_a_figure_can_stand_without_what_follows():
    app = open_page("convolution", "en", hide="observe,notations")
    assert "convolution.stepper" in components(app)
    assert "convolution.code_sync" not in components(app)


def test_sections_that_are_left_out_are_on_no_slide():
    deck = deck_of(
        open_page("convolution", "en", view="class", hide="recall,summary"), "convolution"
    )
    assert not {"recall", "summary"} & {slide["section"] for slide in deck["slides"]}


def test_examples_of_a_page_are_with_its_figure():
    app = open_page("convolution", "en", view="class", slide="7")
    given = [
        options for name, options in sent_to(app, "convolution.stepper")["parts"] if name == "chips"
    ]
    assert [[item["id"] for item in options["items"]] for options in given] == [[*FLIPPED]]
    assert not [b.key for b in app.button if b.key in {f"convolution.{name}" for name in FLIPPED}]
    page = open_page("convolution", "en")
    assert "chips" not in dict(sent_to(page, "convolution.stepper")["parts"])


def folds_on_slides(**asked: str) -> set[str]:
    deck = deck_of(open_page("convolution", "en", view="class", **asked), "convolution")
    sections = {slide["section"] for slide in deck["slides"]}
    return sections & {"pairs", "flip", "sizes", "bug", "guess"}


def test_folds_are_slides_as_the_plan_has_them_or_the_address():
    planned = {place for place, _ in load_notes("convolution", "en").plan}
    assert folds_on_slides() == planned & {"pairs", "flip", "sizes", "bug", "guess"} == {"flip"}
    assert folds_on_slides(more="bug") == {"bug"}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    "asked", [{"only": "nonsense"}, {"hide": "terms,nonsense"}, {"view": "cinema"}], ids=str
)
def test_nonsense_gets_a_word_and_the_page(asked: dict[str, str], lang: str):
    app = open_page("convolution", lang, **asked)
    assert not app.exception
    assert 'class="notice"' in html_of(app)
    assert 'id="summary"' in html_of(app)


def test_a_slide_that_is_not_there_gets_a_word_and_the_first():
    app = open_page("convolution", "en", view="class", slide="99")
    assert 'class="notice"' in html_of(app)
    assert deck_of(app, "convolution")["at"]["slide"] == 1


def test_before_the_answer_is_revealed_the_figure_hides_it():
    hidden = open_page("convolution", "en", view="class", slide="6")
    shown = open_page("convolution", "en", view="class", slide="6", shown="1")
    bands = [sent_to(app, "convolution.stepper")["band"] for app in (hidden, shown)]
    assert bands[0] is not None
    assert bands[0]["targets"]
    assert bands[1] is None


def test_a_link_to_a_recalled_item_asks_the_same_tomorrow():
    app = open_page("pooling", "en", view="class", slide="2")
    assert int(app.query_params["recall_day"][0]) > 0
    days = [open_page("pooling", "en", view="class", recall_day=day) for day in ("20000", "20001")]
    assert deck_of(days[0], "pooling")["slides"][1] != deck_of(days[1], "pooling")["slides"][1]


OF_THE_VIEW = {"view", "only", "hide", "slide", "part", "shown", "choice"}


@pytest.mark.parametrize("page_id", WITH_QUESTIONS)
def test_no_board_takes_a_name_of_the_view_in_the_address(page_id: str):
    state = open_all(page_id, "zh").session_state._state.filtered_state
    parts = {key: names for key, names in state.items() if key.endswith(".state")}
    of_view = [f"{page_id}.{part}.state" for part in ("view", "class")]
    assert (
        not {n for key, names in parts.items() if key not in of_view for n in names} & OF_THE_VIEW
    )


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_claim_is_a_question_with_its_verdict(lang: str):
    app = open_page("activations", lang, view="class", more="claims")
    slides = deck_of(app, "activations")["slides"]
    claims = [n for n, slide in enumerate(slides, 1) if slide["section"] == "claims"][1:]
    assert len(claims) == len(CLAIMS)
    for number, claim in zip(claims[:2], CLAIMS, strict=False):
        app.query_params["slide"] = str(number)
        app.run()
        options = deck_of(app, "activations")["options"]
        assert [option["is_right"] for option in options] == [claim.holds, not claim.holds]
        assert all(option["headline"] for option in options)


def test_a_figure_that_leaves_nothing_to_predict_has_no_question_slide():
    app = open_page("convolution", "en", view="class", kernel_size="5")
    assert not app.exception
    kinds = [s["kind"] for s in deck_of(app, "convolution")["slides"] if s["section"] == "predict"]
    assert kinds == ["figure"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_teacher_reads_the_terms_that_are_on_the_slide(lang: Language):
    slides = sent_to(open_page("convolution", lang, view="presenter"), "convolution.presenter")
    terms = next(slide for slide in slides["slides"] if slide["kind"] == "terms")
    kernel = GLOSSARY["kernel"]
    assert kernel.word(lang) in terms["says"]
    assert kernel.meaning(lang)[:8] in terms["says"]
