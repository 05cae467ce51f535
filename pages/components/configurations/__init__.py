"""Columns of a table of networks side by side, each against another, and what they cost."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypedDict

from streamlit.components.v2 import component

from pages.components import loader

_mount = component("cnn_course.configurations", js=loader("configurations"))


class ConfigurationsData(TypedDict):
    """What the browser is told.

    Attributes:
        columns: name, depth, stages (lists of cells), linear (cells), params, conv_params,
            mult_adds, field; a cell has name, kind, kernel, ins, outs, size, params, mult_adds and
            field.
        masked: Whether the costs wait for a prediction.
        beside: Whether the options of a question stand beside it, on a slide.
        settings: columns (how many are shown), column and cell (those picked), against (``left`` or
            a column), cost (``params`` or ``mult_adds``).
        heard: The count of the last gesture that the server has heard of.
        words: Translated, with ``{slots}``.
    """

    columns: Sequence[Mapping[str, Any]]
    masked: bool
    beside: bool
    settings: dict[str, Any]
    heard: int
    words: dict[str, str]


def configurations(data: ConfigurationsData, *, on_settings: Callable[[], None], key: str) -> None:
    """Put the table on the page.

    Args:
        data: See ``ConfigurationsData``.
        on_settings: A gesture ended; the settings and their count ``n`` are
            ``st.session_state[key].settings``.
        key: Name of the element.
    """
    _mount(key=key, data=data, on_settings_change=on_settings)
