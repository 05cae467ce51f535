"""A network in two lanes: which layers read across, what each costs, three variants to compare."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, TypedDict

from streamlit.components.v2 import component

from pages.components import loader

_mount = component("cnn_course.two_lanes", js=loader("two_lanes"))


class LanesData(TypedDict):
    """What the browser is told.

    Attributes:
        settings: variant and layer that are chosen.
        variants: id, name, note, params, mult_adds, lanes, per_gpu, columns. A column has name,
            label, kind, window, channels (a number for each lane), side, field, params, weights,
            biases, mult_adds, seen, ins, crosses, sum, positions and other (what the layer would
            have in as many groups as it has not; None where there is nothing to compare).
        masked: Columns whose numbers wait for a prediction.
        beside: Whether the options of a question stand beside it, on a slide.
        heard: The count of the last gesture that the server has heard of.
        words: Translated, with ``{slots}``.
    """

    settings: dict[str, str]
    variants: Sequence[Mapping[str, Any]]
    masked: Sequence[str]
    beside: bool
    heard: int
    words: dict[str, str]


def two_lanes(data: LanesData, *, on_settings: Callable[[], None], key: str) -> None:
    """Put the network on the page.

    Args:
        data: See ``LanesData``.
        on_settings: Another variant or layer was chosen; both and their count ``n`` are
            ``st.session_state[key].settings``.
        key: Name of the element.
    """
    _mount(key=key, data=data, on_settings_change=on_settings)
