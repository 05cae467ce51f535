"""A picture at a random size and a crop of a fixed one, as a network is trained on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypedDict

from streamlit.components.v2 import component

from pages.components import loader

_mount = component("cnn_course.scale_jitter", js=loader("scale_jitter"))


class JitterData(TypedDict):
    """What the browser is told.

    Attributes:
        image: A picture as a ``data:`` address.
        ratio: Its width over its height.
        crop: Pixels of a side of what the network reads.
        scales: The least and the most of the picture's shorter side.
        settings: mode (``random`` or ``fixed``), scale (where it is fixed), draw (which draw).
        heard: The count of the last gesture that the server has heard of.
        words: Translated, with ``{slots}``.
    """

    image: str
    ratio: float
    crop: int
    scales: tuple[int, int]
    settings: dict[str, Any]
    heard: int
    words: dict[str, str]


def scale_jitter(data: JitterData, *, on_settings: Callable[[], None], key: str) -> None:
    """Put the board on the page.

    Args:
        data: See ``JitterData``.
        on_settings: A gesture ended; the settings and their count ``n`` are
            ``st.session_state[key].settings``.
        key: Name of the element.
    """
    _mount(key=key, data=data, on_settings_change=on_settings)
