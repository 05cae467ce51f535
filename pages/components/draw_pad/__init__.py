"""A drawing board: a picture to classify, or to add to the learner's own data."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from streamlit.components.v2 import component

from pages.components import loader

_component = component("draw_pad", js=loader("draw_pad"))


def draw_pad(*, key: str, data: dict[str, Any], on_picture: Callable[[], None]) -> Any:
    """Mount the board.

    Args:
        key: Widget key; ``st.session_state[key].picture`` holds ``{"image", "echo"}``, the image a
            PNG of 256x256 as a data address.
        data: Paper and inks, the button, what was answered, words; see ``pages/ui/lab/draw.py``.
        on_picture: The learner hands a picture over.
    """
    return _component(key=key, data=data, on_picture_change=on_picture)
