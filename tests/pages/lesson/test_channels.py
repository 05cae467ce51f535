"""The page on channels: the row of accounts, and the kernel that a right prediction brings."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from lessons.channels.ledger import ASKED, COLUMNS
from lessons.machinery.languages import LANGUAGES
from lessons.machinery.strings import lesson_texts
from tests.pages.lesson.opened import html_of, open_page
from tests.pages.remembered import entries_of, remember, steps_done

PAGE, ROW = "channels", "channels.ledger.plain"
LAYER = ASKED["plain"]


def fill(app, **wrong: object):
    for column, number in (LAYER.accounts() | wrong).items():
        app.text_input(key=f"{ROW}.{column}.box").set_value(str(number))
    app.button(key=f"{ROW}.check").click().run()
    assert not app.exception


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_row_of_accounts_is_diagnosed_box_by_box_and_completes_the_construction(lang):
    app, words = open_page(PAGE, lang), lesson_texts(PAGE)

    def said(code: str, column: str, given: object) -> bool:
        text = words.get(f"ledger.{code}", lang, column=words.get(f"ledger.{column}", lang),
                         given=given)  # fmt: skip
        return text.removeprefix("**").partition("**")[0] in html_of(app)

    fill(app, biases="")
    assert words.get("ledger.empty", lang).split("**")[1] in html_of(app)
    fill(app, per_kernel=9)
    assert said("slips.one_slice", "per_kernel", 9)
    assert "5376" not in html_of(app)
    assert "construct" not in steps_done(app, PAGE)
    fill(app)
    assert "✓" in html_of(app)
    assert "construct" in steps_done(app, PAGE)
    assert all(app.text_input(key=f"{ROW}.{column}.box").disabled for column in COLUMNS)


def test_after_two_wrong_tries_the_row_is_told_without_praise():
    app = open_page(PAGE, "en")
    fill(app, total=5184)
    fill(app, weights=1728)
    assert "This is how the row goes" in html_of(app)
    assert "✓" not in html_of(app)


def predicting() -> None:
    """The prediction on the lanes, with a field in the place of the figure's band."""
    import streamlit as st

    from lessons.channels.figures import STEPPER
    from lessons.channels.predictions import LANES
    from pages.ui.lesson.figures import open_figure
    from pages.ui.lesson.predictions import Prediction

    shown = open_figure("channels", STEPPER)
    prediction = Prediction("channels", STEPPER, shown.case, shown.case_key, LANES)
    st.session_state["band"] = prediction.band()
    st.text_input("text", key="text", on_change=lambda: prediction.answer(st.session_state.text))
    st.button("again", key="again", on_click=prediction.again)


@pytest.mark.parametrize(("text", "state", "kernels"), [("7", "right", 2), ("8", "wrong", 1)])
def test_only_a_right_partial_sum_brings_a_second_kernel(text: str, state: str, kernels: int):
    app = AppTest.from_function(predicting, default_timeout=30).run()
    assert app.session_state["band"].targets == ("part.1:0,1",)
    app.text_input(key="text").set_value(text).run()
    assert (app.session_state["band"].state, app.session_state["band"].given) == (state, text)
    assert app.session_state["channels.state"]["out_channels"] == kernels

    later = AppTest.from_function(predicting, default_timeout=30)
    later.query_params["out_channels"] = str(kernels)
    remember(later.run(), **entries_of(app))
    assert later.run().session_state["band"].state == state

    app.button(key="again").click().run()
    assert app.session_state["channels.state"]["shown_kernel"] == 2
    assert app.session_state["band"].targets == ("part.2:1,0",)
