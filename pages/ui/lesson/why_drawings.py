"""Still drawings of the first lesson: what weights answer to a cross that moves, and more."""

from __future__ import annotations

from html import escape

import numpy as np

from cnncore.ops import conv2d
from lessons.machinery.cells import format_number
from lessons.machinery.questions import Question
from lessons.why_cnn.matrix import LINKS, Grid, MatrixCase, X, counts
from pages.ui.lesson import drawings
from pages.ui.lesson.questions import Stage
from pages.ui.lesson.words import words_of

word = words_of("why_cnn")

_CROSS = np.array([[0.0, 1, 0], [1, 1, 1], [0, 1, 0]])
_DETECTOR = 2 * _CROSS - 1
"""Positive on the cross, negative beside it."""
_SIDE, _PLACES = 8, ((1, 1), (4, 4))
_CELL = 9

MATRIX_FORMULA = (
    '<div class="formula"><span class="role-output">out</span><sub><var>i</var></sub> = '
    '<span class="big">∑</span><sub><var>j</var></sub> '
    '<span class="role-kernel"><var>W</var></span><sub><var>ij</var></sub> · '
    '<span class="role-input"><var>x</var></span><sub><var>j</var></sub></div>'
)


def _placed(block: Grid, place: tuple[int, int]) -> Grid:
    picture = np.zeros((_SIDE, _SIDE))
    top, left = place
    picture[top : top + len(block), left : left + len(block)] = block
    return picture


def opening() -> str:
    """A cross in two places; weights for every pixel, prepared for the first, and a kernel."""
    dense = _placed(_DETECTOR, _PLACES[0])
    pictures = [_placed(_CROSS, place) for place in _PLACES]
    maps = [conv2d(picture[None], _DETECTOR[None, None])[0] for picture in pictures]
    answers = [float((picture * dense).sum()) for picture in pictures]
    most = [float(found.max()) for found in maps]
    heads = "".join(
        f'<span class="caption">{escape(word(f"opening.{name}"))}</span>'
        for name in ("picture", "dense", "kernel", "map")
    )
    rows = "".join(
        drawings.grid(picture, "input", cell=_CELL)
        + _told(drawings.grid(dense, "kernel", cell=_CELL), "here", answer)
        + drawings.grid(_DETECTOR, "kernel", cell=22)
        + _told(drawings.grid(found, "output", cell=_CELL), "largest", largest)
        for picture, found, answer, largest in zip(pictures, maps, answers, most, strict=True)
    )
    alt = word("opening.alt", here=_shown(answers[0]), there=_shown(answers[1]),
               both=_shown(most[0]))  # fmt: skip
    return (
        f'<div class="moved tight" role="img" aria-label="{escape(alt)}">'
        f'<div class="moved-grid" aria-hidden="true">{heads}{rows}</div></div>'
    )


def _told(drawing: str, key: str, answer: float) -> str:
    said = escape(word(f"opening.{key}", answer=_shown(answer)))
    return f'<span class="moved-told">{drawing}<b>{said}</b></span>'


def _shown(value: float) -> str:
    return format_number(value)


def kernel_of(question: Question, _stage: Stage) -> str:
    """The kernel that a question speaks of."""
    return drawings.grid(np.array(question.values["kernel"]), "kernel", cell=40, digits=True)


def in_small() -> str:
    """The three matrices, each with the number of its weights."""
    found = counts()
    matrices = [
        drawings.figure(
            drawings.grid(MatrixCase(links, "plain", X).weights, "kernel", cell=4),
            str(found[links]),
        )
        for links in LINKS
    ]
    first, *others = matrices
    return f'<div class="tight">{drawings.row(first, *(p for o in others for p in ("→", o)))}</div>'
