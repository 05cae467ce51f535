"""What Streamlit's own frame leaves out: its language, its landmarks' names, links to a new tab."""

from __future__ import annotations

from streamlit.components.v2 import component

from lessons.machinery.languages import Language
from pages.components import loader
from pages.ui.shell.language import t

_mount = component("cnn_course.page_frame", js=loader("page_frame"))


def page_frame(language: Language) -> None:
    """Set ``<html lang>`` and name Streamlit's landmarks in that language."""
    names = {
        "main": t("shell.main"),
        "sidebar": t("shell.sidebar"),
        "pages": t("shell.pages"),
        "open": t("shell.open"),
        "close": t("shell.close"),
    }
    _mount(key="page_frame", data={"language": language, "names": names})
