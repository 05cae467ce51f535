"""The texts of the guided experiments, and the words of their page."""

from __future__ import annotations

from pathlib import Path

from lessons.machinery.languages import Language
from lessons.machinery.strings import load_texts

_HERE = Path(__file__).parent

TEXTS = load_texts(_HERE / "texts.toml")
PAGE = load_texts(_HERE / "page.toml")


def place_name(place: str, language: Language) -> str:
    """What a part of the page is called: an experiment's title."""
    return TEXTS.get(f"{place}.title", language)
