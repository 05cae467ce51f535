"""The words of the tab Explore in the session's language."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

from lessons.machinery.explore import EXPLORE
from pages.ui.shell import language, text


def word(key: str, **values: object) -> str:
    """The words of ``explore.<key>``."""
    return EXPLORE.get(f"explore.{key}", language.current(), **values)


def words(area: str) -> dict[str, str]:
    """All words below ``explore.<area>``."""
    return EXPLORE.area(f"explore.{area}", language.current())


def listed(parts: Sequence[str]) -> str:
    """One after the other, as the language joins them."""
    return word("letters_and").join(parts)


def explain(key: str) -> None:
    """A sentence below a chart, whose terms show what they mean."""
    html = text.inline_html(word(key), language.current())
    text.show_html(f'<p class="note">{html}</p>')


def note(sentence: str, role: str | None = None) -> None:
    """A sentence below a chart."""
    attribute = f' role="{role}"' if role else ""
    text.show_html(f'<p class="note"{attribute}>{escape(sentence)}</p>')
