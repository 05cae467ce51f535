"""Data augmentation on a picture; what is drawn stands in the address, begun by ``crop_``."""

from __future__ import annotations

import base64
from dataclasses import asdict
from functools import cache
from io import BytesIO

import streamlit as st
from PIL import Image

from lessons.alexnet.crops import CROP, FREE, SIZE, axes, photo, tested
from lessons.machinery.params import ChoiceParam, IntParam
from lessons.machinery.strings import lesson_texts
from pages.components.crop_lab import crop_lab
from pages.ui.lesson.board_memory import event, memory_of, whole
from pages.ui.shell import language
from pages.ui.shell.url_state import checked, open_part
from pages.ui.slides.pieces import piece

LESSON = "alexnet"
_MOST = 200
_PLACE = (IntParam("crop_top", 0, FREE, 8), IntParam("crop_left", 0, FREE, 24))
_FLIP = ChoiceParam("crop_flip", ("0", "1"), "0")
_SHIFT = tuple(IntParam(f"crop_alpha{i}", -_MOST, _MOST, 0) for i in (1, 2, 3))
PARAMS = (*_PLACE, _FLIP, *_SHIFT)


@piece("board")
@st.fragment
def show_crops(page_id: str) -> None:
    """One crop of training, and the ten of testing."""
    state, key = open_part(page_id, PARAMS, "crops"), f"{page_id}.crops"
    memory = memory_of(page_id)

    def changed() -> None:
        sent = event(key, "settings")
        memory.heard[key] = whole(sent.get("n"))
        told = {f"crop_{name}": sent[name] for name in ("top", "left", "flip") if name in sent}
        shift = sent.get("shift")
        if isinstance(shift, list):
            told |= {param.name: each for param, each in zip(_SHIFT, shift, strict=False)}
        state.update(checked(PARAMS, told))

    crop_lab(
        {
            "settings": {
                "top": state.values["crop_top"],
                "left": state.values["crop_left"],
                "flip": state.values["crop_flip"],
                "shift": [state.values[param.name] for param in _SHIFT],
            },
            "image": _image(),
            "size": SIZE,
            "crop": CROP,
            "axes": [asdict(axis) for axis in axes()],
            "tested": tested(),
            "heard": memory.heard.get(key, 0),
            "words": lesson_texts(LESSON).area("crops", language.current()),
        },
        on_settings=changed,
        key=key,
    )


@cache
def _image() -> str:
    """The picture as a ``data:`` address."""
    buffer = BytesIO()
    Image.fromarray(photo()).save(buffer, "JPEG", quality=88)
    return f"data:image/jpeg;base64,{base64.b64encode(buffer.getvalue()).decode('ascii')}"
