"""What each run came to, against what it cost."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import plotly.graph_objects as go

from lessons.figures.run_curves import axis, base_layout
from lessons.figures.run_look import SYMBOLS, Look

HEIGHT = 320  # pixels


@dataclass(frozen=True, slots=True)
class Outcome:
    """A run as one point.

    Attributes:
        letter: of the run.
        cost: seconds, parameters or multiply-adds.
        accuracy: share of the test pictures it gets right.
    """

    letter: str
    cost: float
    accuracy: float


def costs_figure(
    outcomes: Sequence[Outcome], look: Look, *, x: str, y: str, is_log: bool
) -> go.Figure:
    """Accuracy in per cent over cost: up and to the left is better.

    Args:
        outcomes: the runs.
        look: colours.
        x: words at the x axis.
        y: words at the y axis.
        is_log: whether the x axis counts powers of ten.
    """
    figure = go.Figure([_point(outcome, look) for outcome in outcomes])
    return figure.update_layout(
        base_layout(look),
        height=HEIGHT,
        showlegend=False,
        hovermode="closest",
        xaxis=axis(x, look) | {"type": "log"} | _decades(outcomes)
        if is_log
        else axis(x, look) | {"rangemode": "tozero"},
        yaxis=axis(y, look) | {"range": [0, 106]},
    )


def _point(outcome: Outcome, look: Look) -> go.Scatter:
    return go.Scatter(
        x=[outcome.cost],
        y=[100 * outcome.accuracy],
        name=outcome.letter,
        mode="markers+text",
        text=[f" {outcome.letter}"],
        textposition="middle right",
        textfont={"size": 15},
        marker={
            "size": 13,
            "color": look.runs[outcome.letter],
            "symbol": SYMBOLS[outcome.letter],
        },
        hovertemplate=f"{outcome.letter}: %{{x:,.4~g}} · %{{y:.1f}}%<extra></extra>",
    )


def _decades(outcomes: Sequence[Outcome]) -> dict[str, object]:
    """Room on both sides, also where all runs cost the same."""
    costs = [outcome.cost for outcome in outcomes if outcome.cost > 0]
    if not costs:
        return {}
    low, high = math.log10(min(costs)), math.log10(max(costs))
    room = max(0.5, 0.1 * (high - low))
    # D2: numbers at 1, 2 and 5 of each power of ten, which a narrow screen has room for, too.
    return {"range": [low - room, high + room], "dtick": "D2"}
