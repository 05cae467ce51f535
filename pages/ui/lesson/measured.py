"""What this machine measures when it is asked to: a button, how far it is, then the times."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from lessons.machinery.stopwatch import Stopwatch
from pages.ui.shell.language import t

_ASK_EVERY = 0.3
Times = Mapping[str, float]


def show_measured(key: str, watch: Stopwatch, draw: Callable[[Times], None]) -> None:
    """A table whose times come once they are asked for; the page does not wait for them.

    Args:
        key: Of the button.
        watch: What is measured.
        draw: The table; without times as long as there are none (milliseconds by name).
    """
    every = _ASK_EVERY if watch.is_running else None
    st.fragment(_board, run_every=every)(key, watch, draw, every is not None)


def _board(key: str, watch: Stopwatch, draw: Callable[[Times], None], is_awaited: bool) -> None:
    progress = watch.progress
    if progress is None:
        if st.button(t("lesson.measure"), key=f"{key}.measure"):
            watch.start()
            st.rerun()  # a fragment is given its clock by the page
    elif watch.is_running:
        st.progress(progress, t("lesson.measuring"))
    elif is_awaited:
        st.rerun()
    draw(watch.milliseconds)
