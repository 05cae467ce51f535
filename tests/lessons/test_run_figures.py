"""Charts of runs: the arrays behind them, and what is drawn."""

from __future__ import annotations

import math
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lessons.figures.run_costs import Outcome, costs_figure
from lessons.figures.run_curves import (
    MOST_POINTS,
    QUANTITIES,
    Axes,
    curve_of,
    curves_figure,
    mean_around,
    profile_of,
    read_between,
    thinned,
)
from lessons.figures.run_look import DASHES, LOOKS
from lessons.figures.run_record import record_of
from lessons.machinery.explore import EXPLORE, plotly_dictionary
from lessons.machinery.languages import LANGUAGES
from tests.browser.live import recording

ROOT = Path(__file__).parents[2]
COMPONENTS = ROOT / "pages" / "components"
NAMES = {"test": "test", "train": "train"}


def drawn(figure: object) -> Any:
    """Plotly's own types do not know which attributes a trace has."""
    return figure


@pytest.fixture(scope="module")
def record():
    return record_of(recording.ended_run())


def test_a_record_holds_what_the_events_said(record):
    tests = record.of("test_accuracy")
    assert tests.steps.tolist() == [0, *range(75, 901, 75)]
    assert tests.values[-1] == recording.test(900)["test_accuracy"]
    losses = [
        x for first in range(1, 901, 15) for x in recording.steps(first, first + 14)["losses"]
    ]
    assert record.of("train_loss").steps.tolist() == list(range(1, 901))
    assert record.of("train_loss").values.tolist() == losses
    assert record.layers == ("conv", "conv", "linear")
    assert [series.values[-1] for series in record.gradients] == [0.652, 1.308, 0.984]
    assert [series.values[-1] for series in record.updates] == [0.0066, 0.0089, 0.0081]
    assert record.of("dead").values == pytest.approx(1 / 36)
    assert (record.step, record.is_ended, record.seconds) == (900, True, 12.0)


def test_steps_have_their_epochs_and_seconds(record):
    steps = np.array([0.0, 75, 450, 900])
    assert record.epochs_at(steps).tolist() == [0, 1, 6, 12]
    told = [recording.seconds(step) for step in (0, 75, 450, 900)]
    assert record.seconds_at(steps) == pytest.approx(told)


def test_a_run_that_goes_on_is_read_as_far_as_it_is():
    record = record_of(recording.whole_run(until=150))
    assert (record.step, record.is_ended) == (150, False)
    assert record.accuracy == recording.test(150)["test_accuracy"]


def test_a_record_of_nothing_draws_nothing():
    record = record_of([])
    assert math.isnan(record.accuracy)
    for quantity in QUANTITIES.values():
        for side in quantity.sides:
            assert len(curve_of("A", record, quantity, side, x_axis="seconds").x) == 0
    assert len(profile_of("A", record, QUANTITIES["gradient"]).x) == 0


def test_steps_that_are_run_again_replace_themselves():
    events = [recording.started(), recording.steps(1, 30), recording.steps(16, 45)]
    record = record_of(events)
    assert record.of("train_loss").steps.tolist() == list(range(1, 46))
    assert record.of("train_loss").values[15:].tolist() == recording.steps(16, 45)["losses"]


def test_a_loss_that_is_not_finite_breaks_the_line():
    bad = {**recording.steps(1, 3), "losses": [1.0, None, 3.0]}
    series = record_of([recording.started(), bad]).of("train_loss")
    assert series.values == pytest.approx([1.0, math.nan, 3.0], nan_ok=True)


def test_a_mean_is_centred_and_passes_over_gaps():
    steps = np.arange(1.0, 8)
    line = 2 * steps
    inner = mean_around(steps, line, 4)[2:-2]
    assert inner == pytest.approx(line[2:-2])  # a straight line keeps its place: no lag
    values = np.array([1.0, 2, np.nan, 4, 5, 6, 7])
    smooth = mean_around(steps, values, 2)
    assert smooth[1] == pytest.approx((1 + 2) / 2)
    assert np.isnan(smooth[2])
    assert smooth[3] == pytest.approx((4 + 5) / 2)


def test_a_window_narrower_than_the_spacing_changes_nothing(record):
    tests = record.of("test_loss")
    assert mean_around(tests.steps, tests.values, 100) == pytest.approx(tests.values)


def test_thinning_keeps_the_mean():
    columns = np.stack([np.arange(2000.0), np.random.default_rng(0).normal(size=2000)])
    thin = thinned(columns, MOST_POINTS)
    assert thin.shape == (2, 500)
    assert thin.mean(axis=1) == pytest.approx(columns.mean(axis=1))
    assert thin[1, 0] == pytest.approx(columns[1, :4].mean())


