"""What takes this machine a while: how far it is, then what came out; no page waits for it."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from lessons.machinery.background import Background
from lessons.machinery.stopwatch import Stopwatch
from pages.ui.shell.language import t

_ASK_EVERY = 0.3
Times = Mapping[str, float]


def show_measured(key: str, watch: Stopwatch, draw: Callable[[Times], None]) -> None:
    """A table whose times come once they are asked for; the page does not wait for them.

    Args:
        key: Of the buttons.
        watch: What is measured.
        draw: The table; without times as long as there are none (milliseconds by name).
    """
    show_on_demand(key, watch, lambda: draw(watch.milliseconds), label=t("lesson.measure"))


def show_on_demand(key: str, work: Background, draw: Callable[[], None], *, label: str) -> None:
    """What is worked out behind the page once it is asked for, and can be stopped.

    Args:
        key: Of the buttons.
        work: What is worked out.
        draw: The board, before and after; called within a fragment.
        label: Of the button that begins it, translated.
    """
    every = _ASK_EVERY if work.is_running else None
    st.fragment(_board, run_every=every)(key, work, draw, label, every is not None)


def _board(
    key: str, work: Background, draw: Callable[[], None], label: str, is_awaited: bool
) -> None:
    progress = work.progress
    if progress is None and is_awaited:
        st.rerun()
    if progress is None:
        if st.button(label, key=f"{key}.measure"):
            work.start()
            st.rerun()  # a fragment is given its clock by the page
    elif work.is_running:
        with st.container(horizontal=True, vertical_alignment="center", key=f"{key}.running"):
            st.progress(progress, t("lesson.computing"))
            st.button(t("lesson.stop"), key=f"{key}.stop", on_click=work.stop)
    elif is_awaited:
        st.rerun()
    draw()


def show_when_found(work: Background, draw: Callable[[], None]) -> None:
    """A board that needs what is worked out behind the page: begun at once, shown when it is there.

    Args:
        work: What it needs.
        draw: The board; called within a fragment.
    """
    work.start()
    every = _ASK_EVERY if work.is_running else None
    st.fragment(_found, run_every=every)(work, draw, every is not None)


def _found(work: Background, draw: Callable[[], None], is_awaited: bool) -> None:
    if work.is_running:
        st.progress(work.progress or 0.0, t("lesson.computing"))
    elif is_awaited:
        st.rerun()
    else:
        draw()
