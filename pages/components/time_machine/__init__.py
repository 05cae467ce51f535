"""The time machine: kernels, maps and the answer of a run at any kept moment."""

from __future__ import annotations

from typing import Any

from streamlit.components.v2 import component

from pages.components import loader

_mount = component("cnn_course.time_machine", js=loader("time_machine"))


def time_machine(data: dict[str, Any], *, key: str = "time_machine") -> None:
    """Put the time machine on the page.

    Args:
        data: ``runs`` with letter, job, path and class names; which one; words. See
            ``pages.ui.runs.views``.
        key: Name of the element.
    """
    _mount(key=key, data=data)
