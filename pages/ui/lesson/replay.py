"""Show something on the page's grid, wherever on the page it was asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from lessons.machinery.figure import MAIN, Figure, stepper_of
from pages.components.go_to import go_to
from pages.ui.lesson import exchange, predictions
from pages.ui.lesson.exchange import Guest
from pages.ui.shell import text
from pages.ui.shell.language import t
from pages.ui.slides import pieces


def show_on_grid(
    page_id: str, settings: Mapping[str, object], guest: Guest, *, figure: str = MAIN
) -> None:
    """Put settings on a figure of the page and bring it into view with the next full run.

    The band above the figure drops the answer to its own question and leads back.
    """
    shown = stepper_of(page_id, figure)
    predictions.forget_answer(page_id, shown)
    exchange.receive(page_id, shown, settings, guest)
    count = f"{page_id}.{figure}.replay.count"
    st.session_state[count] = st.session_state.get(count, 0) + 1
    st.session_state[f"{page_id}.{figure}.replay.wanted"] = True


def grid_button(
    page_id: str,
    label: str,
    settings: Mapping[str, object],
    *,
    key: str,
    figure: str = MAIN,
    is_quiet: bool = True,
) -> bool:
    """A button for what ``show_on_grid`` would show; it waits where a teacher fixed other settings.

    Args:
        page_id: The page with the figure.
        label: What it says, translated.
        settings: Those it puts there.
        key: Name of the element.
        figure: Which figure of the page.
        is_quiet: Whether it looks like text.

    Returns:
        Whether it was pressed.
    """
    is_fixed = exchange.is_fixed_against(page_id, stepper_of(page_id, figure), settings)
    return st.button(
        label,
        key=key,
        type="tertiary" if is_quiet else "secondary",
        disabled=is_fixed,
        help=t("share.fixed_message") if is_fixed else None,
    )


def grid_place(page_id: str, figure: Figure[Any] | None = None) -> None:
    """The place to come back to; put it right above the figure, by default the first of the page.

    A figure that stands below a heading has its place there.
    """
    figure = figure or stepper_of(page_id)
    if figure.name == MAIN:
        pieces.enter(figure.place)
    pieces.put("aside", lambda: _place(page_id, figure))


def _place(page_id: str, figure: Figure[Any]) -> None:
    if figure.name == MAIN:
        text.anchor(figure.place)
    key = f"{page_id}.{figure.name}"
    wanted = st.session_state.pop(f"{key}.replay.wanted", False)
    count = st.session_state.get(f"{key}.replay.count", 0) if wanted else 0
    go_to(key=f"{key}.go_to", target=figure.place, count=count)
