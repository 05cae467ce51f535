"""Pooling beside a convolution of the same stride: what is learned, counted, and measured here."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from html import escape

from lessons.machinery.answers import show_value
from lessons.pooling.costs import TIMES, Halving, halvings
from pages.ui.lesson.measured import Times, show_measured
from pages.ui.lesson.words import words_of
from pages.ui.shell import text
from pages.ui.shell.language import t
from pages.ui.slides.pieces import piece

word = words_of("pooling")


@piece("board")
def show_halvings(page_id: str) -> None:
    """The table; its times come when asked for."""
    show_measured(f"{page_id}.halvings", TIMES, partial(_draw, halvings()))


def _draw(ways: Mapping[str, Halving], times: Times) -> None:
    names = ("way", "params", "operations", *(("time", "against") if times else ()))
    head = "".join(f"<th>{escape(word(f'halving.{name}'))}</th>" for name in names)
    rows = "".join(_row(name, way, times) for name, way in ways.items())
    text.show_html(f'<table class="claim"><tr>{head}</tr>{rows}</table>')
    if times:
        text.show_html(f'<p class="caption">{escape(_said(ways, times))}</p>')


def _row(name: str, way: Halving, times: Times) -> str:
    listed = t("lesson.separator").join(
        word(f"halving.{kind}", count=show_value(count)) for kind, count in way.operations.items()
    )
    cells = [word(f"halving.{name}"), show_value(way.params), listed]
    if times:
        cells += [f"{times[name]:.2f}", f"{times[name] / times['max']:.1f}"]
    return f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"


def _said(ways: Mapping[str, Halving], times: Times) -> str:
    return word(
        "halving.note",
        operations=f"{ways['conv'].total / ways['max'].total:.0f}",
        times=f"{times['conv'] / times['max']:.1f}",
        passes=TIMES.parts,
    )
