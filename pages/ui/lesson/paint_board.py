"""The test by painting: choose where to paint, and see whether one bit of the unit changes."""

from __future__ import annotations

import streamlit as st

from lessons.machinery.params import ChoiceParam
from lessons.machinery.questions import split_diagnosis
from lessons.receptive_field.painting import PAINTS, Painted, painted, square
from pages.ui.lesson import field_drawings
from pages.ui.lesson.choice_field import choice_field
from pages.ui.lesson.findings import finding_html
from pages.ui.lesson.words import words_of
from pages.ui.shell import text
from pages.ui.shell.url_state import open_part
from pages.ui.slides.pieces import piece

word = words_of("receptive_field")
_PAINT = ChoiceParam("paint", PAINTS, PAINTS[0])


@piece("board")
@st.fragment
def show_painting(page_id: str) -> None:
    """A picture with its square, what to paint, and the unit's value before and after."""
    state = open_part(page_id, (_PAINT,), "paint")
    paint = choice_field(
        _PAINT, state, label=word("paint.label"), key=f"{page_id}.paint",
        name_of=lambda name: word(f"paint.{name}"),
    )  # fmt: skip
    found = painted(paint)
    text.show_html(field_drawings.painted(found.x, square()))
    text.show_html(finding_html(split_diagnosis(_said(paint, found))))


def _said(paint: str, found: Painted) -> str:
    before = painted(PAINTS[0])
    key = "same" if found.bits == before.bits else "changed"
    if paint == PAINTS[0]:
        key = "start"
    values = {"value": f"{found.value:.6f}"}
    more = {"before": f"{before.value:.6f}"} if key == "changed" else {"bits": found.bits}
    return word(f"paint.{key}", **values, **more)
