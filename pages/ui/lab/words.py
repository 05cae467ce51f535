"""The words of the labs in the session's language."""

from __future__ import annotations

from lessons.training_lab.words import LAB
from pages.ui.shell import language


def word(key: str, **values: object) -> str:
    """The words of ``key`` of ``lessons/training_lab/words.toml``."""
    return LAB.get(key, language.current(), **values)


def has_word(key: str) -> bool:
    """Whether there are words for ``key``."""
    return key in LAB


def words(prefix: str) -> dict[str, str]:
    """All words below ``prefix``, for a component."""
    return LAB.area(prefix, language.current())
