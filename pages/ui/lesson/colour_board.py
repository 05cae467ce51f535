"""Kernels on a coloured picture, channel by channel; the picture may be the learner's own.

The address holds ``photo``, ``photo_kernel`` (which of the two is looked at) and for each of them
``photo_kernel_1`` and ``photo_cells_1``. The learner's own picture stays in the tab of the browser.
"""

from __future__ import annotations

import base64
import binascii
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import streamlit as st

from cnncore.data import DataError, picture
from cnncore.data.pictures import FORMAT_NAMES, MAX_PIXELS, SUFFIXES
from lessons.channels.photos import (
    CHANNELS,
    COLOUR_KERNELS,
    COLOUR_PICTURES,
    PHOTO_TEXTS,
    SIZE,
    ColourPicture,
    colour_picture,
)
from lessons.machinery.params import ChoiceParam, EditsParam, IntParam, Param
from pages.components.colour_lab import colour_lab
from pages.ui.lesson.board_memory import edits_text, event, memory_of, whole
from pages.ui.shell import language, learner
from pages.ui.shell.url_state import checked, open_part
from pages.ui.slides.pieces import piece

MOST_BYTES = 10_000_000
"""Of a picture's file: a phone's photograph has half of that."""
_KEY = "colour_lab"
_STARTS = ("red_edge", "grey")
_ROWS = 3 * len(CHANNELS) + 1  # the slices of a kernel below each other, and the bias below them

PARAMS: tuple[Param, ...] = (
    ChoiceParam("photo", tuple(COLOUR_PICTURES), "temple"),
    IntParam("photo_kernel", 1, len(_STARTS), 1),
    *(
        param
        for number, start in enumerate(_STARTS, 1)
        for param in (
            ChoiceParam(f"photo_kernel_{number}", tuple(COLOUR_KERNELS), start),
            EditsParam(f"photo_cells_{number}", max_size=_ROWS),
        )
    ),
)


@dataclass
class Exchange:
    """What the browser has, and what became of the file that came last.

    Attributes:
        has_pictures: Whether the pictures to choose from have arrived there.
        count: Of the files that came.
        pixels: Of the last one, as they travel, until they have arrived.
        refusal: Why the last one was not taken.
    """

    has_pictures: bool = False
    count: int = 0
    pixels: str = ""
    refusal: DataError | None = None

    def brought(self) -> dict[str, Any]:
        """What the browser is told of the last file."""
        refusal = _sentence(self.refusal) if self.refusal else ""
        return {"n": self.count, "pixels": self.pixels, "refusal": refusal}


@piece("board")
@st.fragment
def show_colour_lab(page_id: str) -> None:
    """A picture, its channels, and two kernels on them."""
    state = open_part(page_id, PARAMS, "boards.colour")
    memory = memory_of(page_id)
    exchange = st.session_state.setdefault(f"{page_id}.pictures", Exchange())

    def changed() -> None:
        sent = event(_KEY, "settings")
        memory.heard["colour"] = whole(sent.get("n"))
        exchange.has_pictures, exchange.refusal = True, None
        if sent.get("has") == exchange.count:
            exchange.pixels = ""
        state.update(_settings_of(sent))

    def brought() -> None:
        sent = event(_KEY, "bring")
        exchange.count = whole(sent.get("n"))
        try:
            exchange.pixels, exchange.refusal = _packed(_read(sent)), None
        except DataError as refused:
            exchange.pixels, exchange.refusal = "", refused

    colour_lab(
        {
            "size": SIZE,
            "letters": list(CHANNELS),
            "pictures": _pictures(with_pixels=not exchange.has_pictures),
            "kernels": _kernels(),
            "settings": _settings(state.values),
            "accept": ",".join(SUFFIXES),
            "mostBytes": MOST_BYTES,
            "heard": memory.heard.get("colour", 0),
            "brought": exchange.brought(),
            "forgotten": learner.begun_at(),
            "strings": _strings(),
        },
        on_settings=changed,
        on_bring=brought,
        key=_KEY,
    )


def _strings() -> dict[str, Any]:
    """The words of the board."""
    return PHOTO_TEXTS.area("lab", language.current()) | {
        "file_too_large": _word("file_too_large", megabytes=MOST_BYTES // 1_000_000),
        "credit": _word("credit", size=SIZE),
    }


def _settings(values: Mapping[str, Any]) -> dict[str, Any]:
    """The settings as the browser has them."""
    return {
        "picture": values["photo"],
        "chosen": values["photo_kernel"] - 1,
        "kernels": [
            {
                "id": values[f"photo_kernel_{number}"],
                "edits": {
                    f"{row}.{col}": typed
                    for (row, col), typed in values[f"photo_cells_{number}"].items()
                },
            }
            for number in range(1, len(_STARTS) + 1)
        ],
    }


def _settings_of(sent: Mapping[str, Any]) -> dict[str, Any]:
    """What the browser sent, each value through its parameter's own check."""
    raw: dict[str, object] = {"photo_kernel": whole(sent.get("chosen")) + 1}
    raw["photo"] = sent.get("picture")
    kernels = sent.get("kernels")
    for number, kernel in enumerate(kernels if isinstance(kernels, Sequence) else (), 1):
        if isinstance(kernel, Mapping):
            raw[f"photo_kernel_{number}"] = kernel.get("id")
            raw[f"photo_cells_{number}"] = edits_text(kernel.get("edits"))
    return checked(PARAMS, raw)


def _read(sent: Mapping[str, Any]) -> ColourPicture:
    """The picture in a file that was sent.

    Raises:
        DataError: `picture_broken`, `picture_too_large` or `picture_too_deep`.
    """
    name, packed = str(sent.get("name"))[:80], sent.get("file")
    try:
        # As text a file is a third longer. Whoever sends more does so without our page.
        encoded = base64.b64decode(str(packed)[: MOST_BYTES * 4 // 3 + 4], validate=True)
    except binascii.Error:
        raise DataError("picture_broken", entry=name) from None
    return picture(encoded, name, size=SIZE).transpose(2, 0, 1)


def _packed(planes: ColourPicture) -> str:
    """A picture (3, 80, 80) as it travels."""
    return base64.b64encode(planes.tobytes()).decode("ascii")


@cache
def _packed_picture(name: str) -> str:
    return _packed(colour_picture(name))


def _pictures(*, with_pixels: bool) -> list[dict[str, str]]:
    return [
        {
            "id": name,
            "name": _word(f"pictures_of.{name}"),
            "pixels": _packed_picture(name) if with_pixels else "",
        }
        for name in COLOUR_PICTURES
    ]


def _kernels() -> list[dict[str, Any]]:
    return [
        {
            "id": name,
            "name": _word(f"kernels_of.{name}"),
            "weights": weight.reshape(len(CHANNELS), -1).tolist(),
        }
        for name, weight in COLOUR_KERNELS.items()
    ]


def _sentence(refused: DataError) -> str:
    """Why a picture was not taken."""
    more: dict[str, dict[str, object]] = {
        "picture_broken": {"formats": _word("comma").join(FORMAT_NAMES)},
        "picture_too_large": {"millions": MAX_PIXELS // 1_000_000},
    }
    values = {"entry": refused.values["entry"]} | more.get(refused.code, {})
    return _word(f"refusal.{refused.code}", **values)


def _word(key: str, **values: object) -> str:
    return PHOTO_TEXTS.get(key, language.current(), **values)
