"""The live panel: a run as it happens, followed over server-sent events without a script rerun."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from streamlit.components.v2 import component

from pages.components import loader

_mount = component("cnn_course.live_panel", js=loader("live_panel"))

Handler = Callable[[], None]


def live_panel(
    data: dict[str, Any],
    *,
    key: str,
    on_start: Handler,
    on_reset: Handler,
    on_choice: Handler,
    on_finished: Handler,
    on_why: Handler,
) -> None:
    """Put the panel, or one part of it, on the page.

    Args:
        data: ``part``, ``job``, ``path`` of its events and all words; see ``pages.ui.runs.live``.
        key: Name of the element; ``st.session_state[key]`` holds what the browser sent.
        on_start: A run is wanted; ``.start`` holds ``{"mode": "run" | "step" | "epoch"}``.
        on_reset: Back to the same first weights.
        on_choice: A way on after a fault was chosen; ``.choice`` holds ``{"name", "value"}``.
        on_finished: The run is over; ``.finished`` holds ``{"job", "reason", "began"}``.
        on_why: A mistake of a run that is over was opened; ``.why`` holds ``{"job", "index"}``.
    """
    _mount(
        key=key,
        data=data,
        on_start_change=on_start,
        on_reset_change=on_reset,
        on_choice_change=on_choice,
        on_finished_change=on_finished,
        on_why_change=on_why,
    )
