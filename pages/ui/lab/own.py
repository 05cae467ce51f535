"""The learner's own pictures: a zip in class folders, or drawn and photographed one by one."""

from __future__ import annotations

from html import escape
from typing import Any

import numpy as np
import streamlit as st

from cnncore.data import DataError, read_zip, store
from pages.components.draw_pad import draw_pad
from pages.ui.lab import draw, state
from pages.ui.lab.data import refusal
from pages.ui.lab.state import PAGE
from pages.ui.lab.words import word
from pages.ui.shell import text

LEAST_PER_CLASS = 4
MOST_PER_SESSION = 400
_SIDE = 32
_DRAWN = f"{PAGE}.drawn"


def own_pictures() -> None:
    """The place below the data strip: upload on the left, the drawing board on the right."""
    with st.container(key="lab-own"):
        left, right = st.columns([2, 3], gap="large")
        with left:
            _zip_place()
        with right:
            _drawn_place()


def _zip_place() -> None:
    file = st.file_uploader(word("own.zip"), type="zip", key=f"{PAGE}.zip", max_upload_size=5)
    if file is None:
        return
    try:
        classes, upload = _stored(file.getvalue())
    except DataError as error:
        _say(refusal(error), role="alert")
        return
    names = word("own.comma").join(classes)
    total = sum(classes.values())
    _say(word("own.taken", pictures=total, classes=len(classes), names=names), role="status")
    st.button(word("own.use"), type="primary", key=f"{PAGE}.use_zip", on_click=use, args=(upload,))


@st.cache_data(max_entries=4, show_spinner=False)
def _stored(packed: bytes) -> tuple[dict[str, int], str]:
    """How many pictures of each class a zip holds, and the id under which they are kept."""
    classes = read_zip(packed)
    return {name: len(pictures) for name, pictures in classes.items()}, store(classes)


def use(upload: str) -> None:
    """Train on these pictures from now on."""
    state.set_values(data="upload", upload=upload)


def _drawn_place() -> None:
    key = f"{PAGE}.own_pad"
    drawn: dict[str, list[np.ndarray]] = st.session_state.setdefault(_DRAWN, {})
    name = st.text_input(word("own.class_name"), key=f"{PAGE}.own_class", max_chars=40).strip()

    def arrived() -> None:
        sent = st.session_state[key].picture
        board = draw.decode(sent.get("image")) if sent else None
        if board is None or not name:
            return  # the page sends neither
        said = word("own.added", name=name)
        if not add(drawn, name, board):
            said = word("own.full", most=MOST_PER_SESSION)
        st.session_state[f"{PAGE}.own_said"] = said

    data = draw.board_data(
        channels=3,
        title=word("own.draw"),
        hint=word("own.draw_hint"),
        action=word("draw.add", name=name) if name else word("draw.add_nothing"),
        can_act=bool(name),
        note=st.session_state.get(f"{PAGE}.own_said", ""),
        asks_by_itself=False,
    )
    draw_pad(key=key, data=data | {"clears": True}, on_picture=arrived)
    counts = " · ".join(f"{name} {len(pictures)}" for name, pictures in drawn.items())
    what = counts or word("own.none")
    _say(word("own.collected", what=what, least=LEAST_PER_CLASS))
    if drawn:
        with st.container(horizontal=True):
            _drawn_buttons(drawn)


def add(drawn: dict[str, list[np.ndarray]], name: str, board: np.ndarray) -> bool:
    """Put a board (H, W, 3) of bytes among the pictures of its class; False if there are enough."""
    if _count(drawn) >= MOST_PER_SESSION:
        return False
    drawn.setdefault(name, []).append(draw.resized(board, (_SIDE, _SIDE)))
    return True


def _drawn_buttons(drawn: dict[str, list[np.ndarray]]) -> None:
    ready = {n: p for n, p in drawn.items() if len(p) >= LEAST_PER_CLASS}

    def train() -> None:
        try:
            use(store(ready))
        except DataError as error:
            st.session_state[f"{PAGE}.own_said"] = refusal(error)

    is_ready = len(ready) >= 2
    st.button(word("own.use"), key=f"{PAGE}.use_drawn", disabled=not is_ready, on_click=train)
    st.button(word("own.clear"), key=f"{PAGE}.clear_drawn", on_click=drawn.clear)


def _count(drawn: dict[str, list[Any]]) -> int:
    return sum(map(len, drawn.values()))


def _say(sentence: str, role: str | None = None) -> None:
    attribute = f' role="{role}"' if role else ""
    text.show_html(f'<p class="caption"{attribute}>{escape(sentence)}</p>')
