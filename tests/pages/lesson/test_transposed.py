"""A page with two figures: each has its place in the address, its question and its replays."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lessons.dilated_transposed.figures import STEPPER, TRANSPOSED
from lessons.machinery.languages import LANGUAGES, Language
from lessons.machinery.questions import build
from lessons.machinery.strings import STRINGS
from tests.pages.lesson.opened import html_of, open_page
from tests.pages.lesson.test_figures import sent_to, stepper_on
from tests.pages.lesson.test_questions import answer
from tests.pages.remembered import steps_done

PAGE = "dilated_transposed"


def both_on(lang: Language = "en", query: dict[str, str] | None = None) -> tuple[AppTest, Any, Any]:
    app, first = stepper_on(PAGE, lang, query)
    return app, first, sent_to(app, f"{PAGE}.transposed")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_browser_is_told_two_figures(lang):
    _, first, second = both_on(lang)
    assert (first["channel"], second["channel"]) == (PAGE, f"{PAGE}.transposed")
    assert (first["operator"], second["operator"]) == ("conv2d", "conv_transpose2d")
    assert (set(first["words"]), set(second["words"])) == (
        set(STEPPER.words),
        set(TRANSPOSED.words),
    )
    assert (first["settings"]["dilation"], second["settings"]["dilation"]) == ([2, 2], [1, 1])
    assert [band["targets"] for band in (first["band"], second["band"])] == [
        ["out:0,1"],
        ["out:0,2"],
    ]


def test_each_figure_has_its_own_names_in_the_address():
    query = {"kernel_size": "2", "transposed_kernel_size": "1x4", "transposed_stride": "9"}
    app, first, second = both_on("en", query)
    assert first["settings"]["kernel_size"] == [2, 2]
    assert (second["settings"]["kernel_size"], second["settings"]["stride"]) == ([1, 4], [2, 2])
    assert app.query_params["transposed_kernel_size"] in ("1x4", ["1x4"])
    assert "transposed_stride" not in app.query_params
    said = STRINGS.get("notice.bad_pair", "en", name="transposed_stride", value="9", low=1, high=4,
                       default="2")  # fmt: skip
    assert said in html_of(app)


def test_a_wrong_answer_is_replayed_on_the_figure_it_speaks_of():
    app = open_page(PAGE, "en")
    for name in ("uneven", "dilation_extent"):
        question = build(PAGE, name)
        answer(app, f"{PAGE}.{name}", question, question.slips[1].answer)
        app.button(key=f"{PAGE}.{name}.replay").click().run()
        assert not app.exception
    stamps = app.session_state[f"{PAGE}.transposed.state"]
    assert (stamps["stride"], stamps["image"]) == ((2, 2), "ones")
    assert app.session_state[f"{PAGE}.state"]["dilation"] == (1, 1)


def verdict(lang: Language, **query: str) -> tuple[AppTest, str]:
    app, _, _ = both_on(lang, {f"transposed_{name}": value for name, value in query.items()})
    return app, html_of(app)


def said(key: str, lang: Language, **values: object) -> str:
    return STRINGS.get(f"lesson.{key}", lang, **values).removeprefix("**").partition("**")[0]


FORWARD = {"size": "3", "stride": "3", "padding": "1"}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nine_comes_back_by_output_padding(lang):
    _, html = verdict(lang)
    assert said("back_other", lang, wanted="") in html
    app, html = verdict(lang, **FORWARD)
    assert said("back_open", lang, out=7, goal=9) in html
    assert "construct" not in steps_done(app, PAGE)
    app, html = verdict(lang, **FORWARD, output_padding="2")
    assert said("back_done", lang, goal=9, extra=2, kept=1, bare=1) in html
    assert "construct" in steps_done(app, PAGE)
    _, html = verdict(lang, **FORWARD, output_padding="3")
    assert said("back_none", lang) in html
