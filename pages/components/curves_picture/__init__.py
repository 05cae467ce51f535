"""A button that saves a run's curves as a picture, drawn by the browser in the page's words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from streamlit.components.v2 import component

from pages.components import loader

_mount = component("cnn_course.curves_picture", js=loader("curves_picture"))


def curves_picture(data: Mapping[str, Any], *, label: str, key: str = "curves_picture") -> None:
    """Put the button on the page.

    Args:
        data: The run as the live panel gets it: job, path, strings, classes, chance, colour.
        label: What the button says.
        key: Name of the element.
    """
    _mount(key=key, data={**data, "label": label})
