"""Local response normalisation by hand: five numbers to change, with and without division by n."""

from __future__ import annotations

from html import escape

import streamlit as st

from lessons.alexnet import lrn
from lessons.alexnet.lrn import CHANNELS, K, N, Normalised
from lessons.machinery.answers import short_value
from lessons.machinery.params import ChoiceParam, IntParam
from pages.ui.lesson.choice_field import choice_field
from pages.ui.lesson.number_field import number_field
from pages.ui.lesson.words import words_of
from pages.ui.shell import text
from pages.ui.shell.url_state import open_part
from pages.ui.slides.pieces import piece

word = words_of("alexnet")
_FIELDS = tuple(IntParam(f"lrn_{i}", 0, lrn.LARGEST, value) for i, value in enumerate(lrn.VALUES))
_FORM = ChoiceParam("lrn_form", lrn.FORMS, "paper")
_ALPHA = ChoiceParam("lrn_alpha", lrn.ALPHAS, "1")
_BETA = ChoiceParam("lrn_beta", lrn.BETAS, "1")


@piece("board")
@st.fragment
def show_lrn(page_id: str) -> None:
    """Five channels at one position, what each sum reads, and what comes out."""
    key = f"{page_id}.lrn"
    state = open_part(page_id, (*_FIELDS, _FORM, _ALPHA, _BETA), "lrn")
    with st.container(key=f"{key}.values", horizontal=True):
        values = [
            number_field(param, state, label=word("lrn.channel", number=i), key=f"{key}.{i}",
                         width=132)
            for i, param in enumerate(_FIELDS)
        ]  # fmt: skip
    with st.container(key=f"{key}.choices", horizontal=True):
        form = choice_field(_FORM, state, label=word("lrn.form"), key=f"{key}.form",
                            name_of=lambda name: word(f"lrn.{name}"))  # fmt: skip
        alpha = choice_field(_ALPHA, state, label="α", key=f"{key}.alpha", name_of=str)
        beta = choice_field(_BETA, state, label="β", key=f"{key}.beta", name_of=str)
    found = lrn.normalise(values, float(alpha), float(beta), form)
    text.show_html(_table(found))
    divided = " / 5" if form == "torch" else ""
    middle = found[CHANNELS // 2]
    squares = " + ".join(f"{values[i]}²" for i in middle.reads)
    said = (
        f"{short_value(middle.value)} ÷ ({K} + {alpha} × ({squares}){divided})"
        f"{'' if float(beta) == 1 else f'^{beta}'} = {short_value(middle.out)}"
    )
    text.show_html(f'<p class="caption" role="status">{escape(word("lrn.middle"))} {said}</p>')


def _table(found: list[Normalised]) -> str:
    """A row for each quantity, a column for each channel."""
    lines = {
        "value": [short_value(one.value) for one in found],
        "reads": [", ".join(map(str, one.reads)) for one in found],
        "squares": [short_value(one.squares) for one in found],
        "base": [short_value(one.base) for one in found],
        "out": [f"<b>{short_value(one.out)}</b>" for one in found],
    }
    heads = "".join(f"<th>{i}</th>" for i in range(CHANNELS))
    rows = "".join(
        f"<tr><th>{escape(word(f'lrn.{name}', n=N) if name == 'reads' else word(f'lrn.{name}'))}"
        f"</th>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"
        for name, cells in lines.items()
    )
    return f'<table class="claim wraps"><tr><td></td>{heads}</tr>{rows}</table>'
