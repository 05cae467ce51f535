"""Train, Compare, Explore, Time machine: the parts of the lab, the open one in the address."""

from __future__ import annotations

from collections.abc import Callable
from html import escape

import streamlit as st

from pages.ui.lab import run
from pages.ui.lab.state import PAGE
from pages.ui.lab.words import word
from pages.ui.runs import explore as run_explore
from pages.ui.runs import runs, views
from pages.ui.shell import address, text

TABS = ("train", "compare", "explore", "time")
PARAMETER = "tab"
_KEY = f"{PAGE}.tabs"
_WANTED = f"{PAGE}.tab"


def show(train: Callable[[], None]) -> None:
    """The tabs. Train stays mounted while it is hidden: somebody has to watch the run."""
    labels = {tab: word(f"lab.tab_{tab}") for tab in TABS}
    wanted = st.session_state.pop(_WANTED, None)
    if wanted in TABS:
        _to_address(wanted)
    asked = address.get(PARAMETER)
    current = asked if asked in TABS else TABS[0]
    st.session_state[_KEY] = labels[current]

    def changed() -> None:
        label = st.session_state[_KEY]
        _to_address(next((tab for tab in TABS if labels[tab] == label), TABS[0]))

    parts = dict(
        zip(TABS, st.tabs(list(labels.values()), key=_KEY, on_change=changed), strict=True)
    )
    with parts["train"]:
        train()
    if current == "compare":
        with parts["compare"]:
            compare()
    if current == "explore":
        with parts["explore"]:
            explore()
    if current == "time":
        with parts["time"]:
            time_machine()


def want(tab: str) -> None:
    """Open another part with the next run; call it from a callback."""
    st.session_state[_WANTED] = tab


def follow() -> None:
    """Go where a callback of this part of the page wants to: only a full run draws the tabs."""
    if _WANTED in st.session_state:
        st.rerun(scope="app")


def _to_address(tab: str) -> None:
    address.put(PARAMETER, None if tab == TABS[0] else tab)


def compare() -> None:
    """The kept runs on one plot and in one table."""
    if runs.all_runs():
        views.show_compare()
    else:
        _nothing_yet()


def explore() -> None:
    """Everything the kept runs have recorded, in charts to zoom into and to measure."""
    if runs.all_runs():
        run_explore.show_explore()
    else:
        _nothing_yet()


def time_machine() -> None:
    """Any kept run, step by step back and forth."""
    if runs.all_runs():
        views.show_time_machine(run.letter() or None)
    else:
        _nothing_yet()


def _nothing_yet() -> None:
    text.show_html(f'<p class="lead" role="status">{escape(word("lab.nothing_to_compare"))}</p>')
