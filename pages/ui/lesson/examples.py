"""Examples that are ready for the grid: a click puts one there."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from pages.ui.lesson.exchange import Guest
from pages.ui.lesson.replay import show_on_grid
from pages.ui.shell.language import t


def show_examples(page_id: str, examples: Mapping[str, Mapping[str, object]]) -> None:
    """One button an example.

    Args:
        page_id: The page with the figure.
        examples: Key below ``lesson.`` in the strings -> settings of the figure.
    """
    place = f"{page_id}.{next(iter(examples))}.examples"
    with st.container(key=place, horizontal=True):
        for name, settings in examples.items():
            st.button(
                t(f"lesson.{name}"),
                key=f"{page_id}.{name}",
                on_click=show_on_grid,
                args=(page_id, settings, Guest(place)),
            )
