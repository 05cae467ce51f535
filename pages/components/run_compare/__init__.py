"""Up to six runs on one plot, with a read-out at the crosshair and a table of what differs."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from streamlit.components.v2 import component

from pages.components import loader

_mount = component("cnn_course.run_compare", js=loader("run_compare"))


def run_compare(
    data: dict[str, Any],
    *,
    on_ghosts: Callable[[], None],
    on_repeat: Callable[[], None],
    on_keep: Callable[[], None],
    on_repeated: Callable[[], None],
    key: str = "run_compare",
) -> None:
    """Put the comparison on the page.

    Args:
        data: ``runs`` with letter, job, path, the words of their settings and their repeats with
            other seeds; ``ghosts`` of the address; ``columns`` of the table; words. See
            ``pages.ui.runs.views``.
        on_ghosts: Pins have changed; ``.ghosts`` holds ``{"pins": [{"letter", "job"}]}``.
        on_repeat: ``.repeat`` holds ``{"do": "start" | "stop", "letter"}``; "" means all runs.
        on_keep: ``.keep`` holds ``{"do": "name" | "remove", "letter", "label"}``.
        on_repeated: A repeat is over; ``.repeated`` holds ``{"job"}``.
        key: Name of the element.
    """
    _mount(
        key=key,
        data=data,
        on_ghosts_change=on_ghosts,
        on_repeat_change=on_repeat,
        on_keep_change=on_keep,
        on_repeated_change=on_repeated,
    )
