"""The words of the charts that are explored (``explore.toml``), Plotly's own among them."""

from __future__ import annotations

from pathlib import Path

from lessons.machinery.languages import Language
from lessons.machinery.strings import load_texts

EXPLORE = load_texts(Path(__file__).parent / "explore.toml")


def plotly_dictionary(language: Language) -> dict[str, str]:
    """What Plotly says on its buttons, by its own English."""
    english, ours = EXPLORE.area("plotly", "en"), EXPLORE.area("plotly", language)
    return {english[key]: ours[key] for key in english}
