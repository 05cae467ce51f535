"""Who came as a teacher: with ``for=teacher`` in the address, which a student is not led to."""

from __future__ import annotations

import streamlit as st

from pages.ui.shell import address

PARAMETER, TEACHER = "for", "teacher"


def came_as_teacher(page_id: str) -> bool:
    """Whether an address of this page said so, now or earlier in the session.

    For a page on which no click writes ``for=teacher`` before it has once been there.
    """
    key = f"{page_id}.came_as_teacher"
    if TEACHER in (address.get(PARAMETER) or "").split("_"):
        st.session_state[key] = True
    return st.session_state.get(key, False)
