"""Momentum by hand: the length of each step on a slope that stays the same, as bars."""

from __future__ import annotations

from html import escape

import streamlit as st

from lessons.alexnet.momentum import DROP, FORMS, MOMENTA, RATE, moves
from lessons.machinery.answers import short_value
from lessons.machinery.params import ChoiceParam
from pages.ui.lesson.choice_field import choice_field
from pages.ui.lesson.words import words_of
from pages.ui.shell import text
from pages.ui.shell.url_state import open_part
from pages.ui.slides.pieces import piece

word = words_of("alexnet")
_MOMENTUM = ChoiceParam("momentum", MOMENTA, "0.9")
_FORM = ChoiceParam("momentum_form", FORMS, "paper")


@piece("board")
@st.fragment
def show_momentum(page_id: str) -> None:
    """Two choices; a bar for each step, and what it is where it matters."""
    key = f"{page_id}.momentum"
    state = open_part(page_id, (_MOMENTUM, _FORM), "momentum")
    with st.container(key=f"{key}.choices", horizontal=True):
        kept = choice_field(_MOMENTUM, state, label=word("momentum.kept"), key=f"{key}.kept",
                            name_of=str)  # fmt: skip
        form = choice_field(_FORM, state, label=word("momentum.form"), key=f"{key}.form",
                            name_of=lambda name: word(f"momentum.{name}"))  # fmt: skip
    found = moves(float(kept), form)
    most = RATE / (1 - float(MOMENTA[-1]))
    bars = "".join(_bar(step, move, most) for step, move in enumerate(found, 1))
    told = {"third": found[2], "last": found[DROP - 1], "next": found[DROP], "end": found[-1]}
    said = word("momentum.said", drop=DROP, after=DROP + 1, steps=len(found),
                **{name: short_value(value) for name, value in told.items()})  # fmt: skip
    text.show_html(f'<div class="moves" role="img" aria-label="{escape(said)}">{bars}</div>')
    text.show_html(f'<p class="caption" role="status">{escape(said)}</p>')


def _bar(step: int, move: float, most: float) -> str:
    kind = "is-later" if step > DROP else ""
    return (
        f'<span class="{kind}" title="{step}: {short_value(move)}">'
        f'<i style="height:{100 * move / most:.1f}%"></i><small>{step}</small></span>'
    )
