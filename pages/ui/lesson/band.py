"""The band on top of a figure: a question, what was answered, what came of it; as words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lessons.machinery.questions import Keyboard

BandState = Literal["open", "right", "wrong", "shown", "replay"]


@dataclass(frozen=True, slots=True)
class Band:
    """What the band of a figure shows; every word is already in the session's language.

    Attributes:
        targets: The cells hidden while the question is open, as the figure names them
            ("out:0,1": a grid, row and column from 0); the first is the one that is asked for.
        kind: Whether a number is typed or an output cell is clicked.
        keyboard: What a number is written with.
        given: The answer as typed.
        headline: The finding, once there is one; ``reason`` explains it.
        labels: The words of the buttons: submit, skip, again, back, sign, and how one is
            said with its question.
        back: Key of the container on the page to which a button leads back; "" for none.
    """

    title: str
    prompt: str
    targets: tuple[str, ...]
    kind: Literal["number", "cell"]
    keyboard: Keyboard
    state: BandState
    given: str
    headline: str
    reason: str
    labels: dict[str, str]
    back: str = ""
