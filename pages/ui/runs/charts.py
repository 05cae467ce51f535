"""Plotly charts on a page, in the reader's language and in the colours of the theme."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

import numpy as np
import plotly.io
import streamlit as st
from plotly.graph_objects import Figure

from lessons.figures.run_curves import Axes, Curve, curves_figure
from lessons.figures.run_look import LOOKS, Look
from lessons.machinery.explore import plotly_dictionary
from pages.ui.shell import language

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


def is_phone() -> bool:
    """Whether the visitor's browser says that it runs on a phone."""
    return "Mobi" in (st.context.headers.get("User-Agent") or "")


def show_chart(figure: Figure, *, key: str, alt: str) -> None:
    """A chart to zoom into and to read; on a phone a finger on it scrolls the page."""
    if is_phone():
        figure.update_layout(dragmode=False)
    st.plotly_chart(figure, key=key, alt=alt, config=_config(key))


def show_measurable(figure: Figure, *, key: str, alt: str) -> Range | None:
    """Likewise, with a box to select: returns from where to where on the x axis it goes.

    Not on a phone: Streamlit makes a chart with a box one that a finger cannot scroll over.
    """
    if is_phone():
        show_chart(figure, key=key, alt=alt)
        return None
    config = _config(key)
    state = st.plotly_chart(
        figure, key=key, alt=alt, config=config, on_select="rerun", selection_mode="box"
    )
    boxes: Sequence[Any] = state["selection"].get("box") or ()
    ends = boxes[0].get("x") if boxes else None
    return (min(ends), max(ends)) if ends else None
