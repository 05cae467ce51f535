"""For the teacher: what an experiment is expected to come out as, and the command that says so."""

from __future__ import annotations

from collections import Counter
from html import escape
from typing import Any

import streamlit as st

from lessons.experiments import Guide
from lessons.experiments.expected import ExpectedRow, expected_rows, expected_winners
from pages.ui.experiment.words import arm_name, number, percent, say, signed
from pages.ui.shell import text

COMMAND = "python -m cnncore.train.outcomes"


def show_expected(guide: Guide) -> None:
    """Closed until it is asked for."""
    name = guide.experiment_id
    with st.container(key="experiment-expected"), st.expander(say("teacher.title")):
        rows = expected_rows(name)
        text.show_html(
            f"<p>{escape(say('teacher.lead'))}</p>{_table(name, rows)}"
            f"<p>{escape(say('teacher.winners', list=_winners(guide)))}</p>"
            f"<p>{escape(say('teacher.command'))}<br><code>{COMMAND} {name} --seeds</code></p>"
        )


def over_seeds(guide: Guide) -> str:
    """How often each option came true over all seeds of the table."""
    counts = Counter(expected_winners(guide))
    total = sum(counts.values())
    names = {arm: arm_name(guide.experiment_id, arm) for arm in counts}
    if len(counts) == 1:
        return say("teacher.over_seeds_all", count=total, name=names[next(iter(counts))])
    entries = (
        say("teacher.once", name=names[arm])
        if count == 1
        else say("teacher.times", name=names[arm], count=count)
        for arm, count in counts.most_common()
    )
    return say("teacher.over_seeds", count=total, list=say("teacher.list").join(entries))


def _winners(guide: Guide) -> str:
    """Each option that came true, with its seeds."""
    seeds: dict[str, list[str]] = {}
    for seed, arm in enumerate(expected_winners(guide), start=1):
        seeds.setdefault(arm, []).append(str(seed))
    comma = say("teacher.comma")
    entries = (
        say("teacher.winner", name=arm_name(guide.experiment_id, arm), seeds=comma.join(numbers))
        for arm, numbers in seeds.items()
    )
    return say("rank.separator").join(entries)


def _table(experiment_id: str, rows: tuple[ExpectedRow, ...]) -> str:
    measures = list(rows[0].first)
    heads = [say("teacher.run"), *(say(f"measure.{name}") for name in measures)]
    heads += [say("board.params"), say("board.mult_adds")]
    head = "".join(f'<th scope="col">{escape(one)}</th>' for one in heads)
    body = "".join(_row(experiment_id, row, measures) for row in rows)
    return (
        f'<div class="expected" tabindex="0"><table><thead><tr>{head}</tr></thead>'
        f"<tbody>{body}</tbody></table></div>"
    )


def _row(experiment_id: str, row: ExpectedRow, measures: list[str]) -> str:
    cells = "".join(f"<td>{_cell(name, row)}</td>" for name in measures)
    costs = "".join(f"<td>{cost:,}</td>" for cost in (row.params, row.mult_adds))
    return f'<tr><th scope="row">{escape(arm_name(experiment_id, row.arm))}</th>{cells}{costs}</tr>'


def _cell(measure: str, row: ExpectedRow) -> str:
    """The value with the seed of the page; below it, small, from where to where all seeds go."""
    shown = escape(_value(measure, row.first.get(measure)))
    values = sorted(row.seeds.get(measure, []), key=_order)
    low, high = (_value(measure, end) for end in (values[0], values[-1])) if values else ("", "")
    if low == high:
        return shown
    return f"{shown}<small>{escape(say('teacher.range', low=low, high=high))}</small>"


def _order(value: Any) -> tuple[bool, Any]:
    """A step that was never reached is later than any; reasons are in the order of their names."""
    return value is None, value or 0


def _value(measure: str, value: Any) -> str:
    match measure:
        case "first_step_90":
            return say("value.never") if value is None else number(value)
        case "reason":
            return say(f"reason.{value}")
        case _ if value is None:
            return say("value.none")
        case "gap":
            return say("value.points", value=signed(100 * value))
        case "gradient_ratio":
            return say("option.times", value=number(float(f"{value:.2g}")))
        case "test_loss":
            return f"{value:.2f}"
    return percent(value)
