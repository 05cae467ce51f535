"""The ladder on its page: how many weights a layer has, by its links.

The address holds ``side``, ``units``, ``window`` and ``kernels``, each begun by ``ladder_``.
"""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from lessons.machinery.params import IntParam, Param
from lessons.machinery.strings import lesson_texts
from lessons.why_cnn.questions import LESSON, SIDE, UNITS, WINDOW
from pages.components.weight_ladder import weight_ladder
from pages.ui.lesson.board_memory import event, memory_of, whole
from pages.ui.shell import language
from pages.ui.shell.url_state import checked, open_part
from pages.ui.slides.pieces import piece

PLACES: Mapping[str, tuple[int, ...]] = {
    "side": (28, 32, 64, 100, 224, 500, 1000, 2000),
    "units": (10, 100, 10**3, 10**4, 10**5, 10**6, 10**7),
    "window": (1, 3, 5, 7, 10, 11),
    "kernels": (1, 2, 4, 8, 16, 32, 64, 100, 256),
}
_FIRST = {"side": SIDE, "units": UNITS, "window": WINDOW, "kernels": 1}
_PREFIX = "ladder_"
PARAMS: tuple[Param, ...] = tuple(
    IntParam(_PREFIX + name, places[0], places[-1], _FIRST[name]) for name, places in PLACES.items()
)


@piece("board")
@st.fragment
def show_ladder(page_id: str) -> None:
    """Three bars, and four sliders."""
    state = open_part(page_id, PARAMS, "boards.ladder")
    memory = memory_of(page_id)

    def changed() -> None:
        sent = event("weight_ladder", "settings")
        memory.heard["ladder"] = whole(sent.get("n"))
        told = {_PREFIX + name: sent[name] for name in PLACES if name in sent}
        state.update(checked(PARAMS, told))

    weight_ladder(
        {
            "places": {name: list(places) for name, places in PLACES.items()},
            "settings": {name: state.values[_PREFIX + name] for name in PLACES},
            "heard": memory.heard.get("ladder", 0),
            "words": lesson_texts(LESSON).area("ladder", language.current()),
        },
        on_settings=changed,
    )
