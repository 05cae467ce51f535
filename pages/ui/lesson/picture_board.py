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
from lessons.machinery.slides import LETTERS, SlideOption, SlideQuestion
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
from pages.ui.slides import pieces
from pages.ui.slides.pieces import Asking

PARAMS: tuple[Param, ...] = (
    ChoiceParam("picture", tuple(PICTURES), default="house"),
    ChoiceParam("picture_kernel", tuple(PICTURE_KERNELS), default="vertical"),
    EditsParam("picture_cells", max_size=KERNEL_SIZE),
)
_QUESTION_PICTURE = "house"
_QUESTION_ORDER = ("horizontal", "flipped", "vertical", "blur")
_PREDICTIONS = (*MAP_OPTIONS, "skipped")


def show_picture_lab(page_id: str) -> None:
    """A kernel on a picture: first a question, then free play; in class view a slide for each."""
    if not pieces.plan().collects:
        pieces.put("board", lambda: _lab_fragment(page_id))
        return
    title = STRINGS.get("picture_lab.question", language.current())
    pieces.put("question", _ask, title=title, asking=Asking(lambda: _on_slide(page_id)))
    pieces.put("board", lambda: _lab_fragment(page_id, is_asked=True))


def _ask() -> None:
    """The four maps; once it is answered the right one is marked."""
    prediction = next(iter(MAP_OPTIONS)) if pieces.plan().is_revealed else None
    values = {param.name: param.default for param in PARAMS}
    data = _lab_data(values, BoardMemory(prediction=prediction))
    picture_lab(data | {"shows": "asked"}, on_settings=lambda: None)


def _on_slide(page_id: str) -> SlideQuestion:
    """The question of the board with its four maps."""
    lang = language.current()

    def said(key: str, letter: str = "") -> str:
        return STRINGS.get(f"picture_lab.{key}", lang).replace("{letter}", letter)

    options = tuple(
        SlideOption(
            letter,
            said("option_short", letter),
            name == next(iter(MAP_OPTIONS)),
            said(f"diagnosis.{name}.lead", letter),
            said(f"diagnosis.{name}.why"),
        )
        for letter, name in zip(LETTERS, _QUESTION_ORDER, strict=False)
    )
    return SlideQuestion(f"{page_id}.picture", said("question"), options)


@learner.kept_fragment
def _lab_fragment(page_id: str, *, is_asked: bool = False) -> None:
    state = open_part(page_id, PARAMS, "boards.picture")
    memory = memory_of(page_id)
    values = state.values
    if memory.prediction is None and learner.get(_kept(page_id)) in _PREDICTIONS:
        memory.prediction = learner.get(_kept(page_id))
    if memory.prediction is None and any(values[p.name] != p.default for p in PARAMS):
        memory.prediction = "skipped"  # a link to a setting shows that setting
    if is_asked:
        memory.prediction = "skipped"

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
    question = language.sentences(words["question"], language.t("question.predict_free"))
    return {
        "shows": "all",
        "strings": words | {"question": question},
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
