"""A lesson that was changed since its learner was last here says so, once."""

from __future__ import annotations

import streamlit as st

from lessons.machinery.questions import version
from pages.ui.shell import learner, progress
from pages.ui.shell.language import t
from pages.ui.shell.shell import has_arrived, show_notice


def note(lesson_id: str) -> None:
    """Remember which version of the lesson the learner's record belongs to."""
    learner.put(_key(lesson_id), version(lesson_id))


def say(lesson_id: str) -> None:
    """A sentence for who has done something in another version; it stays until they leave."""
    shown = f"{lesson_id}.has_changed"
    if has_arrived(lesson_id):
        st.session_state.pop(shown, None)
    if progress.done_steps(lesson_id) or learner.below(f"given/{lesson_id}."):
        if learner.get(_key(lesson_id), version(lesson_id)) != version(lesson_id):
            st.session_state[shown] = True
        note(lesson_id)
    if st.session_state.get(shown):
        show_notice(t("notice.lesson_changed"))


def _key(lesson_id: str) -> str:
    return f"version/{lesson_id}"
