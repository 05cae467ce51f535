"""What a figure and the server tell each other: settings, and who spoke last.

The browser counts its gestures and the server returns the highest count it has heard (the echo), so
that a late answer never undoes a newer gesture. What the server changes by itself (an example, the
browser's Back) raises the revision.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from dataclasses import replace as changed
from typing import Any

import streamlit as st

from lessons.machinery.figure import MAIN, STEP, Figure, Settings, figures_of, stepper_of
from lessons.machinery.questions import Question, Verdict
from pages.ui.shell import progress
from pages.ui.shell.url_state import PageState, checked, open_state


@dataclass(frozen=True, slots=True)
class Guest:
    """What stands on a figure because something elsewhere on the page asked for it.

    Attributes:
        place: Key of the container on the page from which it came, to go back to.
        answered: The question whose answer is replayed, and what that answer was; None for an
            example, and once the learner has changed a setting.
        is_question: Whether it came from a question.
    """

    place: str
    answered: tuple[Question, Verdict] | None = None
    is_question: bool = False


def open_settings(page_id: str, figure: Figure[Any]) -> PageState:
    """The figure's settings in this run, as the address names them."""
    state = _state(page_id, figure)
    if figure.follows:
        followed = settings(page_id, stepper_of(page_id))
        changes = {name: followed[name] for name in figure.follows}
        if any(state.values[name] != value for name, value in changes.items()):
            state.update(state.free(changes))
    key = _key(page_id, figure)
    shown = st.session_state.get(f"{key}.shown")
    if shown is not None and shown != state.values:
        # The address changed without the browser component (back button, another link).
        _raise_revision(key)
    st.session_state[f"{key}.shown"] = dict(state.values)
    return state


def settings(page_id: str, figure: Figure[Any]) -> Settings:
    """The figure's settings as they stand now."""
    return _state(page_id, figure).values


def fixed(page_id: str, figure: Figure[Any]) -> frozenset[str]:
    """The figure's settings that a teacher's link fixes."""
    return _state(page_id, figure).fixed


def concealed(page_id: str, figure: Figure[Any]) -> set[str]:
    """Those of them that have no control."""
    return _state(page_id, figure).concealed


def is_fixed_against(page_id: str, figure: Figure[Any], changes: Settings) -> bool:
    """Whether a teacher has fixed a setting at another value than these ask for."""
    state = _state(page_id, figure)
    wanted = checked(figure.params, changes)
    return any(wanted[name] != state.values[name] for name in wanted.keys() & state.fixed)


def take_settings(page_id: str, figure: Figure[Any], sent: object) -> None:
    """A gesture ended in the browser: check every value, keep them, put them into the address."""
    if not isinstance(sent, Mapping):
        return
    state = _state(page_id, figure)
    before = {name: state.values[name] for name in figure.keys}
    state.update(checked(figure.params, sent))
    key = _key(page_id, figure)
    changes = {name for name in figure.keys if state.values[name] != before[name]}
    if changes:
        _end_replay(page_id, figure)
        _tell_followers(page_id, figure, changes)
    st.session_state[f"{key}.shown"] = dict(state.values)
    st.session_state[f"{key}.echo"] = int(sent.get("echo", 0))
    if state.values[STEP]:
        progress.mark_done(page_id, "observe")


def _tell_followers(page_id: str, figure: Figure[Any], changes: set[str]) -> None:
    """Those that show the same numbers stand outside of this figure's part of the page."""
    if figure.name != MAIN:
        return
    followers = (each for each in figures_of(page_id).values() if changes & {*each.follows})
    if any(f"{_key(page_id, each)}.shown" in st.session_state for each in followers):
        st.session_state[f"{page_id}.followed"] = True


def take_followed(page_id: str) -> bool:
    """Whether another figure of the page has to follow; asked once."""
    return st.session_state.pop(f"{page_id}.followed", False)


def replay(page_id: str, figure: Figure[Any], changes: Settings) -> None:
    """Show settings on the figure (a slip, an example); call it from a callback.

    Another preset drops the edits made over the old one; what a teacher has fixed stays.
    """
    state = _state(page_id, figure)
    if shared := {name: value for name, value in changes.items() if name in figure.follows}:
        replay(page_id, stepper_of(page_id), shared)
    state.update(state.free(figure.following(changes) | checked(figure.params, changes)))
    _raise_revision(_key(page_id, figure))


def receive(page_id: str, figure: Figure[Any], changes: Settings, guest: Guest) -> None:
    """Show what a part of the page asks for, from the first step; an answer is also played."""
    replay(page_id, figure, {STEP: 0, **changes})
    key = _key(page_id, figure)
    st.session_state[f"{key}.guest"] = guest
    if guest.answered:
        st.session_state[f"{key}.plays"] = plays(page_id, figure) + 1


def guest(page_id: str, figure: Figure[Any]) -> Guest | None:
    """What the figure shows for another part of the page."""
    return st.session_state.get(f"{_key(page_id, figure)}.guest")


def dismiss(page_id: str, figure: Figure[Any]) -> None:
    """The figure shows its own again."""
    st.session_state.pop(f"{_key(page_id, figure)}.guest", None)


def plays(page_id: str, figure: Figure[Any]) -> int:
    """How often the figure was asked to play what it shows."""
    return st.session_state.get(f"{_key(page_id, figure)}.plays", 0)


def _end_replay(page_id: str, figure: Figure[Any]) -> None:
    """What is seen is no longer that answer; the way back stays."""
    if shown := guest(page_id, figure):
        key = f"{_key(page_id, figure)}.guest"
        st.session_state[key] = changed(shown, answered=None)


def revision(page_id: str, figure: Figure[Any]) -> int:
    """How often the server has changed the settings by itself."""
    return st.session_state.get(f"{_key(page_id, figure)}.revision", 0)


def echo(page_id: str, figure: Figure[Any]) -> int:
    """The count of the last gesture that the server has heard of."""
    return st.session_state.get(f"{_key(page_id, figure)}.echo", 0)


def as_json(value: object) -> object:
    """A value as the browser gets it: pairs and edits are lists."""
    if isinstance(value, Mapping):
        return [[row, column, text] for (row, column), text in sorted(value.items())]
    return list(value) if isinstance(value, tuple) else value


def _state(page_id: str, figure: Figure[Any]) -> PageState:
    """The page's own parameters are those of its first figure; another has a part of its own."""
    part = None if figure.name == MAIN else figure.name
    return open_state(page_id, figure.params, part=part, prefix=figure.prefix)


def _key(page_id: str, figure: Figure[Any]) -> str:
    return f"{page_id}.{figure.name}"


def _raise_revision(key: str) -> None:
    st.session_state[f"{key}.revision"] = st.session_state.get(f"{key}.revision", 0) + 1
