"""Examples that are ready for the grid: a click puts one there, in front of a class a key."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

import streamlit as st

from lessons.machinery.questions import MAIN
from pages.ui.lesson.exchange import Guest
from pages.ui.lesson.replay import grid_button, show_on_grid
from pages.ui.shell.language import t
from pages.ui.slides import pieces


def show_examples(
    page_id: str, examples: Mapping[str, Mapping[str, object]], *, figure: str = MAIN
) -> None:
    """One button an example.

    Args:
        page_id: The page with the figure.
        examples: Key below ``lesson.`` in the strings -> settings of the figure.
        figure: Which figure of the page.
    """
    pieces.put_examples(figure, examples, partial(_show_buttons, page_id, examples, figure))


def _show_buttons(page_id: str, examples: Mapping[str, Mapping[str, object]], figure: str) -> None:
    place = f"{page_id}.{next(iter(examples))}.examples"
    with st.container(key=place, horizontal=True):
        for name, settings in examples.items():
            label, key = t(f"lesson.{name}"), f"{page_id}.{name}"
            if grid_button(page_id, label, settings, key=key, figure=figure, is_quiet=False):
                show_on_grid(page_id, settings, Guest(place), figure=figure)
                st.rerun()  # in a folded part the figure stands outside this fragment
