"""A stack of layers over its picture, with what each of their units sees."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypedDict

from streamlit.components.v2 import component

from pages.components import loader

_mount = component("cnn_course.field_stack", js=loader("field_stack"))


class FieldData(TypedDict):
    """What the browser is told.

    Attributes:
        prefix: With which its settings begin in the address.
        settings: layers (kind, kernel_size, stride, padding, dilation), picture (its size), layer
            (0 is the picture) and unit (from 0) that are picked, patch (``"1"`` or ``"3"``).
        presets: Stacks to begin from: label, stack (its text), layers, size, note.
        limits: The least and the most of each setting of a layer.
        sizes: The smallest and the largest picture.
        most: How many layers a stack may have.
        masked: From which map on the numbers wait for a prediction; None shows them all.
        maskedStack: The text of the stack that the prediction is about.
        image: A picture, as a ``data:`` address.
        heard: The count of the last gesture that the server has heard of.
        words: Translated, with ``{slots}``.
    """

    prefix: str
    settings: dict[str, Any]
    presets: Sequence[Mapping[str, Any]]
    limits: Mapping[str, tuple[int, int]]
    sizes: tuple[int, int]
    most: int
    masked: int | None
    maskedStack: str
    image: str
    heard: int
    words: dict[str, str]


def field_stack(data: FieldData, *, on_settings: Callable[[], None], key: str) -> None:
    """Put the stack on the page.

    Args:
        data: See ``FieldData``.
        on_settings: A gesture ended; the settings, with ``stack`` as text, and their count ``n``
            are ``st.session_state[key].settings``.
        key: Name of the element.
    """
    _mount(key=key, data=data, on_settings_change=on_settings)
