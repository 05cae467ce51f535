"""A kernel on a picture: first a question, then free play.

A fragment: a move reruns this board alone. The address holds ``picture``, ``picture_kernel`` and
``picture_cells``.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from typing import Any

from lessons.machinery.boards import KERNEL_SIZE
from lessons.machinery.params import ChoiceParam, EditsParam, Param
from lessons.machinery.pictures import MAP_OPTIONS, PICTURE_KERNELS, PICTURES, picture
from lessons.machinery.strings import STRINGS
from pages.components.picture_lab import picture_lab
from pages.ui.lesson import milestones
from pages.ui.lesson.board_memory import (
    BoardMemory,
    edits_text,
    event,
    memory_of,
    tell_the_page,
    whole,
)
from pages.ui.shell import language, learner
from pages.ui.shell.url_state import open_part
from pages.ui.slides.pieces import piece

PARAMS: tuple[Param, ...] = (
    ChoiceParam("picture", tuple(PICTURES), default="house"),
    ChoiceParam("picture_kernel", tuple(PICTURE_KERNELS), default="vertical"),
    EditsParam("picture_cells", max_size=KERNEL_SIZE),
)
_QUESTION_PICTURE = "house"
_QUESTION_ORDER = ("horizontal", "flipped", "vertical", "blur")
_PREDICTIONS = (*MAP_OPTIONS, "skipped")


@piece("board")
@learner.kept_fragment
def show_picture_lab(page_id: str) -> None:
    """A kernel on a picture: first a question, then free play."""
    state = open_part(page_id, PARAMS, "boards.picture")
    memory = memory_of(page_id)
    values = state.values
    if memory.prediction is None and learner.get(_kept(page_id)) in _PREDICTIONS:
        memory.prediction = learner.get(_kept(page_id))
    if memory.prediction is None and any(values[p.name] != p.default for p in PARAMS):
        memory.prediction = "skipped"  # a link to a setting shows that setting

    def changed() -> None:
        settings = event("picture_lab", "settings")
        memory.heard["picture"] = whole(settings.get("n"))
        sent = settings.get("prediction")
        if sent in _PREDICTIONS and sent != memory.prediction:
            memory.prediction = str(sent)
            learner.put(_kept(page_id), sent)
            memory.is_news = milestones.reach(page_id, "change")
        raw = {
            "picture": settings.get("picture"),
            "picture_kernel": settings.get("kernel"),
            "picture_cells": edits_text(settings.get("edits")),
        }
        state.update({p.name: p.parse(str(raw[p.name]))[0] for p in PARAMS})

    picture_lab(_lab_data(values, memory), on_settings=changed)
    tell_the_page(memory)


def _lab_data(values: Mapping[str, Any], memory: BoardMemory) -> dict[str, Any]:
    """What the browser is told: all pictures and kernels, the question, the settings, the words."""
    words = STRINGS.area("picture_lab", language.current())
    return {
        "strings": words,
        "heard": memory.heard.get("picture", 0),
        "pictures": [
            {
                "id": name,
                "name": words[f"pictures_of.{name}"],
                "size": len(picture(name)),
                "pixels": base64.b64encode(picture(name).tobytes()).decode("ascii"),
            }
            for name in PICTURES
        ],
        "kernels": [
            {"id": name, "name": words[f"kernels_of.{name}"], "weights": weight.ravel().tolist()}
            for name, weight in PICTURE_KERNELS.items()
        ],
        "question": {
            "picture": _QUESTION_PICTURE,
            "answer": next(iter(MAP_OPTIONS)),
            "options": list(_QUESTION_ORDER),
            "maps": {
                name: {"weights": weight.ravel().tolist()} for name, weight in MAP_OPTIONS.items()
            },
        },
        "settings": {
            "picture": values["picture"],
            "kernel": values["picture_kernel"],
            "edits": {f"{row}.{col}": s for (row, col), s in values["picture_cells"].items()},
            "prediction": memory.prediction,
        },
    }


def _kept(page_id: str) -> str:
    return f"predicted/{page_id}.picture"
