"""How far the learner has come: which steps of which lesson are done. Nothing is locked."""

from __future__ import annotations

import streamlit as st

from pages.ui.shell import learner

_DONE = "done/"
_NEWS = "shell.done_news"


def done_steps(page_id: str) -> set[str]:
    """The steps of a lesson that the learner has done, on this day or before."""
    return set(learner.below(f"{_DONE}{page_id}/"))


def mark_done(page_id: str, step: str) -> None:
    """Note that a step was done."""
    key = f"{_DONE}{page_id}/{step}"
    if not learner.get(key):
        learner.put(key, True)
        st.session_state[_NEWS] = True


def take_news() -> bool:
    """Whether a step was completed that the rail and the navigation do not show yet; asks once."""
    return bool(st.session_state.pop(_NEWS, False))


def mark_finished(page_id: str) -> None:
    """Note that the whole lesson was worked through."""
    mark_done(page_id, "finished")


def is_finished(page_id: str) -> bool:
    """Whether the lesson was worked through."""
    return "finished" in done_steps(page_id)


def has_begun() -> bool:
    """Whether anything was done in any lesson."""
    return bool(learner.below(_DONE))
