"""Find the bug: one cell of a printed output is wrong, by a slip that has a name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from streamlit.components.v2 import component

from pages.components import loader

_mount = component("cnn_course.bug_board", js=loader("bug_board"))


def bug_board(data: dict[str, Any], *, on_move: Callable[[], None], key: str = "bug_board") -> None:
    """Put the board on the page.

    Args:
        data: The board, what was tried, what it showed, and all text.
        on_move: Called after a move, ``st.session_state[key].move``: a cell, a slip, or the next
            board.
        key: Name of the element.
    """
    _mount(key=key, data=data, on_move_change=on_move)
