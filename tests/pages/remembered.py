"""What a session of ``AppTest`` remembers of its learner."""

from __future__ import annotations

from typing import Any

from streamlit.testing.v1 import AppTest

from pages.ui.shell.learner import Record

_STATE = "shell.learner"


def entries_of(app: AppTest) -> dict[str, Any]:
    """The learner's entries without their times."""
    record = app.session_state[_STATE] if _STATE in app.session_state else Record()
    return {key: value for key, (_, value) in record.entries.items() if value is not None}


def steps_done(app: AppTest, page_id: str) -> set[str]:
    """The steps of a lesson that count as done."""
    prefix = f"done/{page_id}/"
    return {key.removeprefix(prefix) for key in entries_of(app) if key.startswith(prefix)}


def remember(app: AppTest, *keys: str, **values: Any) -> None:
    """Begin with entries as a browser would tell them."""
    record = Record()
    record.merge(0, {key: (record.now(), True) for key in keys})
    record.merge(0, {key: (record.now(), value) for key, value in values.items()})
    app.session_state[_STATE] = record


def forget(app: AppTest, key: str) -> None:
    """Take an entry out."""
    if _STATE in app.session_state:
        app.session_state[_STATE].entries.pop(key, None)
