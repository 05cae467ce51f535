"""The stack of the figure put to the test: asked for with a button, worked out behind the page."""

from __future__ import annotations

from functools import partial
from html import escape

from lessons.machinery.answers import show_value
from lessons.receptive_field.depth import SHARE
from lessons.receptive_field.trial import DRAWS, Trial, trial_of
from pages.ui.lesson import drawings, field_drawings
from pages.ui.lesson.field_board import follow_picked
from pages.ui.lesson.findings import inline_html
from pages.ui.lesson.measured import show_on_demand
from pages.ui.lesson.words import words_of
from pages.ui.shell import text
from pages.ui.slides.pieces import piece

word = words_of("receptive_field")


@piece("board")
def show_trial(page_id: str) -> None:
    """A button, how far the draws are, and what they have shown of the unit that is picked."""
    chosen = follow_picked(page_id)
    if chosen is None:
        text.show_html(f'<p class="caption">{escape(word("trial.none"))}</p>')
        return
    trial = trial_of(*chosen)
    said = word("trial.what", stack=_named(trial), unit=trial.unit + 1, size=trial.size)
    text.show_html(f'<div class="question">{inline_html(said)}</div>')
    show_on_demand(
        f"{page_id}.trial", trial, partial(_draw, trial), label=word("trial.start", draws=DRAWS)
    )


def _named(trial: Trial) -> str:
    return ", ".join(
        f"{word(f'figure.{each.kind}')} {each.kernel_size}×{each.kernel_size}"
        + (f"/{each.stride}" if each.stride > 1 else "")
        + (f" d{each.dilation}" if each.dilation > 1 else "")
        for each in trial.layers
    )


def _draw(trial: Trial) -> None:
    if not trial.is_done:
        return
    found, profile = trial.found, trial.profile
    rows = {
        "square": f"{profile.field}",
        "reached": f"{trial.reached}",
        "leaked": f"{found.leaked} / {DRAWS}",
        "outside": f"{found.outside_changed} / {DRAWS}",
        "inside": f"{found.inside_changed} / {DRAWS}",
        "used": f"{profile.used}",
        "deviation": show_value(round(profile.deviation, 2)),
    }
    names = {name: word(f"trial.{name}", **_slots(name)) for name in rows}
    cells = "".join(
        f"<tr><td>{escape(names[name])}</td><td>{value}</td></tr>" for name, value in rows.items()
    )
    table = f'<table class="claim">{cells}</table>'
    text.show_html(drawings.row(field_drawings.tried(trial), table))


def _slots(name: str) -> dict[str, int]:
    return {"share": round(100 * SHARE)} if name == "used" else {}
