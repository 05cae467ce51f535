"""A table as it is sometimes copied, with mistakes in it: mark the blocks that are wrong."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypedDict

from streamlit.components.v2 import component

from pages.components import loader

_mount = component("cnn_course.misprint", js=loader("misprint"))


class MisprintData(TypedDict):
    """What the browser is told.

    Attributes:
        columns: name, head (what the table says its depth is), blocks (lines of text, a list for
            each stage).
        settings: marked (``A.1_E.3``, sorted).
        truth: The blocks that are wrong, each with its right lines, by ``A.1``; empty until told.
        heard: The count of the last gesture that the server has heard of.
        words: Translated, with ``{slots}``.
    """

    columns: Sequence[Mapping[str, Any]]
    settings: dict[str, Any]
    truth: Mapping[str, Sequence[str]]
    heard: int
    words: dict[str, str]


def misprint(data: MisprintData, *, on_settings: Callable[[], None], key: str) -> None:
    """Put the table on the page.

    Args:
        data: See ``MisprintData``.
        on_settings: A block was marked or freed; the settings and their count ``n`` are
            ``st.session_state[key].settings``.
        key: Name of the element.
    """
    _mount(key=key, data=data, on_settings_change=on_settings)
