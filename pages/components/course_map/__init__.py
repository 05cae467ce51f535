"""The map of the course: what there is, what is learnt where, and how far the reader has come."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from typing import Any, Literal, TypedDict

from streamlit.components.v2 import component

from pages.components import loader, still

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


def still_map(data: dict[str, Any]) -> str:
    """The map before its script runs: names, lines and links; the pictures come with it."""
    sections = "".join(_still_region(region) for region in data["regions"])
    name = escape(data["words"]["name"], quote=True)
    return still(
        f'<div class="map" role="navigation" aria-label="{name}">{sections}</div>',
        "course_map/component.css",
    )


def _still_region(region: Region) -> str:
    places, done = region["places"], sum(p["state"] == "done" for p in region["places"])
    items = "".join(
        f'<li><a class="place" href="{escape(place["href"], quote=True)}">'
        f'<span class="picture"></span><span class="text"><b>{escape(place["title"])}</b>'
        f'<span class="line">{escape(place["line"])}</span></span></a></li>'
        for place in places
    )
    bars = '<i class="bar"></i>' * len(places)
    return (
        f"<section><header><h2>{escape(region['title'])}</h2>"
        f'<span class="note">{escape(region["note"])}</span><span class="progress">{bars}'
        f'<span class="count">{done} / {len(places)}</span></span></header>'
        f"<ul>{items}</ul></section>"
    )
