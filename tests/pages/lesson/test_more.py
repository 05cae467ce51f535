"""Folded parts of a lesson: closed and not drawn until a hand or an address opens them."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from lessons.machinery.figure import figures_of
from lessons.machinery.languages import LANGUAGES
from lessons.machinery.strings import STRINGS
from lessons.machinery.text import load_lesson
from tests.lessons.machinery.question_cases import WITH_QUESTIONS
from tests.pages.lesson.opened import folds_of, html_of, open_page, seen


def a_lesson() -> None:
    """Two folded parts; the first says what it is asked to, and counts how often it is drawn."""
    import streamlit as st

    from pages.ui.lesson.frame import open_lesson

    def guess() -> None:
        st.session_state["drawn"] = st.session_state.get("drawn", 0) + 1
        lesson.text("guess", heading=False)

    lesson = open_lesson("convolution", more=("bug", "guess"))
    lesson.more("bug", lambda: None)
    lesson.more("guess", guess)


def opened(more: str = "", lang: str = "en") -> AppTest:
    app = AppTest.from_function(a_lesson, default_timeout=30)
    app.query_params["lang"] = lang
    if more:
        app.query_params["more"] = more
    return app.run()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_fold_is_closed_has_a_name_and_its_place_and_draws_nothing(lang):
    app = opened(lang=lang)
    title = load_lesson("convolution", lang).sections["guess"].title
    names = [fold.label for fold in app.expander]
    assert names[1] == STRINGS.get("lesson.more", lang, title=title)
    assert 'id="guess"' in html_of(app)
    assert "drawn" not in app.session_state
    assert "more" not in app.query_params


def test_an_address_opens_some():
    app = opened("guess")
    assert app.session_state["drawn"] == 1
    assert app.query_params["more"] in ("guess", ["guess"])
    assert opened("guess_bug").query_params["more"] in ("bug_guess", ["bug_guess"])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_address_that_names_no_part_is_told_so_once(lang):
    app = opened("banana_guess", lang)
    said = STRINGS.get("notice.bad_many", lang, name="more", value="banana", choices="bug · guess")
    assert html_of(app).count(said) == 1
    assert app.session_state["drawn"] == 1
    assert app.query_params["more"] in ("guess", ["guess"])


def test_a_fold_that_the_lesson_does_not_declare_is_an_error():
    from pages.ui.lesson.frame import Lesson

    lesson = Lesson("convolution", load_lesson("convolution", "en"), ("bug",))
    with pytest.raises(ValueError, match="guess"):
        lesson.more("guess", lambda: None)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page_id", WITH_QUESTIONS)
def test_every_fold_of_a_lesson_opens_by_its_address(page_id, lang):
    closed = seen(page_id, lang)
    folds = folds_of(closed, page_id)
    if not folds:
        assert takeable(closed, page_id) == figures_on(closed, page_id)
        return
    app = open_page(page_id, lang, more="_".join(folds))
    assert not app.exception
    assert folds_of(app, page_id) == folds
    assert app.query_params["more"] in ("_".join(folds), ["_".join(folds)])
    assert len(html_of(app)) > len(html_of(closed))
    assert takeable(app, page_id) == figures_on(app, page_id)


def keys_on(app: AppTest) -> set[str]:
    return {str(each.key) for each in app.main.get("bidi_component")}


def figures_on(app: AppTest, page_id: str) -> set[str]:
    """Those of the lesson that stand on the page."""
    return {f"{page_id}.{name}" for name in figures_of(page_id)} & keys_on(app)


def takeable(app: AppTest, page_id: str) -> set[str]:
    """Figures with a button below them to take them along."""
    mark = ".take_along"
    return {key.removesuffix(mark) for key in keys_on(app) if key.endswith(mark)}
