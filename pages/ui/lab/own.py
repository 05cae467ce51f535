"""The learner's own pictures: from a zip in class folders, drawn, photographed, all together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from html import escape
from typing import Any

import numpy as np
import streamlit as st

from cnncore.data import DataConfig, DataError, ZipPictures, load, read_zip, store
from pages.components.draw_pad import draw_pad
from pages.components.picture_tray import picture_tray
from pages.components.tab_memory import tab_memory
from pages.ui.lab import draw, state
from pages.ui.lab import params as params
from pages.ui.lab.collection import MOST_NAME, MOST_PICTURES, Collection
from pages.ui.lab.data import refusal
from pages.ui.lab.state import PAGE
from pages.ui.lab.taking import say_not_taken, taking
from pages.ui.lab.words import word, words
from pages.ui.shell import text

LEAST_PER_CLASS = 4
_NAMED = 3  # of the files left out; of more, their number
_PLACE = "cnn-training-lab-pictures"
_COLLECTION = f"{PAGE}.collection"
_SAID = f"{PAGE}.own_said"
OPEN = f"{PAGE}.own_open"
"""In the session: whether the place for own pictures is open."""

Classes = Mapping[str, Sequence[np.ndarray]]


def show_keeper() -> None:
    """Let the tab keep the collected pictures, and hear of those that it had."""
    collection = _collection()
    key = f"{PAGE}.own_memory"

    def resume() -> None:
        stored = st.session_state[key].stored
        collection.resume(stored)
        if collection.pictures and isinstance(stored, Mapping) and stored.get("is_open") is True:
            st.session_state[OPEN] = True

    is_open = bool(st.session_state.get(OPEN))
    memory = {**collection.memory(), "is_open": is_open}
    tab_memory(key, _PLACE, memory, is_empty=not collection.pictures, on_stored=resume)


def _collection() -> Collection:
    return st.session_state.setdefault(_COLLECTION, Collection())


def own_pictures() -> None:
    """The place below the data strip: upload on the left, the drawing board on the right."""
    collection = _collection()
    with st.container(key="lab-own"):
        left, right = st.columns([2, 3], gap="large")
        with left:
            packed = _zip_place()
        with right:
            _drawing_place(collection)
        _collected(collection, packed)


def _zip_place() -> Classes:
    """The field for a zip; the pictures of the one that lies in it."""
    file = st.file_uploader(word("own.zip"), type="zip", key=f"{PAGE}.zip", max_upload_size=5)
    say_not_taken("zip")
    if file is None:
        return {}
    key = f"{PAGE}.zip_reading"
    taken = taking(lambda: _read(file.getvalue(), st.session_state.get(key)))
    if isinstance(taken, str):
        _say(taken, role="alert")
        return {}
    _say(_received(taken), role="status")
    if len(taken.readings) > 1:
        st.radio(
            word("own.reading"),
            list(taken.readings),
            index=list(taken.readings).index(taken.encoding),
            format_func=lambda code_page: word("own.comma").join(taken.readings[code_page]),
            key=key,
        )
    return taken.classes


def _received(found: ZipPictures) -> str:
    comma = word("own.comma")
    total = sum(map(len, found.classes.values()))
    names = comma.join(found.classes)
    said = [word("own.taken", pictures=total, classes=len(found.classes), names=names)]
    if found.merged:
        said.append(word("own.merged", names=comma.join(found.merged)))
    if found.left_out:
        some = comma.join(found.left_out[:_NAMED])
        count = len(found.left_out)
        key = "own.left_out" if count <= _NAMED else "own.left_out_more"
        said.append(word(key, names=some, **({"count": count} if count > _NAMED else {})))
    return " ".join(said)


@st.cache_resource(max_entries=4, show_spinner=False)
def _read(packed: bytes, encoding: str | None) -> ZipPictures:
    return read_zip(packed, encoding)


def use(upload: str) -> None:
    """Take these pictures for the data, in batches that they fill, and fold their place away."""
    pictures = len(load(DataConfig("upload", upload=upload)).y_train)
    now = int(state.values_now().get("batch_size", params.BATCH_SIZES[-1]))
    fitting = [size for size in params.BATCH_SIZES if int(size) <= min(now, pictures)]
    state.set_values(data="upload", upload=upload, batch_size=(fitting or params.BATCH_SIZES)[-1])
    st.session_state[OPEN] = False


def _drawing_place(collection: Collection) -> None:
    key = f"{PAGE}.own_pad"
    name = st.text_input(
        word("own.class_name"), key=f"{PAGE}.own_class", max_chars=MOST_NAME
    ).strip()

    def arrived() -> None:
        sent = st.session_state[key].picture
        board = draw.decode(sent.get("image")) if sent else None
        if board is None or not name:
            return  # the page sends neither
        is_added = collection.add(name, board)
        said = word("own.added", name=name) if is_added else word("own.full", most=MOST_PICTURES)
        st.session_state[_SAID] = said

    data = draw.board_data(
        channels=3,
        title=word("own.draw"),
        hint=word("own.draw_hint"),
        action=word("draw.add", name=name) if name else word("draw.add_nothing"),
        can_act=bool(name),
        note=st.session_state.get(_SAID, ""),
        asks_by_itself=False,
    )
    draw_pad(key=key, data=data | {"clears": True}, on_picture=arrived)


def _collected(collection: Collection, packed: Classes) -> None:
    """All that would be trained on, drawn or packed, and the button that takes it."""
    key = f"{PAGE}.tray"

    def acted() -> None:
        sent = st.session_state[key].act or {}
        if sent.get("do") == "remove":
            collection.remove(sent.get("number"))
        elif sent.get("do") in {"clear", "undo"}:
            getattr(collection, sent["do"])()

    classes = together(packed, collection)
    ready = {name: each for name, each in classes.items() if len(each) >= LEAST_PER_CLASS}
    picture_tray(key=key, data=_tray_data(collection, packed, classes), on_act=acted)
    small = [name for name in classes if name not in ready] if len(ready) > 1 else []
    if small:
        names = word("own.comma").join(small)
        _say(word("own.too_few", names=names, least=LEAST_PER_CLASS))
    is_ready = len(ready) > 1
    st.button(
        word("own.use"),
        type="primary",
        key=f"{PAGE}.use_own",
        disabled=not is_ready,
        on_click=_use_all,
        args=(ready,),
    )


def together(packed: Classes, collection: Collection) -> dict[str, list[np.ndarray]]:
    """The pictures of a zip and those collected by hand; a class of both has all of them."""
    classes = {name: list(pictures) for name, pictures in packed.items()}
    for name, collected in collection.by_class().items():
        classes.setdefault(name, []).extend(each.picture for each in collected)
    return classes


def _use_all(ready: Classes) -> None:
    try:
        use(store(ready))
    except DataError as error:
        st.session_state[_SAID] = refusal(error)


def _tray_data(collection: Collection, packed: Classes, classes: Classes) -> dict[str, Any]:
    by_hand = collection.by_class()
    groups = [
        {
            "name": name,
            "note": _count_words(len(pictures), len(packed.get(name, ()))),
            "pictures": [
                {"number": each.number, "source": each.source} for each in by_hand.get(name, ())
            ],
        }
        for name, pictures in classes.items()
    ]
    return {
        "groups": groups,
        "can_undo": bool(collection.gone),
        "sentence": word("own.collected" if groups else "own.none", least=LEAST_PER_CLASS),
        "strings": words("own.tray"),
    }


def _count_words(total: int, packed: int) -> str:
    return word("own.count_zip", total=total, packed=packed) if packed else str(total)


def _say(sentence: str, role: str | None = None) -> None:
    attribute = f' role="{role}"' if role else ""
    text.show_html(f'<p class="caption"{attribute}>{escape(sentence)}</p>')
