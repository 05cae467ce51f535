"""Gradients in an untrained fully connected network: how much reaches each layer."""

from __future__ import annotations

from functools import partial
from html import escape

import numpy as np
import streamlit as st

from lessons.machinery.answers import short_value
from lessons.machinery.params import ChoiceParam
from lessons.why_cnn.gradients import CHOICES, DEPTHS, FOUND, INITS, LITTLE, gradients
from pages.ui.lesson.choice_field import choice_field
from pages.ui.lesson.measured import show_when_found
from pages.ui.lesson.words import words_of
from pages.ui.shell import text
from pages.ui.shell.url_state import open_part
from pages.ui.slides import views
from pages.ui.slides.pieces import piece

word = words_of("why_cnn")
_DEPTH = ChoiceParam("gradient_layers", tuple(map(str, DEPTHS)), str(DEPTHS[2]))
_INIT = ChoiceParam("gradient_init", tuple(INITS), next(iter(INITS)))
_LOWEST = -12
"""Power of ten that the bars reach down to."""


@piece("board")
def show_gradients(page_id: str, *, is_open: bool) -> None:
    """Depth and initialisation to choose, and the bars of three activations.

    Args:
        page_id: The lesson.
        is_open: Whether the numbers are shown; the learner judges first.
    """
    FOUND.start()
    if is_open:
        show_when_found(FOUND, partial(_board, page_id))
    elif views.current() == "page":  # a slide of its own follows the question
        text.show_html(f'<p class="caption">{escape(word("depth.guess_first"))}</p>')


def _board(page_id: str) -> None:
    key = f"{page_id}.gradients"
    state = open_part(page_id, (_DEPTH, _INIT), "gradients")
    with st.container(key=f"{key}.controls", horizontal=True):
        depth = choice_field(
            _DEPTH, state, label=word("depth.layers"), key=f"{key}.layers", name_of=str
        )
        init = choice_field(
            _INIT, state, label=word("depth.init"), key=f"{key}.init",
            name_of=lambda name: word(f"depth.inits.{name}"),
        )  # fmt: skip
    panels = "".join(_panel(name, gradients(name, init, int(depth))) for name in CHOICES)
    note = word("depth.scale", least=short_value(10.0**_LOWEST))
    text.show_html(f'<div class="gradients">{panels}</div><p class="caption">{escape(note)}</p>')


def _panel(activation: str, shares: tuple[float, ...]) -> str:
    name, first = word(f"name.{activation}"), short_value(shares[0])
    alt = word("depth.alt", activation=name, depth=len(shares), share=first)
    bars = "".join(f'<i style="height:{_height(share):.1f}%"></i>' for share in shares)
    return (
        f'<div class="gradient-panel" role="img" aria-label="{escape(alt)}"><b>{escape(name)}</b>'
        f'<div class="gradient-bars" style="--little:{_height(LITTLE):.1f}%">{bars}</div>'
        f'<span class="gradient-first{" is-little" * (shares[0] < LITTLE)}">'
        f"{escape(word('depth.first', share=first))}</span></div>"
    )


def _height(share: float) -> float:
    """Per cent of the panel, on a log scale that ends a little above 1."""
    return 100 * max(0.0, (np.log10(share) - _LOWEST) / (0.5 - _LOWEST))
