"""Spend a budget: a stack of kernels that shall see so far with the fewest weights."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypedDict

from streamlit.components.v2 import component

from pages.components import loader

_mount = component("cnn_course.kernel_budget", js=loader("kernel_budget"))


class BudgetData(TypedDict):
    """What the browser is told.

    Attributes:
        pieces: Sides of the kernels on offer.
        goals: Fields that may be asked for.
        widths: Channels to choose from.
        most: How many layers a stack may have.
        tries: Stacks that reached a goal, as text, oldest first.
        settings: kernels (``3-3``, the lowest first), goal, channels.
        heard: The count of the last gesture that the server has heard of.
        words: Translated, with ``{slots}``.
    """

    pieces: Sequence[int]
    goals: Sequence[int]
    widths: Sequence[int]
    most: int
    tries: Sequence[str]
    settings: dict[str, Any]
    heard: int
    words: dict[str, str]


def kernel_budget(data: BudgetData, *, on_settings: Callable[[], None], key: str) -> None:
    """Put the game on the page.

    Args:
        data: See ``BudgetData``.
        on_settings: A gesture ended; the settings and their count ``n`` are
            ``st.session_state[key].settings``.
        key: Name of the element.
    """
    _mount(key=key, data=data, on_settings_change=on_settings)
