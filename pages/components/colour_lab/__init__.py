"""Two kernels on a coloured picture, channel by channel; the picture may be the learner's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypedDict

from streamlit.components.v2 import component

from pages.components import loader

_mount = component("cnn_course.colour_lab", js=loader("colour_lab"))


class ColourData(TypedDict):
    """What the browser is told.

    Attributes:
        size: Cells per side of every picture.
        letters: What the channels are called.
        pictures: id, name and pixels: bytes in base64, channel after channel; "" once the browser
            has them.
        kernels: id, name and weights, a slice a channel.
        settings: picture, chosen (0 or 1) and kernels: for each its id and its edits.
        accept: File names that the browser offers.
        mostBytes: Of a file that may be sent.
        heard: The count of the last change that the server has heard of.
        brought: The last picture that it has looked at: its count ``n``, its ``pixels`` until the
            browser has them, and the ``refusal`` in words, or "".
        forgotten: When the learner had everything forgotten, in ms since 1970.
        strings: Translated, with ``{slots}``.
    """

    size: int
    letters: list[str]
    pictures: list[dict[str, str]]
    kernels: list[dict[str, Any]]
    settings: dict[str, Any]
    accept: str
    mostBytes: int
    heard: int
    brought: dict[str, Any]
    forgotten: int
    strings: dict[str, str]


def colour_lab(
    data: ColourData,
    *,
    on_settings: Callable[[], None],
    on_bring: Callable[[], None],
    key: str = "colour_lab",
) -> None:
    """Put the lab on the page.

    Args:
        data: See ``ColourData``.
        on_settings: After a change; the settings, their count ``n`` and ``has``, the count of the
            last own picture that has arrived, are ``st.session_state[key].settings``.
        on_bring: A picture was brought; ``st.session_state[key].bring`` holds its ``name``, its
            ``file`` in base64 and its count ``n``.
        key: Name of the element.
    """
    _mount(key=key, data=data, on_settings_change=on_settings, on_bring_change=on_bring)
