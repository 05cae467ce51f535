"""The quiet score of a session: how many questions were answered, how many at the first try."""

from __future__ import annotations

from dataclasses import dataclass

import streamlit as st

_STATE = "questions.score"


@dataclass(frozen=True, slots=True)
class Score:
    """Questions answered right so far, and those right at the first try."""

    answered: int
    first_try: int


def note(question_key: str, *, is_right: bool) -> None:
    """Note a judged answer. Predictions are never noted: a guess costs nothing."""
    tries: dict[str, tuple[int, bool]] = st.session_state.setdefault(_STATE, {})
    count, solved = tries.get(question_key, (0, False))
    if not solved:
        tries[question_key] = (count + 1, is_right)


def current() -> Score:
    """The score of this session."""
    solved = [count for count, is_right in st.session_state.get(_STATE, {}).values() if is_right]
    return Score(len(solved), solved.count(1))
