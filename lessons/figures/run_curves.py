"""Curves of several runs in one chart that can be zoomed, read and measured."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
import plotly.graph_objects as go

from lessons.figures.run_look import DASHES, Look
from lessons.figures.run_record import RunRecord, Series

Side = Literal["test", "train"]
XAxis = Literal["step", "epoch", "seconds"]

MOST_POINTS = 600
"""Of one curve: about as many as a wide chart has pixels."""

FEW_POINTS = 80
"""So few measurements are drawn as dots, too: each was really made."""

HEIGHT = 440  # pixels


@dataclass(frozen=True, slots=True)
class Quantity:
    """Something that a run records.

    Attributes:
        sides: the series that tell it, by whose pictures they are about.
        scale: from what was recorded to what is drawn: 100 for a share in per cent.
        digits: d3's number format on hover.
        by_layer: "gradients" or "updates" if every layer has its own.
    """

    sides: Mapping[Side, str]
    scale: float = 1.0
    digits: str = ".3~g"
    by_layer: Literal["gradients", "updates", ""] = ""


QUANTITIES: Mapping[str, Quantity] = {
    "loss": Quantity({"test": "test_loss", "train": "train_loss"}, digits=".3f"),
    "accuracy": Quantity({"test": "test_accuracy", "train": "train_accuracy"}, 100, ".1f"),
    "learning_rate": Quantity({"train": "learning_rate"}),
    "gradient": Quantity({"train": ""}, by_layer="gradients"),
    "update": Quantity({"train": ""}, by_layer="updates"),
    "dead": Quantity({"test": "dead"}, 100, ".1f"),
    "speed": Quantity({"train": "speed"}, digits=",.0f"),
}


@dataclass(frozen=True, slots=True, eq=False)
class Curve:
    """A line of the chart.

    Attributes:
        letter: whose run it is.
        side: "train" is drawn thinner where both sides are.
        x: (N,) places.
        y: (N,) what is drawn there; NaN breaks the line.
        measured: (N,) what was measured, if ``y`` is a mean of it.
    """

    letter: str
    side: Side
    x: np.ndarray
    y: np.ndarray
    measured: np.ndarray | None = None


@dataclass(frozen=True, slots=True)
class Axes:
    """What stands at the axes, and how they are cut.

    Attributes:
        x: words at the x axis.
        y: words at the y axis.
        digits: d3's number format on hover.
        is_log: whether the y axis counts powers of ten.
        is_percent: whether the y axis is 0 to 100.
        whole_x: whether only whole numbers mean something on the x axis.
    """

    x: str
    y: str
    digits: str = ".3~g"
    is_log: bool = False
    is_percent: bool = False
    whole_x: bool = False


def series_of(record: RunRecord, quantity: Quantity, side: Side, layer: int) -> Series:
    """What a run holds of a quantity; ``layer`` counts layers with weights from 0."""
    if not quantity.by_layer:
        return record.of(quantity.sides[side])
    layers = getattr(record, quantity.by_layer)
    return layers[layer] if layer < len(layers) else record.of("")


def curve_of(
    letter: str,
    record: RunRecord,
    quantity: Quantity,
    side: Side,
    *,
    x_axis: XAxis = "step",
    window: int = 0,
    layer: int = 0,
) -> Curve:
    """One run's line.

    Args:
        letter: of the run.
        record: the run.
        quantity: what is drawn.
        side: about which pictures.
        x_axis: what is counted from left to right.
        window: each point is the mean of what was measured within so many steps; 0 for none.
        layer: which layer with weights, from 0, where each has its own.
    """
    series = series_of(record, quantity, side, layer)
    steps, values = series.steps, quantity.scale * series.values
    smooth = mean_around(steps, values, window) if window else values
    columns = thinned(np.stack([steps, smooth, values]), MOST_POINTS)
    x = {"epoch": record.epochs_at, "seconds": record.seconds_at}.get(x_axis, np.asarray)
    return Curve(letter, side, x(columns[0]), columns[1], columns[2] if window else None)


def profile_of(letter: str, record: RunRecord, quantity: Quantity, window: int = 0) -> Curve:
    """The last value of every layer, from the first layer to the last.

    Args:
        letter: of the run.
        record: the run.
        quantity: one that every layer has of its own.
        window: the mean of what was measured in so many last steps; 0 for the last value.
    """
    layers: Sequence[Series] = getattr(record, quantity.by_layer)
    last = [quantity.scale * _last(series, window) for series in layers]
    return Curve(letter, "train", np.arange(1, len(last) + 1), np.array(last, dtype=float))


def _last(series: Series, window: int) -> float:
    if not len(series.steps):
        return np.nan
    late = series.values[series.steps >= series.steps[-1] - window]
    return float(late[np.isfinite(late)].mean()) if np.isfinite(late).any() else np.nan


def mean_around(steps: np.ndarray, values: np.ndarray, window: int) -> np.ndarray:
    """The mean of all finite values within ``window`` steps, half before and half after.

    Centred, so that a smoothed curve neither lags behind its run nor hurries ahead.

    Shape:
        steps, values: (N,)    returns: (N,), NaN where nothing near is finite
    """
    finite = np.isfinite(values)
    sums = np.concatenate([[0.0], np.cumsum(np.where(finite, values, 0.0))])
    counts = np.concatenate([[0], np.cumsum(finite)])
    low = np.searchsorted(steps, steps - window / 2, side="left")
    high = np.searchsorted(steps, steps + window / 2, side="right")
    count = counts[high] - counts[low]
    with np.errstate(invalid="ignore"):
        return np.where(finite, (sums[high] - sums[low]) / np.maximum(count, 1), np.nan)


def thinned(columns: np.ndarray, most: int) -> np.ndarray:
    """At most ``most`` points, each the mean of as many neighbours.

    Shape:
        columns: (C, N)    returns: (C, M) with M <= most
    """
    width = -(-columns.shape[1] // most)
    if width <= 1:
        return columns
    starts = np.arange(0, columns.shape[1], width)
    sizes = np.diff(np.append(starts, columns.shape[1]))
    return np.add.reduceat(columns, starts, axis=1) / sizes


def curves_figure(
    curves: Sequence[Curve],
    axes: Axes,
    look: Look,
    names: Mapping[str, str],
    chance: tuple[float, str] | None = None,
) -> go.Figure:
    """The chart.

    Args:
        curves: its lines.
        axes: its axes.
        look: its colours.
        names: words of the sides, for the reading where both are drawn.
        chance: what guessing gets, and the words for it, where that is a line in the chart.
    """
    both = len({curve.side for curve in curves}) > 1
    pale = [_measured(curve, look) for curve in curves if curve.measured is not None]
    lines, legend = [], set()
    for curve in curves:
        reading = f"{curve.letter} {names[curve.side]}" if both else curve.letter
        line = _line(curve, reading, axes, look, thin=both and curve.side == "train")
        lines.append(line.update(showlegend=curve.letter not in legend))
        legend.add(curve.letter)
    figure = go.Figure([*pale, *lines, _SELECTABLE], _layout(curves, axes, look))
    if chance is not None:
        line = {"color": look.axis, "width": 1, "dash": "dot"}
        figure.add_hline(chance[0], line=line, annotation_text=chance[1])
    return figure


# Plotly offers its box select only in a chart with a dot or a letter in it.
_SELECTABLE = {
    "type": "scatter",
    "mode": "markers",
    "x": [None],
    "y": [None],
    "hoverinfo": "skip",
    "showlegend": False,
}


def _line(curve: Curve, reading: str, axes: Axes, look: Look, *, thin: bool) -> go.Scatter:
    colour = look.runs[curve.letter]
    dots = len(curve.x) <= FEW_POINTS and curve.measured is None
    return go.Scatter(
        x=curve.x,
        y=curve.y,
        name=curve.letter,
        legendgroup=curve.letter,
        mode="lines+markers" if dots else "lines",
        line={"color": colour, "dash": DASHES[curve.letter], "width": 1.3 if thin else 2.2},
        marker={"size": 3 if thin else 5, "color": colour},
        opacity=0.75 if thin else 1,
        hovertemplate=f"%{{y:{axes.digits}}}<extra>{reading}</extra>",
    )


def _measured(curve: Curve, look: Look) -> go.Scatter:
    """What was measured, pale behind its mean."""
    return go.Scatter(
        x=curve.x,
        y=curve.measured,
        legendgroup=curve.letter,
        mode="lines",
        line={"color": look.runs[curve.letter], "width": 1},
        opacity=0.25,
        hoverinfo="skip",
        showlegend=False,
    )


def _layout(curves: Sequence[Curve], axes: Axes, look: Look) -> dict[str, object]:
    percent = axes.is_percent and not axes.is_log
    return {
        **base_layout(look),
        "hovermode": "x unified",
        "hoverdistance": -1,  # the nearest point of each run, however far apart they are
        "xaxis": axis(axes.x, look) | _ticks(axes),
        "yaxis": axis(axes.y, look)
        | {"type": "log" if axes.is_log else "linear", "rangemode": "tozero"}
        | ({"range": [0, 101]} if percent else {})
        | (_powers(curves) if axes.is_log else {}),
    }


def _powers(curves: Sequence[Curve]) -> dict[str, object]:
    """Over a few powers of ten numbers at 1, 2 and 5 of each; over more, Plotly's own choice."""
    y = np.concatenate([curve.y for curve in curves])
    positive = y[np.isfinite(y) & (y > 0)]
    is_narrow = len(positive) > 0 and positive.max() < 1000 * positive.min()
    return {"exponentformat": "power", **({"dtick": "D2"} if is_narrow else {})}


