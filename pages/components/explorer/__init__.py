"""A network of a paper that is walked into: network, stage, block, operator, numbers."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypedDict

from streamlit.components.v2 import component

from pages.components import loader

_mount = component("cnn_course.explorer", js=loader("explorer"))


class ExplorerData(TypedDict):
    """What the browser is told.

    Attributes:
        prefix: With which its settings begin in the address.
        scenes: Where the networks are served, below the root of the course.
        models: The networks to choose from: id, label.
        settings: model; open, the path of the part that fills the drawing; measure ("params" or
            "mult_adds"); size of the picture's side in pixels, 0 as published; picture that goes
            through the network, "none" or "own"; seed of its random weights.
        sizes: The smallest and the largest size that may be asked for.
        pictures: Those to choose from: id, label; "none" first.
        accept: Endings of the files that are pictures.
        mostBytes: Of such a file.
        heard: The count of the last gesture that the server has heard of.
        words: Translated, with ``{slots}``.
    """

    prefix: str
    scenes: str
    models: Sequence[dict[str, str]]
    settings: dict[str, Any]
    sizes: tuple[int, int]
    pictures: Sequence[dict[str, str]]
    accept: str
    mostBytes: int
    heard: int
    words: dict[str, str]


def explorer(data: ExplorerData, *, on_settings: Callable[[], None], key: str) -> None:
    """Put the explorer on the page.

    Args:
        data: See ``ExplorerData``.
        on_settings: A gesture ended; the settings and their count ``n`` are
            ``st.session_state[key].settings``.
        key: Name of the element.
    """
    _mount(key=key, data=data, on_settings_change=on_settings)
