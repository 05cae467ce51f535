"""A trained network asked again and again for the same digit, with and without ``eval()``."""

from __future__ import annotations

from html import escape

import numpy as np
import streamlit as st

from lessons.dropout.flicker import DIGITS, LAB, PRESSES, net
from lessons.machinery.params import ChoiceParam, IntParam
from pages.ui.lesson import drawings
from pages.ui.lesson.choice_field import choice_field
from pages.ui.lesson.words import words_of
from pages.ui.shell import shell, text
from pages.ui.shell.url_state import PageState, open_part
from pages.ui.slides.pieces import piece

word = words_of("dropout")

_MODE = ChoiceParam("asked_mode", ("train", "eval"), "train")
_DIGIT = ChoiceParam("asked_digit", tuple(map(str, range(DIGITS))), "0")
_COUNT = IntParam("asked_times", 0, PRESSES, 0)
_SCALE = 10


@piece("board")
@st.fragment
def show_flicker(page_id: str) -> None:
    """Choose a digit and a mode, ask, and see every answer so far."""
    key = f"{page_id}.flicker"
    state = open_part(page_id, (_MODE, _DIGIT, _COUNT), "flicker")
    with st.container(key=f"{key}.controls", horizontal=True):
        mode = choice_field(
            _MODE, state, label=word("flicker.mode"), key=f"{key}.mode",
            name_of=lambda name: word(f"flicker.modes.{name}"),
        )  # fmt: skip
        digit = int(
            choice_field(
                _DIGIT, state, label=word("flicker.digit"), key=f"{key}.digit",
                name_of=lambda name: str(net().labels[int(name)]),
            )
        )  # fmt: skip
    _buttons(state, key)
    count = state.values[_COUNT.name]
    seeds = [None] * count if mode == "eval" else list(range(count))
    answers = [net().answer(digit, seed=seed) for seed in seeds]
    text.show_html(_shown(digit, answers))
    shell.page_link("training_lab", word("flicker.lab"), LAB)


def _buttons(state: PageState, key: str) -> None:
    count = state.values[_COUNT.name]
    if _COUNT.name in state.concealed:
        return
    kinds = (
        ("once", word("flicker.once"), min(count + 1, PRESSES)),
        ("ten", word("flicker.ten", presses=PRESSES), PRESSES),
        ("again", word("flicker.again"), 0),
    )
    with st.container(key=f"{key}.buttons", horizontal=True):
        for name, said, to in kinds:
            st.button(
                said,
                key=f"{key}.{name}",
                on_click=state.update,
                args=({_COUNT.name: to},),
                type="tertiary" if name == "again" else "secondary",
                **state.button(_COUNT.name, disabled=count == to),
            )


def _shown(digit: int, answers: list[tuple[int, float]]) -> str:
    """The picture, and a card for each answer with how sure the network was."""
    network = net()
    label = network.labels[digit]
    picture = drawings.bitmap(
        255 - network.pictures[digit] * (255 / 16), _SCALE, word("flicker.picture", label=label)
    )
    cards = "".join(
        f'<span class="asked{"" if found == label else " is-wrong"}" role="listitem"><b>{found}</b>'
        f"{share:.0%}</span>"
        for found, share in answers
    )
    different = len(np.unique([found for found, _ in answers])) if answers else 0
    said = word("flicker.said", count=len(answers), different=different) if answers else ""
    return (
        f'<div class="drawing-row">{picture}<div class="asked-row" role="list">{cards}</div></div>'
        f'<p class="caption" role="status">{escape(said)}</p>'
    )
