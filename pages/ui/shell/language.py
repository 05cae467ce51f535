"""Which language this session reads, and the words in it."""

from __future__ import annotations

import streamlit as st

from lessons.machinery.languages import Language, asked_for, is_language, of_locale
from lessons.machinery.strings import STRINGS
from pages.ui.shell import address

PARAMETER = "lang"
_STATE = "shell.lang"


def current() -> Language:
    """The session's language: chosen, else from the address, else from the browser."""
    chosen = st.session_state.get(_STATE)
    if is_language(chosen):
        return chosen
    return asked_for(address.get(PARAMETER)) or of_locale(st.context.locale)


def choose(language: Language) -> None:
    """Read on in ``language``; nothing else of the session changes."""
    st.session_state[_STATE] = language


def t(key: str, **values: object) -> str:
    """The words of ``key`` in the session's language."""
    return STRINGS.get(key, current(), **values)


def sentences(*said: str) -> str:
    """Sentences one after the other, apart as the session's language sets them."""
    return ("" if current() == "zh" else " ").join(said)
