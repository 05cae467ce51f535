"""The words of one lesson's own boards in the session's language."""

from __future__ import annotations

from collections.abc import Callable

from lessons.machinery.strings import lesson_texts
from pages.ui.shell import language


def words_of(lesson_id: str) -> Callable[..., str]:
    """A function that gives the words of a key of ``lessons/<lesson_id>/words.toml``."""
    texts = lesson_texts(lesson_id)

    def word(key: str, **values: object) -> str:
        return texts.get(key, language.current(), **values)

    return word
