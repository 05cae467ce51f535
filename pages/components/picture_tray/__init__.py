"""The pictures that a learner has collected, class by class; each can be taken out again."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from streamlit.components.v2 import component

from pages.components import loader

_mount = component("cnn_course.picture_tray", js=loader("picture_tray"))


def picture_tray(*, key: str, data: dict[str, Any], on_act: Callable[[], None]) -> None:
    """Show a collection.

    Args:
        key: Widget key; ``st.session_state[key].act`` says what was done.
        data: ``groups`` of ``{name, note, pictures: [{number, source}]}``, ``can_undo``, the
            ``sentence`` above them and ``strings``.
        on_act: ``{do: "remove", number}``, ``{do: "clear"}`` or ``{do: "undo"}``.
    """
    _mount(key=key, data=data, on_act_change=on_act)
