"""The query parameters of the page, as far as this session knows them better than its browser.

A gesture changes the address on the server, and the browser hears of it with the answer. Whatever
the learner does in between is sent with the address of before; taken at its word it would undo the
first gesture. So an address that this session has already replaced is read as the one it was
replaced by, unless the learner went back to it in the browser's history.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Mapping
from dataclasses import dataclass, field

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

_MOST_REPLACED = 32
_KEY = "shell.address"

Address = dict[str, str]


@dataclass(slots=True)
class _Known:
    """What this session wrote, on one page."""

    page: str
    newest: Address
    replaced: deque[Address] = field(default_factory=lambda: deque(maxlen=_MOST_REPLACED))


def current() -> Address:
    """All query parameters."""
    asked = st.query_params.to_dict()
    page, goes_through_history = _request()
    known = st.session_state.get(_KEY)
    if known is None or known.page != page:
        st.session_state[_KEY] = _Known(page, asked)
        return asked
    if asked == known.newest:
        return asked
    if goes_through_history or asked not in known.replaced:
        known.newest = asked
        return asked
    st.query_params.from_dict(known.newest)
    return dict(known.newest)


def get(name: str) -> str | None:
    """One query parameter; None if the address does not name it."""
    return current().get(name)


def write(wanted: Mapping[str, str]) -> None:
    """Put these query parameters in the place of all others."""
    if wanted == (before := current()):
        return
    known: _Known = st.session_state[_KEY]
    known.replaced.append(before)
    known.newest = dict(wanted)
    st.query_params.from_dict(known.newest)


def put(name: str, value: str | None) -> None:
    """Set one query parameter; None takes it out."""
    others = {k: v for k, v in current().items() if k != name}
    write(others if value is None else others | {name: value})


def _request() -> tuple[str, bool]:
    """The page that is asked for, and whether by the browser's Back or Forward."""
    context = get_script_run_ctx()
    if context is None:
        return "", False
    return context.page_script_hash, context.is_history_navigation
