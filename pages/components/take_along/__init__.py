"""The button "Take this figure along" below a figure, and the panel that it opens."""

from __future__ import annotations

from typing import TypedDict

from streamlit.components.v2 import component

from pages.components import loader

_component = component("cnn_course.take_along", js=loader("take_along"))


class Seen(TypedDict):
    """What a board shows; like the event ``cnn-step`` of a figure.

    Attributes:
        step: From 0.
        caseKey: Equal for equal drawings.
        settings: By name, as an address writes them.
    """

    step: int
    caseKey: str
    settings: dict[str, str]


class TakeData(TypedDict):
    """What the browser is told; the settings and the step it hears from the figure.

    Attributes:
        channel: Of the figure, whose steps it follows (the window event ``cnn-step``).
        page: Of the figure.
        figure: Its name on that page.
        step: What the step of the figure is called in the address.
        reader: The language of the session.
        hidden: The cells that a question hides now, as ``out:0,1``.
        seen: What it shows, where it tells no steps.
        papers: Width and height of each size in words.
        words: In the language of the session; ``{slots}`` are filled in the browser.
    """

    channel: str
    page: str
    figure: str
    step: str
    reader: str
    hidden: list[str]
    seen: Seen | None
    papers: dict[str, str]
    words: dict[str, str]


def take_along(*, key: str, data: TakeData) -> None:
    """Put the button on the page."""
    _component(key=key, data=data)
