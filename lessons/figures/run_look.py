"""How the runs A to F look in a chart, in the light and in the dark.

The letter's colour and dash are those of the browser components (``shared/view/runs.css``
and ``strokes.js``); a test holds them together. Never hue alone: the dash says it too.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

DASHES: Mapping[str, str] = {
    "A": "solid",
    "B": "7px,4px",
    "C": "2px,4px",
    "D": "10px,3px,2px,3px",
    "E": "solid",
    "F": "5px,3px",
}

SYMBOLS: Mapping[str, str] = {
    "A": "circle",
    "B": "square",
    "C": "diamond",
    "D": "triangle-up",
    "E": "cross",
    "F": "triangle-down",
}


@dataclass(frozen=True, slots=True)
class Look:
    """Colours of what a theme of Streamlit does not know.

    Attributes:
        runs: by letter.
        axis: of axes, tools and the line of guessing.
    """

    runs: Mapping[str, str]
    axis: str


def _runs(*colours: str) -> Mapping[str, str]:
    return dict(zip(DASHES, colours, strict=True))


LOOKS: Mapping[str, Look] = {
    "light": Look(
        _runs("#0072B2", "#E69F00", "#C2569A", "#43A5DC", "#4B3A8C", "#7C8894"), axis="#848F9C"
    ),
    "dark": Look(
        _runs("#4AA3E8", "#F3B63A", "#E889C4", "#9BDCFF", "#A78BFA", "#9AA7B4"), axis="#748292"
    ),
}