def _ticks(axes: Axes) -> dict[str, object]:
    if axes.whole_x:
        return {"dtick": 1, "hoverformat": "d"}
    return {"rangemode": "tozero", "hoverformat": ",.4~g"}


def base_layout(look: Look) -> dict[str, object]:
    """What every chart of runs has: a click in the legend shows one run alone.

    Page, words and grid get no colour here: in the browser they follow the page's theme, also when
    that changes while the chart is open. The colour of the axes can be seen on both.
    """
    return {
        "height": HEIGHT,
        "margin": {"l": 8, "r": 8, "t": 40, "b": 8, "pad": 0},
        "dragmode": "zoom",
        "showlegend": True,
        "legend": {
            "orientation": "h",
            "y": -0.2,
            "yanchor": "top",
            "itemclick": "toggleothers",
            "itemdoubleclick": "toggle",
            "font": {"size": 14},
        },
        "hoverlabel": {"font": {"size": 13}},
        "modebar": {"color": look.axis},
    }


def axis(title: str, look: Look) -> dict[str, object]:
    """An axis with its words."""
    return {
        "title": {"text": title, "font": {"size": 13}},
        "showline": True,
        "linecolor": look.axis,
        "zeroline": False,
        "nticks": 8,
        "automargin": True,
    }


@dataclass(frozen=True, slots=True)
class Reading:
    """What one curve is between two places.

    Attributes:
        letter: whose run.
        side: about which pictures.
        count: how many points lie there.
        mean: of these.
        low: the smallest.
        high: the largest.
    """

    letter: str
    side: Side
    count: int
    mean: float
    low: float
    high: float


def read_between(curves: Sequence[Curve], left: float, right: float) -> list[Reading]:
    """Each curve between two places of the x axis; none for a curve that has no point there."""
    readings = []
    for curve in curves:
        inside = (curve.x >= left) & (curve.x <= right) & np.isfinite(curve.y)
        if inside.any():
            y = curve.y[inside]
            spread = float(y.mean()), float(y.min()), float(y.max())
            readings.append(Reading(curve.letter, curve.side, len(y), *spread))
    return readings
