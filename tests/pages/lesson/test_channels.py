"""The page on channels: the row of accounts."""

from __future__ import annotations

import pytest

from lessons.channels.ledger import ASKED, COLUMNS
from lessons.machinery.languages import LANGUAGES
from lessons.machinery.strings import lesson_texts
from tests.pages.lesson.opened import html_of, open_page
from tests.pages.remembered import steps_done

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
