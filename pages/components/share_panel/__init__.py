"""Share what is on the page: a link, its code, a frame, and the way to prepare a class with it."""

from __future__ import annotations

from collections.abc import Mapping

from streamlit.components.v2 import component

from pages.components import loader

_mount = component("cnn_course.share_panel", js=loader("share_panel"))


def share_panel(
    words: Mapping[str, str],
    *,
    language: str,
    prepare: str,
    title: str,
    boxed: bool = False,
    key: str = "share_panel",
) -> None:
    """Put the button on the page.

    Args:
        words: Translated.
        language: Of the session.
        prepare: The lesson that the page can be prepared for a class as; "" for other pages.
        title: Of the page.
        boxed: Whether the button has a frame, as among others.
        key: Widget key.
    """
    told = {"words": words, "language": language, "prepare": prepare}
    _mount(key=key, data={**told, "title": title, "boxed": boxed})
