"""Tells the document its language after a switch: for speech, hyphenation and the right glyphs."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from lessons.languages import Language
from pages.ui.language import t

_HERE = Path(__file__).parent

_mount = st.components.v2.component(
    "cnn_course.document_language",
    html='<span data-ready="true" hidden></span>',
    js=(_HERE / "component.js").read_text(encoding="utf-8"),
)


def document_language(language: Language) -> None:
    """Set ``<html lang>``, and name Streamlit's own landmarks in that language."""
    names = {
        "main": t("shell.main"),
        "sidebar": t("shell.sidebar"),
        "pages": t("shell.pages"),
        "open": t("shell.open"),
        "close": t("shell.close"),
    }
    _mount(key="document_language", data={"language": language, "names": names})
