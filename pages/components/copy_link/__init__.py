"""A button that copies the page's address, which holds everything the page shows."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from pages.ui.language import t

_HERE = Path(__file__).parent

_mount = st.components.v2.component(
    "cnn_course.copy_link",
    html=(_HERE / "component.html").read_text(encoding="utf-8"),
    css=(_HERE / "component.css").read_text(encoding="utf-8"),
    js=(_HERE / "component.js").read_text(encoding="utf-8"),
)


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