@pytest.mark.parametrize("name", QUANTITIES)
@pytest.mark.parametrize("x_axis", ["step", "epoch", "seconds"])
def test_every_quantity_is_drawn(record, name, x_axis):
    quantity = QUANTITIES[name]
    curves = [curve_of("B", record, quantity, side, x_axis=x_axis) for side in quantity.sides]
    for theme, look in LOOKS.items():
        figure = drawn(curves_figure(curves, Axes("x", "y", is_log=True), look, NAMES))
        lines = [trace for trace in figure.data if trace.name]
        assert len(lines) == len(curves) > 0, theme
        assert all(len(trace.x) > 0 for trace in lines)
        assert {trace.line.color for trace in lines} == {look.runs["B"]}
        assert {trace.line.dash for trace in lines} == {DASHES["B"]}
        assert figure.layout.yaxis.type == "log"


def test_a_click_in_the_legend_shows_one_run_alone(record):
    quantity = QUANTITIES["loss"]
    curves = [
        curve_of(x, record, quantity, side, window=30) for side in quantity.sides for x in "AB"
    ]
    figure = drawn(curves_figure(curves, Axes("x", "y"), LOOKS["light"], NAMES))
    assert figure.layout.legend.itemclick == "toggleothers"
    assert figure.layout.hovermode == "x unified"
    shown = [trace.name for trace in figure.data if trace.name and trace.showlegend]
    assert shown == ["A", "B"]  # one entry a run; its other lines follow by their group
    read = [trace.hovertemplate.split(">")[1].split("<")[0] for trace in figure.data if trace.name]
    assert read == ["A test", "B test", "A train", "B train"]
    groups = [trace.legendgroup for trace in figure.data]
    assert groups.count("A") == groups.count("B") == 4


def test_the_profile_stands_layer_beside_layer(record):
    curve = profile_of("A", record, QUANTITIES["gradient"], window=30)
    assert curve.x.tolist() == [1, 2, 3]
    assert curve.y == pytest.approx([0.652, 1.308, 0.984])


def test_a_stretch_is_measured(record):
    curve = curve_of("A", record, QUANTITIES["accuracy"], "test")
    [reading] = read_between([curve], 300, 600)
    values = [100 * recording.test(step)["test_accuracy"] for step in range(300, 601, 75)]
    assert reading.count == len(values)
    told = (reading.mean, reading.low, reading.high)
    assert told == pytest.approx((np.mean(values), min(values), max(values)))
    assert read_between([curve], 901, 950) == []


@pytest.mark.parametrize("is_log", [True, False])
def test_a_run_is_a_point_with_its_letter(is_log: bool):
    outcomes = [Outcome("A", 12_750, 0.895), Outcome("F", 12_750, 0.768)]
    figure = drawn(costs_figure(outcomes, LOOKS["dark"], x="x", y="y", is_log=is_log))
    assert [(t.text[0].strip(), t.x[0], t.y[0]) for t in figure.data] == [
        ("A", 12_750, pytest.approx(89.5)),
        ("F", 12_750, pytest.approx(76.8)),
    ]
    if is_log:  # both cost the same, and there is room around them
        low, high = figure.layout.xaxis.range
        assert low < math.log10(12_750) < high


def test_a_letter_looks_as_it_does_everywhere():
    css = (COMPONENTS / "shared" / "view" / "runs.css").read_text(encoding="utf-8")
    pairs = re.findall(r"--run-([a-f]): light-dark\((#\w+), (#\w+)\)", css)
    assert {x.upper(): light for x, light, _ in pairs} == LOOKS["light"].runs
    assert {x.upper(): dark for x, _, dark in pairs} == LOOKS["dark"].runs
    script = (COMPONENTS / "shared" / "view" / "strokes.js").read_text(encoding="utf-8")
    dashes = re.findall(r'"([^"]+)"', script.split("DASHES = [")[1].split("]")[0])
    plain = [dash.replace("px,", " ").replace("px", "") for dash in DASHES.values()]
    assert [dash.replace("solid", "none") for dash in plain] == dashes[: len(plain)]


def test_the_line_of_guessing_has_the_pages_colour():
    css = (ROOT / "pages" / "ui" / "shell" / "theme.css").read_text(encoding="utf-8")
    found = re.search(r"--axis: light-dark\((#\w+), (#\w+)\)", css)
    assert found is not None
    assert found.groups() == (LOOKS["light"].axis, LOOKS["dark"].axis)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_everything_that_is_drawn_has_words(lang):
    for area in ("quantities", "units", "about"):
        assert set(EXPLORE.area(f"explore.{area}", lang)) == set(QUANTITIES)
    assert plotly_dictionary("en") == {key: key for key in plotly_dictionary("en")}
    assert set(plotly_dictionary(lang)) == set(plotly_dictionary("en"))
