"""Scores, softmax and cross-entropy: a board whose numbers follow the hand.

A fragment: a move reruns this board alone. The address holds ``softmax_scores``, ``softmax_class``,
``softmax_temperature``, ``softmax_smoothing`` and ``softmax_raw``.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from lessons.fully_connected.cases import example
from lessons.machinery.cells import format_number
from lessons.machinery.params import ChoiceParam, EditsParam, FlagParam, IntParam, Param
from lessons.machinery.strings import lesson_texts
from pages.components.softmax_lab import softmax_lab
from pages.ui.lesson.board_memory import event, memory_of, whole
from pages.ui.shell import language, learner
from pages.ui.shell.url_state import open_part
from pages.ui.slides.pieces import piece

_CLASSES = ("1", "2", "3")
PARAMS: tuple[Param, ...] = (
    EditsParam("softmax_scores", max_size=len(_CLASSES)),
    ChoiceParam("softmax_class", _CLASSES, default="2"),
    IntParam("softmax_temperature", 1, 16, 4),
    IntParam("softmax_smoothing", 0, 6, 0),
    FlagParam("softmax_raw"),
)
_LARGE = ("100", "102", "99")
"""Scores whose powers float32 cannot hold."""


@piece("board")
@learner.kept_fragment
def show_softmax(page_id: str) -> None:
    """The scores of the figure's example, to be changed at will."""
    state = open_part(page_id, PARAMS, "boards.softmax")
    memory = memory_of(page_id)

    def changed() -> None:
        sent = event("softmax_lab", "settings")
        memory.heard["softmax"] = whole(sent.get("n"))
        state.update(_checked(sent))

    texts = lesson_texts(page_id).area("softmax", language.current())
    softmax_lab(
        {
            "settings": _settings(state.values),
            "first": _settings({param.name: param.default for param in PARAMS}),
            "large": list(_LARGE),
            "names": [texts[f"class_{name}"] for name in _CLASSES],
            "words": texts,
            "heard": memory.heard.get("softmax", 0),
        },
        on_settings=changed,
    )


def _settings(values: Mapping[str, Any]) -> dict[str, Any]:
    """As the browser has them: scores as texts, the right class from 0."""
    scores = [format_number(score).replace("\N{MINUS SIGN}", "-") for score in _first_scores()]
    for (row, _), text in values["softmax_scores"].items():
        if row < len(scores):
            scores[row] = text
    return {
        "scores": scores,
        "right": _CLASSES.index(values["softmax_class"]),
        "temperature": values["softmax_temperature"],
        "smoothing": values["softmax_smoothing"],
        "raw": values["softmax_raw"],
    }


def _first_scores() -> np.ndarray:
    return example().out()[:, 0]


def _checked(sent: Mapping[str, Any]) -> dict[str, Any]:
    """What came from the browser, through the parameters."""
    scores = sent.get("scores")
    texts = [str(text) for text in scores] if isinstance(scores, list) else []
    raw = {
        "softmax_scores": "_".join(f"{row}.0.{text}" for row, text in enumerate(texts)),
        "softmax_class": str(whole(sent.get("right")) + 1),
        "softmax_temperature": str(sent.get("temperature")),
        "softmax_smoothing": str(sent.get("smoothing")),
        "softmax_raw": str(int(sent.get("raw") is True)),
    }
    found = {param.name: param.parse(raw[param.name])[0] for param in PARAMS}
    first = dict(enumerate(_first_scores()))
    found["softmax_scores"] = {
        (row, column): text
        for (row, column), text in found["softmax_scores"].items()
        if text != format_number(float(first[row]))
    }
    return found
