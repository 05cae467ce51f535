"""Plotly charts on a page, in the reader's language and in the colours of the theme."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, Literal

import numpy as np
import plotly.io
import streamlit as st

from lessons.explore import plotly_dictionary
from lessons.figures.run_curves import Axes, Curve, curves_figure
from lessons.figures.run_look import LOOKS, Look
from pages.ui import language

# Streamlit's own button, which Plotly's dictionary does not reach.
_STREAMLITS = ("Fullscreen", "Close fullscreen")

Range = tuple[float, float]


def warm_up() -> None:
    """Make one figure: Plotly imports what that needs only then, 0.15 s for the first visitor."""
    curve = Curve("A", "test", np.zeros(2), np.zeros(2), np.zeros(2))
    figure = curves_figure([curve], Axes("", ""), LOOKS["light"], {}, (0.0, ""))
    plotly.io.to_json(figure, validate=False)


def look() -> Look:
    """The colours of the theme that this visitor sees."""
    return LOOKS["dark" if st.context.theme.type == "dark" else "light"]


def style() -> str:
    """CSS for the one tooltip that Plotly's dictionary does not reach."""
    words = plotly_dictionary(language.current())
    quoted = {title: json.dumps(words[title], ensure_ascii=False) for title in _STREAMLITS}
    rules = "{{ content: {} !important; }}"
    return "\n".join(
        f'.modebar-btn[data-title="{title}"]::after {rules.format(ours)}'
        for title, ours in quoted.items()
    )


def _config(file_name: str) -> dict[str, Any]:
    lang = language.current()
    return {
        "locale": lang,
        "locales": {lang: {"dictionary": plotly_dictionary(lang)}},
        "displayModeBar": True,
        "modeBarButtonsToRemove": ["autoScale2d"],
        "toImageButtonOptions": {"filename": file_name, "scale": 2},
    }


def show_chart(figure: Any, *, key: str, alt: str) -> None:
    """A chart to zoom into and to read."""
    config = _config(key)
    st.plotly_chart(figure, key=key, alt=alt, config=config)


def show_measurable(figure: Any, *, key: str, alt: str) -> Range | None:
    """Likewise, with a box to select: returns from where to where on the x axis it goes."""
    config = _config(key)
    mode: Literal["box"] = "box"
    state = st.plotly_chart(
        figure, key=key, alt=alt, config=config, on_select="rerun", selection_mode=mode
    )
    boxes: Sequence[Any] = state["selection"].get("box") or ()
    ends = boxes[0].get("x") if boxes else None
    return (min(ends), max(ends)) if ends else None
