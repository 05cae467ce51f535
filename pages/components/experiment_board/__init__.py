"""The runs of an experiment side by side: identical axes, the others in grey behind each."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from streamlit.components.v2 import component

from pages.components import loader

_mount = component("cnn_course.experiment_board", js=loader("experiment_board"))


def experiment_board(
    data: dict[str, Any], *, on_finished: Callable[[], None], key: str = "experiment_board"
) -> None:
    """Put the panels on the page.

    Args:
        data: ``arms`` with what is known of each, shared axes and words; see
            ``pages.ui.experiment.runs``.
        on_finished: A run is over; ``.finished`` holds ``{"arm", "job"}``.
        key: Name of the element.
    """
    _mount(key=key, data=data, on_finished_change=on_finished)
