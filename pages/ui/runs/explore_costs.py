"""What each kept run came to, against its seconds, its parameters or its multiply-adds."""

from __future__ import annotations

import math
from collections.abc import Mapping
from html import escape

from cnncore.data import DataConfig
from cnncore.errors import SettingError
from cnncore.network import Network, ledger
from lessons.figures.run_costs import Outcome, costs_figure
from lessons.figures.run_record import RunRecord
from pages.ui.runs import charts, explore_controls, runs
from pages.ui.runs.explore_words import note, word, words
from pages.ui.runs.runs import Run
from pages.ui.shell import text


def show(records: Mapping[str, RunRecord]) -> None:
    """The question, the choice of the cost, and the chart."""
    text.show_html(f'<h3 class="band">{escape(word("costs_title"))}</h3>')
    state = explore_controls.open_choices()
    cost = explore_controls.choose(state, "cost", words("costs"))
    outcomes = [
        Outcome(run.letter, _cost(run, record, cost), record.accuracy)
        for run in runs.all_runs()
        if (record := records.get(run.letter))
    ]
    known = [o for o in outcomes if math.isfinite(o.cost) and math.isfinite(o.accuracy)]
    if not known:
        note(word("nothing", quantity=word("quantities.accuracy")))
        return
    figure = costs_figure(
        known,
        charts.look(),
        x=word(f"cost_axes.{cost}"),
        y=word("units.accuracy"),
        is_log=cost != "seconds",
    )
    points = [f"{o.letter} {o.cost:,.4g}, {100 * o.accuracy:.1f}%" for o in known]
    alt = word("costs_spoken", cost=word(f"costs.{cost}"), points="; ".join(points))
    charts.show_chart(figure, key="explore-costs", alt=alt)
    note(word("costs_note"))


def _cost(run: Run, record: RunRecord, cost: str) -> float:
    """NaN where the pictures of the run are gone and with them their shape."""
    if cost == "seconds":
        return record.seconds
    from cnncore.train.building import data_shape

    try:
        shape, classes = data_shape(DataConfig.from_dict(run.config["data"]))
        totals = ledger(Network.from_dict(run.config["network"]), shape, classes).totals
    except SettingError:
        return math.nan
    return totals.params if cost == "params" else totals.mult_adds
