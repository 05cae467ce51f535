"""A button that copies the page's address, which holds everything the page shows."""

from __future__ import annotations

from streamlit.components.v2 import component

from pages.components import loader
from pages.ui.shell.language import t

_mount = component("cnn_course.copy_link", js=loader("copy_link"))


def copy_link(key: str = "copy_link") -> None:
    """Put the button on the page."""
    _mount(
        key=key,
        data={
            "label": t("nav.copy_link"),
            "copied": t("nav.copied"),
            "failed": t("nav.copy_failed"),
        },
    )
