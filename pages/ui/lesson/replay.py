"""Show something on the page's grid, wherever on the page it was asked for."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from lessons.machinery.figure import stepper_of
from pages.components.go_to import go_to
from pages.ui.lesson import exchange, predictions
from pages.ui.lesson.exchange import Guest
from pages.ui.shell import text

GRID = "predict"
"""The id of the place on the page where its figure stands: the step "predict"."""


def show_on_grid(page_id: str, settings: Mapping[str, object], guest: Guest) -> None:
    """Put settings on the figure of the page and bring it into view with the next full run.

    The band above the figure drops the answer to its own question and leads back.
    """
    predictions.forget_answer(page_id)
    exchange.receive(page_id, stepper_of(page_id), settings, guest)
    count = f"{page_id}.replay.count"
    st.session_state[count] = st.session_state.get(count, 0) + 1
    st.session_state[f"{page_id}.replay.wanted"] = True


def grid_place(page_id: str) -> None:
    """The place to come back to; put it right above the figure."""
    text.anchor(GRID)
    wanted = st.session_state.pop(f"{page_id}.replay.wanted", False)
    count = st.session_state.get(f"{page_id}.replay.count", 0) if wanted else 0
    go_to(key=f"{page_id}.go_to", target=GRID, count=count)
