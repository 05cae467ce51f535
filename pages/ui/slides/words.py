"""The words of slides, as the browser gets them."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from pages.ui.shell import language, text
from pages.ui.slides.slide import Slide


def html(markdown: str) -> str:
    """A sentence of the course in the language of the page."""
    return text.inline_html(markdown, language.current())


def options_of(slide: Slide) -> list[dict[str, Any]]:
    """The options of its question: letter, is_right, and in HTML label, headline and reason."""
    asks = slide.asks
    return [_option(asdict(option)) for option in asks.options] if asks else []


def _option(option: dict[str, Any]) -> dict[str, Any]:
    return {**option, **{name: html(option[name]) for name in ("label", "headline", "reason")}}
