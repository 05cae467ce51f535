"""The band on top of a figure: a question, what was answered, what came of it; as words."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from lessons.machinery.questions import Cell

BandState = Literal["open", "right", "wrong", "shown"]


@dataclass(frozen=True, slots=True)
class Band:
    """What the band of the stepper shows; every word is already in the session's language.

    Attributes:
        target: The output cell hidden while the question is open; None hides nothing.
        kind: Whether a number is typed or an output cell is clicked.
        given: The answer as typed.
        headline: The finding, once there is one; ``reason`` explains it.
        labels: The words of the buttons: submit, skip, again.
    """

    title: str
    prompt: str
    target: Cell | None
    kind: Literal["number", "cell"]
    state: BandState
    given: str
    headline: str
    reason: str
    labels: dict[str, str]
