"""The map of the course: what there is, what is learnt where, and how far the reader has come."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypedDict

from streamlit.components.v2 import component

from pages.components import loader

_mount = component("cnn_course.course_map", js=loader("course_map"))


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


class MapWords(TypedDict):
    """The map's own words: its name, and what is said of a place."""

    name: str
    done: str
    current: str


def course_map(
    regions: Sequence[Region], words: MapWords, *, key: str = "course_map"
) -> str | None:
    """Put the map on the page; returns the id of the page that was just chosen, if any."""
    result = _mount(
        key=key,
        data={"regions": list(regions), "words": words},
        on_open_change=lambda: None,
    )
    return result.open
