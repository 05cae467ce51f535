"""What is asked for when a figure is taken along; Matplotlib is loaded only where it is drawn."""

from __future__ import annotations

import importlib
from dataclasses import dataclass, field
from typing import Any, Literal

from lessons.figures.paper import Style
from lessons.machinery.languages import Language

InLanguage = Language | Literal["both"]
Format = Literal["png", "svg", "pdf", "gif"]
FORMATS: tuple[Format, ...] = ("png", "svg", "pdf", "gif")

MOST_STEPS = 64
"""That a file holds."""
MOST_ACROSS = 3840
"""Pixels of a picture."""
LONGEST_ALT = 1000
"""Characters of a description of one's own."""


@dataclass(frozen=True, slots=True)
class Order:
    """A figure as it is to be drawn.

    Attributes:
        page_id: Its page.
        figure: Its name on that page.
        settings: Its parameters by name, checked, as an address writes them.
        hidden: Cells that a question hides, as ``out:0,1``.
        language: Of its words.
        style: Its look.
        alt: What it shows, in the reader's own words; "" in those of the course.
    """

    page_id: str
    figure: str
    settings: tuple[tuple[str, str], ...]
    hidden: tuple[str, ...] = ()
    language: InLanguage = "en"
    style: Style = field(default_factory=Style)
    alt: str = ""


@dataclass(frozen=True, slots=True)
class Frame:
    """A step as pixels of red, green and blue."""

    size: tuple[int, int]
    pixels: bytes


class TooManyStepsError(Exception):
    """More steps than a file may have; the argument says how many."""


class TooLargeError(Exception):
    """More pixels than a picture may have."""


class TooSmallError(Exception):
    """Letters that nobody could read; the argument is the height of the smallest, in points."""


def refuse_too_many(steps: int) -> None:
    """The limit of what is written step after step.

    Raises:
        TooManyStepsError: If there are more than ``MOST_STEPS``.
    """
    if steps > MOST_STEPS:
        raise TooManyStepsError(steps)


def fulfil(job: str, *what: Any) -> Any:
    """Do a job of ``lessons.figures.counter`` in the process that draws."""
    return getattr(importlib.import_module("lessons.figures.counter"), job)(*what)
