"""What a learner's file holds, or the sentence why it cannot be used."""

from __future__ import annotations

import logging
from collections.abc import Callable
from html import escape
from typing import TypeVar

import streamlit as st

from cnncore.errors import SettingError
from pages.ui.lab.data import refusal
from pages.ui.lab.words import word
from pages.ui.runs.runs import HOME
from pages.ui.shell import language, text

T = TypeVar("T")
_XSRF = "_streamlit_xsrf"


def say_not_taken(kind: str) -> None:
    """The sentence below a field for files; ``lab.css`` shows it while a wrong file lies there.

    The field refuses such a file in the browser, where no run of the page learns of it.
    """
    sentence = escape(word("refusal.file_kind", kind=kind))
    text.show_html(f'<p class="note caption not-taken" role="alert">{sentence}</p>')
    if _is_framed_without_cookies():
        link = (
            f'<a href="./{HOME}?lang={language.current()}" target="_blank">{word("own.alone")}</a>'
        )
        text.show_html(f'<p class="note caption">{escape(word("own.framed"))} {link}</p>')


def _is_framed_without_cookies() -> bool:
    """Whether Streamlit will refuse every file: it asks for a cookie of its own with each."""
    return bool(st.context.is_embedded) and _XSRF not in st.context.cookies


def taking(read: Callable[[], T]) -> T | str:
    """What ``read`` makes of a file, or a sentence; whatever happens, the rest of the page lives.

    A file that stays in its field is read on each run of the page: what nobody has foreseen in its
    bytes would take the page away for good.
    """
    try:
        return read()
    except SettingError as error:
        return refusal(error)
    except Exception:
        logging.getLogger(__name__).exception("a learner's file could not be read")
        return word("refusal.file_strange")
