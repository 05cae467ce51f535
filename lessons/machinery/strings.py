"""The words of the user interface, and the terms of the field, in both languages.

``strings.toml`` holds the words of buttons, labels and messages; ``glossary.toml`` the terms that
both languages must use in the same way everywhere.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from lessons.machinery.languages import Language, Texts, beside, other

_HERE = Path(__file__).parent


def load_texts(path: Path) -> Texts:
    """Read a TOML file of texts in two languages."""
    return Texts(tomllib.loads(path.read_text(encoding="utf-8")))


STRINGS = load_texts(_HERE / "strings.toml")


@cache
def lesson_texts(lesson_id: str) -> Texts:
    """The words that only one lesson's boards need: ``lessons/<lesson_id>/words.toml``."""
    return load_texts(_HERE.parent / lesson_id / "words.toml")


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the field: its word in each language and one sentence of meaning in each.

    Attributes:
        taught: The page of the course that explains it.
    """

    term_id: str
    zh: str
    en: str
    meaning_zh: str
    meaning_en: str
    taught: str

    def word(self, language: Language) -> str:
        """The term itself."""
        return self.zh if language == "zh" else self.en

    def pair(self, language: Language) -> str:
        """The same term in the other language; empty where both use one word."""
        return beside(self.word(language), self.word(other(language)))

    def meaning(self, language: Language) -> str:
        """What it means, in a sentence."""
        return self.meaning_zh if language == "zh" else self.meaning_en


def _load_glossary() -> dict[str, Term]:
    table = tomllib.loads((_HERE / "glossary.toml").read_text(encoding="utf-8"))
    return {term_id: Term(term_id, **entry) for term_id, entry in table.items()}


GLOSSARY = _load_glossary()
