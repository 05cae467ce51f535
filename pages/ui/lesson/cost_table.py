"""What activation functions cost: operations counted, and the time of this machine on request."""

from __future__ import annotations

from dataclasses import asdict
from html import escape

from lessons.activations.costs import OPERATIONS, TIMES, Operations
from pages.ui.lesson.measured import Times, show_measured
from pages.ui.lesson.words import words_of
from pages.ui.shell import text
from pages.ui.shell.language import t
from pages.ui.slides.pieces import piece

word = words_of("activations")


@piece("board")
def show_costs(page_id: str) -> None:
    """The table; its times come once they are asked for."""
    show_measured(f"{page_id}.costs", TIMES, _draw)


def _draw(times: Times) -> None:
    heads = ("function", "operations", *(("time", "against") if times else ()))
    head = "".join(f"<th>{escape(word(f'cost.{name}'))}</th>" for name in heads)
    rows = "".join(_row(name, counted, times) for name, counted in OPERATIONS.items())
    text.show_html(f'<table class="claim"><tr>{head}</tr>{rows}</table>')
    if times:
        text.show_html(f'<p class="caption">{escape(word("cost.note"))}</p>')


def _row(name: str, counted: Operations, times: Times) -> str:
    listed = t("lesson.separator").join(
        word(f"cost.{kind}.{'one' if count == 1 else 'more'}", count=count)
        for kind, count in asdict(counted).items()
        if count
    )
    measured = ""
    if times:
        measured = f"<td>{times[name]:.2f}</td><td>{times[name] / times['relu']:.1f}</td>"
    return f"<tr><td>{word(f'name.{name}')}</td><td>{escape(listed)}</td>{measured}</tr>"
