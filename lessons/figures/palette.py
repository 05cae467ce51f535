"""The colours of a figure on paper: those of the pages; a test holds them to ``theme.css``."""

from __future__ import annotations

from collections.abc import Mapping

Palette = Mapping[str, str]

LIGHT: Palette = {
    "input-text": "#1D5FBF",
    "input-line": "#1D5FBF",
    "input-low": "#F0F5FD",
    "input-high": "#C6DBF9",
    "kernel-text": "#984006",
    "kernel-line": "#DB6A12",
    "kernel-low": "#FEF4EA",
    "kernel-high": "#FAD5B5",
    "output-text": "#0A706B",
    "output-line": "#0E8F88",
    "output-low": "#EDF8F7",
    "output-high": "#A5DFDA",
    "padding-text": "#56626F",
    "padding-hatch": "#CBD2DA",
    "padding-fill": "#EEF1F4",
    "accent": "#5540C8",
    "accent-tint": "#F0EEFC",
    "signed-minus": "#F7B279",
    "signed-zero": "#FFFFFF",
    "signed-plus": "#8DB9F3",
    "page": "#FFFFFF",
    "ink": "#17202B",
    "ink-2": "#465362",
    "hairline": "#E1E5EA",
    "empty": "#EDF0F3",
}
DARK: Palette = {
    "input-text": "#86B7FF",
    "input-line": "#86B7FF",
    "input-low": "#1B2737",
    "input-high": "#274D83",
    "kernel-text": "#FFAC6B",
    "kernel-line": "#F58E3F",
    "kernel-low": "#2A221B",
    "kernel-high": "#7A451B",
    "output-text": "#5AD6CA",
    "output-line": "#33B8AC",
    "output-low": "#172A2C",
    "output-high": "#1F6B66",
    "padding-text": "#98A5B3",
    "padding-hatch": "#36424F",
    "padding-fill": "#1A222C",
    "accent": "#AFA5FF",
    "accent-tint": "#25234A",
    "signed-minus": "#9C4F14",
    "signed-zero": "#222B36",
    "signed-plus": "#2F66B3",
    "page": "#10151C",
    "ink": "#EAEFF5",
    "ink-2": "#B6C1CD",
    "hairline": "#28323D",
    "empty": "#1C242E",
}
PALETTES: Mapping[str, Palette] = {"light": LIGHT, "dark": DARK}


def mixed(low: str, high: str, strength: float) -> str:
    """A colour between two, as ``#rrggbb``: 0 is ``low``, 1 is ``high``."""
    ends = [[int(c[i : i + 2], 16) for i in (1, 3, 5)] for c in (low, high)]
    return "#" + "".join(f"{round(a + (b - a) * strength):02X}" for a, b in zip(*ends, strict=True))
