"""The browser's own memory of what a learner has done; the server forgets it with the session."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from streamlit.components.v2 import component

from pages.components import loader

_mount = component("cnn_course.learner_record", js=loader("learner_record"))


def learner_record(
    key: str,
    record: dict[str, Any],
    *,
    visit: str = "",
    on_stored: Callable[[], None] | None = None,
) -> None:
    """Keep a record, or a part of it, in the browser's storage.

    Args:
        key: Widget key; ``.stored`` holds what the browser had, after ``on_stored``.
        record: ``{"forgotten": ms, "entries": {key: [ms, value]}}``: what this session wrote. It is
            laid over what is stored: of two entries the newer holds, and none from before
            ``forgotten`` stays.
        visit: Names the session. The first time that the browser meets it, it tells what it has;
            "" only writes.
        on_stored: Called when it tells.
    """
    _mount(
        key=key,
        data={"record": record, "visit": visit},
        on_stored_change=on_stored or _nobody_listens,
    )


def _nobody_listens() -> None:
    """A part of the record is only written."""
