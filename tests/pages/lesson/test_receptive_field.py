"""The stack on its page: its address, the row that waits for a prediction, goals, painting."""

from __future__ import annotations

import pytest

from lessons.machinery.languages import LANGUAGES
from lessons.machinery.questions import build
from lessons.machinery.strings import STRINGS, lesson_texts
from lessons.receptive_field.stacks import PRESETS, START
from lessons.receptive_field.trial import DRAWS, trial_of
from tests.pages.lesson.opened import html_of, open_page
from tests.pages.lesson.test_figures import sent_to
from tests.pages.lesson.test_questions import answer
from tests.pages.remembered import steps_done

PAGE = "receptive_field"
WORDS = lesson_texts(PAGE)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_browser_is_told_the_stack_and_hides_the_row_that_is_asked(lang) -> None:
    app = open_page(PAGE, lang)
    data = sent_to(app, f"{PAGE}.field")
    assert [layer["kernel_size"] for layer in data["settings"]["layers"]] == [3, 3, 2, 3]
    assert {preset["stack"] for preset in data["presets"]} == {p.stack for p in PRESETS.values()}
    assert (data["masked"], data["maskedStack"]) == (4, START.stack)
    answer(app, f"{PAGE}.next_row", build(PAGE, "next_row"), "10")
    assert sent_to(app, f"{PAGE}.field")["masked"] is None
    assert sent_to(app, f"{PAGE}.field.take_along")["seen"]["settings"]["stack"] == START.stack
    assert "predict" in steps_done(app, PAGE)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_stack_is_in_the_address(lang) -> None:
    query = {"stack": "c5p2-m3s2", "picture": "30", "layer": "1", "unit": "7", "patch": "3"}
    app = open_page(PAGE, lang, **query)
    settings = sent_to(app, f"{PAGE}.field")["settings"]
    assert [layer["kind"] for layer in settings["layers"]] == ["conv", "pool"]
    shown = {name: settings[name] for name in ("picture", "layer", "unit", "patch")}
    assert shown == {"picture": 30, "layer": 1, "unit": 7, "patch": "3"}
    assert 'class="notice"' not in html_of(app)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_stack_that_is_none_gets_a_word_and_the_default(lang) -> None:
    app = open_page(PAGE, lang, stack="c3-<b>")
    assert STRINGS.get("notice.bad_stack", lang, name="stack", value="c3-<b>", most=20,
                       default=START.stack).partition("<")[0] in html_of(app)  # fmt: skip
    settings = sent_to(app, f"{PAGE}.field")["settings"]
    assert len(settings["layers"]) == len(START.layers)


def finding(key: str, lang, **values: object) -> str:
    return WORDS.get(f"goals.{key}", lang, **values).removeprefix("**").partition("**")[0]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_goal_answers_with_a_distance_and_accepts_what_reaches_it(lang) -> None:
    assert finding("start", lang, seen=10, size=23) in html_of(open_page(PAGE, lang))
    app = open_page(PAGE, lang, exact_stack="c3p1-c3p1")
    assert finding("short", lang, seen=5, off=18, way="1 + 2 + 2", jump=1) in html_of(app)
    assert "construct" not in steps_done(app, PAGE)
    app = open_page(PAGE, lang, exact_stack="c3p1-c3s2p1-m2s2-c3p2d2")
    assert finding("solved", lang, seen=23, way="1 + 2 + 2 + 2 + 16") in html_of(app)
    assert "construct" in steps_done(app, PAGE)
    app = open_page(PAGE, lang, more="fewest", cover_stack="c2s2-c2s2-c2s2-c2s2-c2s2")
    assert finding("cover_solved", lang, weights=20, seen=32, size=31) in html_of(app)
    assert not app.exception


@pytest.mark.parametrize("lang", LANGUAGES)
def test_paint_outside_changes_no_bit(lang) -> None:
    for paint, key in (("outside", "same"), ("rim_outside", "same"), ("rim_inside", "changed")):
        said = WORDS.raw(f"paint.{key}", lang).removeprefix("**").partition("**")[0]
        assert said in html_of(open_page(PAGE, lang, more="truth", paint=paint))


def test_a_wrong_answer_is_shown_as_the_stack_it_would_be_right_for():
    app = open_page(PAGE, "en")
    question = build(PAGE, "next_row")
    answer(app, f"{PAGE}.next_row", question, "8")
    app.button(key=f"{PAGE}.next_row.replay").click().run()
    settings = sent_to(app, f"{PAGE}.field")["settings"]
    assert [layer["stride"] for layer in settings["layers"]] == [1, 1, 1, 1]
    assert WORDS.get("replay.number", "en", given="8").split("**")[0] in html_of(app)
    app.button(key=f"{PAGE}.field.back").click().run()
    settings = sent_to(app, f"{PAGE}.field")["settings"]
    assert [layer["stride"] for layer in settings["layers"]] == [1, 1, 2, 1]
    assert not app.exception


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_learners_own_stack_is_tested_when_it_is_asked_for(lang) -> None:
    app = open_page(PAGE, lang, more="truth", stack="c3p1-c3s2p1", layer="2", unit="2")
    trial = trial_of("c3p1-c3s2p1", START.size, 2)
    if lang == LANGUAGES[0]:  # it is kept for whoever asks next
        app.button(key=f"{PAGE}.trial.measure").click().run()
        trial.wait()
        app.run()
    assert WORDS.get("trial.outside", lang) in html_of(app)
    assert f"<td>0 / {DRAWS}</td>" in html_of(app)
    assert not app.exception
