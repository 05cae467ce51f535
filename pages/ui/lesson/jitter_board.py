"""Scale jitter on its page.

The address holds ``jitter_mode``, ``jitter_scale`` and ``jitter_draw``.
"""

from __future__ import annotations

import streamlit as st

from lessons.machinery.params import ChoiceParam, IntParam, Param
from lessons.machinery.strings import lesson_texts
from lessons.vgg.jitter import CROP, FIXED, SCALES, photograph
from pages.components.scale_jitter import scale_jitter
from pages.ui.lesson.board_memory import event, memory_of, whole
from pages.ui.shell import language
from pages.ui.shell.url_state import checked, open_part
from pages.ui.slides.pieces import piece

LESSON = "vgg"
_PREFIX = "jitter_"
_LAST_DRAW = 999
PARAMS: tuple[Param, ...] = (
    ChoiceParam(f"{_PREFIX}mode", ("random", "fixed"), "random"),
    IntParam(f"{_PREFIX}scale", *SCALES, FIXED),
    IntParam(f"{_PREFIX}draw", 0, _LAST_DRAW, 0),
)


@piece("board")
@st.fragment
def show_jitter(page_id: str) -> None:
    """A picture at the size of this draw, and the crop that the network reads."""
    key = f"{page_id}.jitter"
    state, memory = open_part(page_id, PARAMS, "jitter"), memory_of(page_id)

    def changed() -> None:
        sent = event(key, "settings")
        memory.heard[key] = whole(sent.get("n"))
        state.update(checked(PARAMS, {f"{_PREFIX}{name}": v for name, v in sent.items()}))

    image, ratio = photograph()
    scale_jitter(
        {
            "image": image,
            "ratio": ratio,
            "crop": CROP,
            "scales": SCALES,
            "settings": {
                param.name.removeprefix(_PREFIX): state.values[param.name] for param in PARAMS
            },
            "heard": memory.heard.get(key, 0),
            "words": lesson_texts(LESSON).area("jitter", language.current()),
        },
        on_settings=changed,
        key=key,
    )
