"""Tells the document its language after a switch: for speech, hyphenation and the right glyphs."""

from __future__ import annotations

from streamlit.components.v2 import component

from lessons.languages import Language
from pages.components import read_source
from pages.ui.language import t

_mount = component(
    "cnn_course.document_language",
    html='<span data-ready="true" hidden></span>',
    js=read_source("document_language", "component.js"),
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
