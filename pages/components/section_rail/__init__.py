"""The rail of a lesson: its steps, which are done, and where the reader is now."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any, TypedDict

from streamlit.components.v2 import component

from pages.components import loader, still

_mount = component("cnn_course.section_rail", js=loader("section_rail"))


class RailItem(TypedDict):
    """One step: ``id`` of its section on the page, its label, and whether it is done."""

    id: str
    label: str
    done: bool


class RailWords(TypedDict):
    """Of the rail itself.

    Attributes:
        name: What it is.
        done: Said of a step.
        progress: What a narrow screen shows instead of the labels; ``{n}``, ``{total}`` and
            ``{label}`` are filled in the browser while the page scrolls.
    """

    name: str
    done: str
    progress: str


def section_rail(items: Sequence[RailItem], words: RailWords, *, key: str = "section_rail") -> None:
    """Put the rail on the page.

    Args:
        items: The steps in order. A step's section is the element with that ``id``, or the
            container with that ``key``.
        words: Of the rail itself.
        key: Name of the element, if a page has more than one rail.
    """
    _mount(key=key, data={"items": list(items), **words})


def still_rail(data: dict[str, Any]) -> str:
    """The rail at its first step, before its script runs."""
    items = data["items"]
    steps = "".join(
        f"<li><button type=button tabindex=-1{' data-done' * item['done']}"
        f"{' aria-current=step' * (place == 0)}>"
        f'<span class="label">{escape(item["label"])}</span></button></li>'
        for place, item in enumerate(items)
    )
    label = f"<b>{escape(items[0]['label'])}</b>"
    where = escape(data["progress"]).replace("{n}", "1").replace("{total}", str(len(items)))
    name = escape(data["name"], quote=True)
    return still(
        f'<nav class="rail" aria-label="{name}"><ol>{steps}</ol>'
        f'<p class="where">{where.replace("{label}", label)}</p></nav>',
        "section_rail/component.css",
    )
