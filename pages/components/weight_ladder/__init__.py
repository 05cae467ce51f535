"""The ladder: how many weights a layer has, fully connected, locally connected, shared."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypedDict

from streamlit.components.v2 import component

from pages.components import loader

_mount = component("cnn_course.weight_ladder", js=loader("weight_ladder"))


class LadderData(TypedDict):
    """What the browser is told.

    Attributes:
        places: What each slider offers, lowest first: side, units, window, kernels.
        settings: Where they stand.
        heard: The count of the last gesture that the server has heard of.
        words: Translated, with ``{slots}``.
    """

    places: dict[str, list[int]]
    settings: dict[str, int]
    heard: int
    words: dict[str, str]


def weight_ladder(
    data: LadderData, *, on_settings: Callable[[], None], key: str = "weight_ladder"
) -> None:
    """Put the ladder on the page.

    Args:
        data: See ``LadderData``.
        on_settings: A slider was let go; the settings and their count ``n`` are
            ``st.session_state[key].settings``.
        key: Name of the element.
    """
    _mount(key=key, data=data, on_settings_change=on_settings)
