"""The shift test: a digit to drag, and what is left of its maps in several lanes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypedDict

from streamlit.components.v2 import component

from pages.components import loader

_mount = component("cnn_course.shift_test", js=loader("shift_test"))


class ShiftData(TypedDict):
    """What the browser is told.

    Attributes:
        digits: Ten 8x8 digits.
        canvas: Cells per side of the canvas.
        reach: How far a digit may move on either axis.
        directions: Down and to the right, of the eight single steps.
        means: Source -> lane -> ``in_place`` and ``back``: mean overlap of all digits after one
            step, over all eight directions.
        changed: Lane -> share of a network's predictions that change after 0, 1, 2, ... cells.
        settings: digit, shift, source.
        isOpen: Whether the numbers are shown; a prediction comes first.
        heard: The count of the last gesture that the server has heard of.
        words: Translated, with ``{slots}``.
    """

    digits: list[list[list[int]]]
    canvas: int
    reach: int
    directions: list[list[int]]
    means: dict[str, dict[str, dict[str, float]]]
    changed: dict[str, list[float]]
    settings: dict[str, Any]
    isOpen: bool
    heard: int
    words: dict[str, str]


def shift_test(
    data: ShiftData, *, on_settings: Callable[[], None], key: str = "shift_test"
) -> None:
    """Put the test on the page.

    Args:
        data: See ``ShiftData``.
        on_settings: A gesture ended; the settings and their count ``n`` are
            ``st.session_state[key].settings``.
        key: Name of the element.
    """
    _mount(key=key, data=data, on_settings_change=on_settings)
