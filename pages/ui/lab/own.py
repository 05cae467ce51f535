"""The learner's own pictures: a zip in class folders, or drawn and photographed one by one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from html import escape
from typing import Any

import numpy as np
import streamlit as st

from cnncore.data import DataConfig, DataError, ZipPictures, load, read_zip, store
from pages.components.draw_pad import draw_pad
from pages.ui.lab import draw, state
from pages.ui.lab import params as params
from pages.ui.lab.data import refusal
from pages.ui.lab.state import PAGE
from pages.ui.lab.taking import say_not_taken, taking
from pages.ui.lab.words import word
from pages.ui.shell import text

LEAST_PER_CLASS = 4
MOST_PER_SESSION = 400
_SIDE = 32
_NAMED = 3  # of the files left out; of more, their number
_DRAWN = f"{PAGE}.drawn"
OPEN = f"{PAGE}.own_open"
"""In the session: whether the place for own pictures is open."""


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
    say_not_taken("zip")
    if file is None:
        return
    key = f"{PAGE}.zip_reading"
    taken = taking(lambda: _stored(file.getvalue(), st.session_state.get(key)))
    if isinstance(taken, str):
        _say(taken, role="alert")
        return
    counts, found, upload = taken
    _say(_received(counts, found.left_out), role="status")
    if len(found.readings) > 1:
        st.radio(
            word("own.reading"),
            list(found.readings),
            index=list(found.readings).index(found.encoding),
            format_func=lambda code_page: word("own.comma").join(found.readings[code_page]),
            key=key,
        )
    st.button(word("own.use"), type="primary", key=f"{PAGE}.use_zip", on_click=use, args=(upload,))


def _received(counts: Mapping[str, int], left_out: Sequence[str]) -> str:
    comma = word("own.comma")
    names, total = comma.join(counts), sum(counts.values())
    said = word("own.taken", pictures=total, classes=len(counts), names=names)
    if not left_out:
        return said
    some = comma.join(left_out[:_NAMED])
    key = "own.left_out" if len(left_out) <= _NAMED else "own.left_out_more"
    values = {"names": some} | ({"count": len(left_out)} if len(left_out) > _NAMED else {})
    return f"{said} {word(key, **values)}"


@st.cache_data(max_entries=4, show_spinner=False)
def _stored(packed: bytes, encoding: str | None) -> tuple[dict[str, int], ZipPictures, str]:
    """How many pictures of each class a zip holds, what else, and the id they are kept under."""
    found = read_zip(packed, encoding)
    counts = {name: len(pictures) for name, pictures in found.classes.items()}
    return counts, replace(found, classes={}), store(found.classes)


def use(upload: str) -> None:
    """Take these pictures for the data, in batches that they fill, and fold their place away."""
    pictures = len(load(DataConfig("upload", upload=upload)).y_train)
    now = int(state.values_now().get("batch_size", params.BATCH_SIZES[-1]))
    fitting = [size for size in params.BATCH_SIZES if int(size) <= min(now, pictures)]
    state.set_values(data="upload", upload=upload, batch_size=(fitting or params.BATCH_SIZES)[-1])
    st.session_state[OPEN] = False


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
