"""The page on pooling: strange numbers from the address, what it measures, what it counts."""

from __future__ import annotations

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lessons.machinery.languages import LANGUAGES, Language
from tests.pages.lesson.opened import html_of, open_page

PAGE = "pooling"


def sent_to(app: AppTest, key: str) -> dict[str, Any]:
    """What a browser component was given, as strict JSON has it."""
    found = next(c for c in app.main.get("bidi_component") if c.key == key)
    return json.loads(found.proto.json, parse_constant=pytest.fail)


def test_nan_and_minus_infinity_from_an_address_reach_grid_and_tensor():
    app = open_page(PAGE, "en", input_edits="0.1.nan_2.2.-inf", mode="avg")
    assert not app.exception
    assert sent_to(app, "pooling.stepper")["settings"]["input_edits"] == [
        [0, 1, "nan"], [2, 2, "-inf"],
    ]  # fmt: skip
    assert sent_to(app, "pooling.code_sync")["torch"] == [["nan", 6.0], [14.0, "-inf"]]
    assert not app.warning


@pytest.mark.parametrize("lang", LANGUAGES)
def test_elsewhere_nan_is_refused_with_a_word(lang: Language):
    app = open_page("stride_padding", lang, input_edits="0.1.nan")
    assert "0.1.nan" in html_of(app)
    refused = open_page(PAGE, lang, more="gradient", gradient_input_edits="0.1.nan")
    assert "0.1.nan" in html_of(refused)
    assert "0.1.nan" not in html_of(open_page(PAGE, lang, input_edits="0.1.nan"))
