"""How far this session has come: which steps of which lesson are done. Nothing is locked."""

from __future__ import annotations

import streamlit as st

_STATE = "shell.done"


def done_steps(page_id: str) -> set[str]:
    """The steps of a lesson that this session has done."""
    return set(st.session_state.get(_STATE, {}).get(page_id, ()))


def mark_done(page_id: str, step: str) -> None:
    """Note that a step was done."""
    record = st.session_state.setdefault(_STATE, {})
    record.setdefault(page_id, set()).add(step)


def mark_finished(page_id: str) -> None:
    """Note that the whole lesson was worked through."""
    mark_done(page_id, "finished")


def is_finished(page_id: str) -> bool:
    """Whether the lesson was worked through."""
    return "finished" in done_steps(page_id)


def has_begun() -> bool:
    """Whether anything was done in any lesson."""
    return any(st.session_state.get(_STATE, {}).values())
