"""Equivariance by hand: a picture to move, its feature map, and the map from before moved along."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypedDict

from streamlit.components.v2 import component

from pages.components import loader

_mount = component("cnn_course.moving_map", js=loader("moving_map"))


class MovingData(TypedDict):
    """What the browser is told.

    Attributes:
        scene: ``block`` on plain ``ground``, from 0 to 1; the 3x3 ``kernel``; cells per side of the
            ``canvas``.
        reach: How far the block may move on either axis.
        settings: ``shift``, down and to the right.
        heard: The count of the last gesture that the server has heard of.
        words: Translated, with ``{slots}``.
    """

    scene: dict[str, Any]
    reach: int
    settings: dict[str, list[int]]
    heard: int
    words: dict[str, str]


def moving_map(
    data: MovingData, *, on_settings: Callable[[], None], key: str = "moving_map"
) -> None:
    """Put the board on the page.

    Args:
        data: See ``MovingData``.
        on_settings: A gesture ended; the shift and its count ``n`` are
            ``st.session_state[key].settings``.
        key: Name of the element.
    """
    _mount(key=key, data=data, on_settings_change=on_settings)
