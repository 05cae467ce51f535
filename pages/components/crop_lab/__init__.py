"""Data augmentation on a picture: a crop to drag, a flip, a colour shift along the main axes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, TypedDict

from streamlit.components.v2 import component

from pages.components import loader

_mount = component("cnn_course.crop_lab", js=loader("crop_lab"))


class CropData(TypedDict):
    """What the browser is told.

    Attributes:
        settings: top, left, flip ("0" or "1"), shift (three whole numbers, hundredths of
            alpha).
        image: The picture, as a ``data:`` address.
        size: Its side in pixels.
        crop: The side of the crop.
        axes: For each principal axis its direction in red, green and blue, and its eigenvalue, for
            colours from 0 to 1.
        tested: top, left and flip of the crops that testing averages.
        heard: The count of the last gesture that the server has heard of.
        words: Translated, with ``{slots}``.
    """

    settings: dict[str, Any]
    image: str
    size: int
    crop: int
    axes: Sequence[dict[str, Any]]
    tested: Sequence[tuple[int, int, bool]]
    heard: int
    words: dict[str, str]


def crop_lab(data: CropData, *, on_settings: Callable[[], None], key: str) -> None:
    """Put the picture on the page.

    Args:
        data: See ``CropData``.
        on_settings: A gesture ended; the settings and their count ``n`` are
            ``st.session_state[key].settings``.
        key: Name of the element.
    """
    _mount(key=key, data=data, on_settings_change=on_settings)
