"""The tab Explore: everything the kept runs have recorded, in charts to zoom into and to measure.

What moves while a run goes on is drawn by browser components; what is looked into afterwards is
drawn by Plotly, which only this tab loads.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from html import escape

import numpy as np
import streamlit as st

from cnncore.engine import EngineError
from lessons.figures.run_curves import (
    MOST_POINTS,
    QUANTITIES,
    Axes,
    Curve,
    Quantity,
    Reading,
    curve_of,
    curves_figure,
    profile_of,
    read_between,
    series_of,
)
from lessons.figures.run_record import RunRecord, record_of
from lessons.training_lab.words import LAB
from pages.ui.runs import charts, explore_controls, explore_costs, runs, views
from pages.ui.runs.explore_controls import Wanted
from pages.ui.runs.explore_words import explain, listed, note, word
from pages.ui.shell import language, text

_RECORDS = "explore.records"
_KINDS = frozenset({"started", "step", "test", "snapshot", "finished", "failed"})


@dataclass(frozen=True, slots=True)
class Kept:
    """The runs that can be drawn, and the letters of those that cannot."""

    records: dict[str, RunRecord]
    missing: list[str]

    @property
    def running(self) -> list[str]:
        """Letters of the runs that go on."""
        return [letter for letter, record in self.records.items() if not record.is_ended]

    @property
    def most_layers(self) -> int:
        """Of the deepest of them."""
        return max((len(record.layers) for record in self.records.values()), default=0)


@st.fragment
def show_explore() -> None:
    """The controls, the curves, what a selected stretch holds, and the costs."""
    kept = _read_runs()
    st.html(f"<style>{charts.style()}</style>")
    with st.container(key="lab-explore"):
        wanted = explore_controls.show(kept.most_layers, _layer_words(kept))
        _show_curves(kept, wanted)
        explore_costs.show(kept.records)


def _read_runs() -> Kept:
    """Each kept run as arrays; what has ended is read only once."""
    known: dict[str, RunRecord] = st.session_state.get(_RECORDS, {})
    records, missing = {}, []
    for run in runs.all_runs():
        try:
            record = known.get(run.job_id) or record_of(runs.events_so_far(run.job_id, _KINDS))
        except (EngineError, TimeoutError):
            missing.append(run.letter)
            continue
        records[run.letter] = record
    jobs = {run.letter: run.job_id for run in runs.all_runs()}
    ended = {jobs[letter]: record for letter, record in records.items() if record.is_ended}
    st.session_state[_RECORDS] = ended
    return Kept(records, missing)


def _layer_words(kept: Kept) -> list[str]:
    """What each layer with weights is called: by its kind, where all runs agree on it."""
    names = []
    for layer in range(kept.most_layers):
        kinds = {r.layers[layer] for r in kept.records.values() if layer < len(r.layers)}
        key = f"block.kinds.{next(iter(kinds))}"
        if len(kinds) == 1 and key in LAB:
            name = LAB.get(key, language.current())
            names.append(word("layer_named", number=layer + 1, name=name))
        else:
            names.append(word("layer_option", number=layer + 1))
    return names


def _show_curves(kept: Kept, wanted: Wanted) -> None:
    quantity = QUANTITIES[wanted.quantity]
    curves = [curve for curve in _curves(kept, wanted, quantity) if _has_values(curve)]
    with st.container(key="explore-notes"):
        explain(f"about.{wanted.quantity}")
        if not curves:
            note(word("nothing", quantity=word(f"quantities.{wanted.quantity}")), role="status")
    if curves:
        axes = _axes(wanted, quantity, is_log=wanted.is_log and _any_positive(curves))
        figure = curves_figure(curves, axes, charts.look(), _sides(), _chance(kept, wanted))
        box = charts.show_measurable(figure, key="explore-curves", alt=_spoken(curves, axes))
        if box:
            _show_readings(read_between(curves, *box), box, quantity, len(wanted.sides) > 1)
    note(" ".join(_remarks(kept, wanted, quantity, curves)))
    if kept.running:
        st.button(word("again"), key="explore.again")


def _curves(kept: Kept, wanted: Wanted, quantity: Quantity) -> list[Curve]:
    if quantity.by_layer and wanted.layer is None:
        return [profile_of(x, r, quantity, wanted.window) for x, r in kept.records.items()]
    return [
        curve_of(
            letter,
            record,
            quantity,
            side,
            x_axis=wanted.x_axis,
            window=wanted.window,
            layer=wanted.layer or 0,
        )
        for side in wanted.sides
        for letter, record in kept.records.items()
    ]


def _has_values(curve: Curve) -> bool:
    return bool(np.isfinite(curve.y).any())


def _any_positive(curves: Sequence[Curve]) -> bool:
    return any(bool((curve.y > 0).any()) for curve in curves)


def _axes(wanted: Wanted, quantity: Quantity, *, is_log: bool) -> Axes:
    is_profile = bool(quantity.by_layer) and wanted.layer is None
    return Axes(
        x=word("layer_axis") if is_profile else word(f"x_axes.{wanted.x_axis}"),
        y=word(f"units.{wanted.quantity}"),
        digits=quantity.digits,
        is_log=is_log,
        is_percent=wanted.quantity == "accuracy",
        whole_x=is_profile,
    )


def _sides() -> dict[str, str]:
    return {side: word(f"sides.{side}") for side in ("test", "train")}


def _chance(kept: Kept, wanted: Wanted) -> tuple[float, str] | None:
    share = views.chance_of([run for run in runs.all_runs() if run.letter in kept.records])
    if wanted.quantity != "accuracy" or share is None:
        return None
    return 100 * share, word("chance", value=f"{100 * share:.1f}")


def _spoken(curves: Sequence[Curve], axes: Axes) -> str:
    """The chart in a sentence, for those who do not see it."""
    last = [f"{curve.letter} {curve.y[np.isfinite(curve.y)][-1]:.3g}" for curve in curves]
    return word(
        "spoken",
        count=len({curve.letter for curve in curves}),
        quantity=axes.y,
        x=axes.x,
        last=listed(last),
    )


def _remarks(kept: Kept, wanted: Wanted, quantity: Quantity, curves: Sequence[Curve]) -> list[str]:
    """What must be known to read the chart rightly."""
    hint = word("hint_phone") if charts.is_phone() else word("hint")
    remarks = [hint] if curves else []
    if quantity.by_layer and wanted.layer is None:
        remarks.append(word("profile_note"))
    else:
        remarks += _remarks_on_points(kept, wanted, quantity)
    if wanted.is_log and curves:
        if not _any_positive(curves):
            remarks.append(word("not_positive"))
        elif any(bool((curve.y == 0).any()) for curve in curves):
            remarks.append(word("zero_left_out"))
    if kept.running:
        step = max(kept.records[letter].step for letter in kept.running)
        remarks.append(word("running", letters=listed(kept.running), step=f"{step:,}"))
    if kept.missing:
        remarks.append(word("missing", letters=listed(kept.missing)))
    return remarks


def _remarks_on_points(kept: Kept, wanted: Wanted, quantity: Quantity) -> list[str]:
    remarks = [word("mean_note", window=wanted.window)] if wanted.window else []
    layer = wanted.layer or 0
    lengths = [
        len(series_of(record, quantity, side, layer).steps)
        for record in kept.records.values()
        for side in wanted.sides
    ]
    longest = max(lengths, default=0)
    if longest > MOST_POINTS:
        remarks.append(word("thinned", width=-(-longest // MOST_POINTS)))
    without = [x for x, r in kept.records.items() if layer >= len(r.layers)]
    if quantity.by_layer and without:
        remarks.append(word("without_layer", letters=listed(without)))
    return remarks


def _show_readings(
    readings: Sequence[Reading], box: charts.Range, quantity: Quantity, with_side: bool
) -> None:
    """Mean, lowest and highest of each curve in the selected stretch, as a table."""
    if not readings:
        note(word("reading.nothing"), role="status")
        return
    digits = quantity.digits.lstrip(",").replace("~", "")
    heads = "".join(
        f'<th scope="col">{escape(word(f"reading.{name}"))}</th>'
        for name in ("run", "count", "mean", "low", "high")
    )
    rows = "".join(_row(reading, digits, with_side=with_side) for reading in readings)
    title = word("reading.title", left=f"{box[0]:,.4g}", right=f"{box[1]:,.4g}")
    text.show_html(
        f'<div class="explore-reading" role="status"><p>{escape(title)}</p>'
        f"<table><thead><tr>{heads}</tr></thead><tbody>{rows}</tbody></table></div>"
    )


def _row(reading: Reading, digits: str, *, with_side: bool) -> str:
    numbers = (format(value, digits) for value in (reading.mean, reading.low, reading.high))
    cells = "".join(f"<td>{cell}</td>" for cell in (reading.count, *numbers))
    name = f"{reading.letter} {word(f'sides.{reading.side}')}" if with_side else reading.letter
    return f'<tr><th scope="row">{escape(name)}</th>{cells}</tr>'
