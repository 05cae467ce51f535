"""The words of the lab (``words.toml``); the shell's and the lessons' are in ``machinery``."""

from __future__ import annotations

from pathlib import Path

from lessons.machinery.languages import Language
from lessons.machinery.strings import load_texts

LAB = load_texts(Path(__file__).parent / "words.toml")


def class_name(class_id: str, language: Language) -> str:
    """What a class is called on screen; the learner's own are called what they were named."""
    key = f"data.classes.{class_id}"
    return LAB.get(key, language) if key in LAB else class_id


def place_name(place: str, language: Language) -> str:
    """What a part of the lab is called: its tab."""
    return LAB.get(f"lab.tab_{place}", language)
