"""The map of the course: what there is, what is learnt where, and how far the reader has come."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Literal, TypedDict

import streamlit as st

from pages.ui.language import t

_HERE = Path(__file__).parent

_mount = st.components.v2.component(
    "cnn_course.course_map",
    html='<div class="map" data-testid="course-map"></div>',
    css=(_HERE / "component.css").read_text(encoding="utf-8"),
    js="".join(
        (_HERE / name).read_text(encoding="utf-8") for name in ("pictograms.js", "component.js")
    ),
)


class Place(TypedDict):
    """A page on the map."""

    id: str
    title: str
    line: str
    href: str
    state: Literal["done", "current", "open"]
    progress: float


class Region(TypedDict):
    """A section of the map."""

    title: str
    note: str
    places: list[Place]


def course_map(regions: Sequence[Region], *, key: str = "course_map") -> str | None:
    """Put the map on the page; returns the id of the page that was just chosen, if any."""
    words = {"name": t("home.map"), "done": t("home.done"), "current": t("home.current")}
    result = _mount(
        key=key,
        data={"regions": list(regions), "words": words},
        on_open_change=lambda: None,
    )
    return result.open
