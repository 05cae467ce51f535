"""Still drawings of the lesson on dropout."""

from __future__ import annotations

from html import escape

import numpy as np

from lessons.dropout.cases import HIDDEN, draws
from pages.ui.lesson import drawings
from pages.ui.lesson.words import words_of

word = words_of("dropout")

FORMULA = (
    '<div class="formula"><span class="role-output"><var>y</var></span> = '
    '<span class="role-input"><var>x</var></span> · <var>m</var>, &nbsp; <var>m</var> ∈ '
    "{0, 1 ÷ (1 − <var>p</var>)}, &nbsp; <var>P</var>(<var>m</var> = 0) = <var>p</var></div>"
)
_P = 0.5
_SHOWN = (0, 1, 2)
_SHAPE = (2, 3)


def why() -> str:
    """The units in three steps of training, others missing each time, and in testing."""
    told = []
    for number, seed in enumerate(_SHOWN, 1):
        told.append(_units(draws()[seed] < _P, word("why.step", number=number)))
    return drawings.row(*told, _units(np.zeros(HIDDEN.size, dtype=bool), word("why.test")))


def _units(dropped: np.ndarray, caption: str) -> str:
    values = np.where(dropped, 0, HIDDEN[0]).reshape(_SHAPE)
    shown = drawings.grid(
        values, "input", cell=22, digits=True, unread=dropped.reshape(_SHAPE)
    )  # what is hatched is dropped
    return drawings.figure(shown, escape(caption))
