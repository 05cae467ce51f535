"""Overlapping pooling; the address holds ``pool_mode`` and the window's row and column."""

from __future__ import annotations

import streamlit as st

from lessons.alexnet.pooling import MODES, SIDE
from lessons.machinery.params import ChoiceParam, IntParam
from lessons.machinery.strings import lesson_texts
from pages.components.read_counts import read_counts
from pages.ui.lesson.board_memory import event, memory_of, whole
from pages.ui.shell import language
from pages.ui.shell.language import sentences
from pages.ui.shell.url_state import checked, open_part
from pages.ui.slides.pieces import piece

LESSON = "alexnet"
_PREFIX = "pool_"
_PARAMS = (
    ChoiceParam("pool_mode", tuple(MODES), "overlapping"),
    IntParam("pool_row", 0, SIDE - 1, 0),
    IntParam("pool_column", 0, SIDE - 1, 0),
)


@piece("board")
@st.fragment
def show_counts(page_id: str) -> None:
    """The map with its counts, and the window."""
    state, key = open_part(page_id, _PARAMS, "counts"), f"{page_id}.counts"
    memory = memory_of(page_id)
    words = lesson_texts(LESSON).area("counts", language.current())

    def changed() -> None:
        sent = event(key, "settings")
        memory.heard[key] = whole(sent.get("n"))
        told = {
            param.name: sent[param.name.removeprefix(_PREFIX)]
            for param in _PARAMS
            if param.name.removeprefix(_PREFIX) in sent
        }
        state.update(checked(_PARAMS, told))

    read_counts(
        {
            "settings": {p.name.removeprefix(_PREFIX): state.values[p.name] for p in _PARAMS},
            "modes": {
                name: {
                    "label": words[name],
                    "kernel": windows.kernel,
                    "starts": windows.starts,
                    "counts": windows.counts().tolist(),
                }
                for name, windows in MODES.items()
            },
            "heard": memory.heard.get(key, 0),
            "words": words | {"join": sentences("", "")},
        },
        on_settings=changed,
        key=key,
    )
