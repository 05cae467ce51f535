"""The two languages of the course, and a text that exists in both."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Literal, TypeGuard, get_args

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


def is_language(value: object) -> TypeGuard[Language]:
    """Whether ``value`` names a language of the course."""
    return value in LANGUAGES


def asked_for(text: str | None) -> Language | None:
    """The language that an address asks for, in any spelling: ``zh``, ``ZH``, ``zh-CN``, ``zh_CN``.

    None where it names none of ours.
    """
    name = (text or "").strip().lower().replace("_", "-").partition("-")[0]
    return name if is_language(name) else None


def of_locale(locale: str | None) -> Language:
    """The language to greet a browser in: Chinese for any ``zh-*`` locale, else English."""
    return "zh" if (locale or "").lower().startswith("zh") else "en"


def other(language: Language) -> Language:
    """The language that is not ``language``."""
    return "en" if language == "zh" else "zh"


def beside(word: str, pair: str) -> str:
    """What stands beside a word, its pair in the other language; empty where both use one word."""
    return "" if pair.casefold() == word.casefold() else pair


class Texts:
    """A table of short texts, each in both languages: ``{key: {"zh": ..., "en": ...}}``.

    A text may hold ``[[name]]`` slots. They are filled by keyword; a slot without a value and a
    value without a slot are both errors, so that no number on screen is ever typed by hand.
    """

    def __init__(self, table: Mapping[str, object]) -> None:
        self._texts = dict(_flatten(table))
        self._areas: dict[tuple[str, Language], dict[str, str]] = {}

    def __contains__(self, key: str) -> bool:
        return key in self._texts

    def __iter__(self) -> Iterator[str]:
        """All keys, ``area.name``."""
        return iter(self._texts)

    def raw(self, key: str, language: Language) -> str:
        """The text of ``key`` with its slots as they are."""
        return self._texts[key][language]

    def get(self, key: str, language: Language, **values: object) -> str:
        """The text of ``key`` with its slots filled.

        Raises:
            KeyError: If the key is unknown, or slots and values do not match.
        """
        return fill(self.raw(key, language), values, where=key)

    def area(self, prefix: str, language: Language) -> dict[str, str]:
        """Every text below ``prefix``, unfilled, by the rest of its key (for a component)."""
        if (prefix, language) not in self._areas:  # asked for with every gesture
            start = f"{prefix}."
            self._areas[prefix, language] = {
                key.removeprefix(start): pair[language]
                for key, pair in self._texts.items()
                if key.startswith(start)
            }
        return dict(self._areas[prefix, language])


def _flatten(table: Mapping[str, object], prefix: str = ""):
    for name, value in table.items():
        key = f"{prefix}{name}"
        if not isinstance(value, Mapping):
            raise TypeError(f"{key}: expected a table with zh and en, got {value!r}")
        if set(value) == set(LANGUAGES) and all(isinstance(v, str) for v in value.values()):
            yield key, {language: str(value[language]) for language in LANGUAGES}
        else:
            yield from _flatten(value, f"{key}.")


def slots(text: str) -> set[str]:
    """The names of the ``[[name]]`` slots in ``text``."""
    return {part.partition("]]")[0] for part in text.split("[[")[1:]}


def fill(text: str, values: Mapping[str, object], *, where: str = "text") -> str:
    """Put ``values`` into the ``[[name]]`` slots of ``text``.

    Raises:
        KeyError: If slots and values do not name the same things.
    """
    wanted = slots(text)
    if wanted != set(values):
        raise KeyError(f"{where}: slots {sorted(wanted)} but values {sorted(values)}")
    for name, value in values.items():
        text = text.replace(f"[[{name}]]", str(value))
    return text
