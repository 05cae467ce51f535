"""The panels of an experiment: what each run came to, beside its curve."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from lessons.experiments import PAGE, Guide, Outcome
from lessons.experiments.guides import VOTES, Fact
from pages.components.experiment_board import experiment_board
from pages.ui.experiment.pictures import pictures_of
from pages.ui.experiment.runs import is_complete, on_finished
from pages.ui.experiment.trials import Trial
from pages.ui.experiment.words import arm_name, number, percent, say, signed
from pages.ui.runs import runs
from pages.ui.shell import language

KEY = "experiment_board"


def show_board(guide: Guide, trial: Trial, arms: Mapping[str, Any]) -> None:
    """All runs of the experiment, started or not."""
    lang = language.current()
    experiment_board(
        {
            "arms": [
                _arm(guide, trial, arm, letter)
                | {"pictures": pictures_of(arms[arm]) if guide.has_pictures else None}
                for arm, letter in zip(arms, _letters(arms), strict=True)
            ],
            "level": 100 * guide.level if guide.level else None,
            "votes": _votes(guide, trial),
            "members": [100 * trial.outcomes[arm].final for arm in arms if arm in trial.outcomes],
            "done": _done(trial, arms),
            "strings": PAGE.area("board", lang)
            | {key: say(f"board.{key}", name="{name}") for key in ("chart", "pictures")},
        },
        key=KEY,
        on_finished=on_finished(trial, arms, KEY),
    )


def _done(trial: Trial, arms: Mapping[str, Any]) -> str:
    """What to do now that all have run; "" before and after."""
    if not is_complete(trial, arms) or trial.has_answered:
        return ""
    return say("page.done", count=len(arms))


def headline(guide: Guide, outcome: Outcome) -> str:
    """The one large number of a run."""
    if outcome.has_failed:
        return say(f"reason.{outcome.reason}")
    if guide.measure == "step_at" and guide.level is not None:
        step = outcome.step_at(guide.level)
        return say("value.never") if step is None else say("value.step", step=number(step))
    return percent(outcome.final)


def _letters(arms: Mapping[str, Any]) -> list[str]:
    """A letter each: those of the lab, and a seventh for the seven networks that vote."""
    return [letter for _, letter in zip(arms, f"{runs.LETTERS}G", strict=False)]


def _votes(guide: Guide, trial: Trial) -> list[dict[str, Any]]:
    """What the runs come to when so many are averaged, and what each further step gains."""
    rows: list[dict[str, Any]] = []
    for size, vote in VOTES.items():
        outcome = trial.outcomes.get(vote)
        if outcome is None:
            continue
        gain = 100 * outcome.final - rows[-1]["share"] if rows else None
        rows.append(
            {
                "id": vote,
                "name": arm_name(guide.experiment_id, vote),
                "size": size,
                "share": 100 * outcome.final,
                "value": percent(outcome.final),
                "gain": "" if gain is None else say("board.gain", value=_with_sign(gain)),
            }
        )
    return rows


def _with_sign(value: float) -> str:
    text = signed(value)
    return text if text.startswith("\u2212") else f"+{text}"


def _arm(guide: Guide, trial: Trial, arm: str, letter: str) -> dict[str, Any]:
    outcome = trial.outcomes.get(arm)
    job = trial.jobs.get(arm, "")
    state = "current" if arm == trial.current else "done" if outcome else "waiting"
    base = {
        "id": arm,
        "name": arm_name(guide.experiment_id, arm),
        "letter": letter,
        "job": job,
        "path": runs.live_path(job) if job else "",
        "state": state,
        "headline": "",
        "quiet": False,
        "facts": [],
        "bars": [],
        "marker": None,
    }
    return base | _results(guide, trial, outcome) if outcome else base


def _results(guide: Guide, trial: Trial, outcome: Outcome) -> dict[str, Any]:
    facts: list[Fact] = [f for f in guide.facts if trial.has_answered or f not in guide.given_away]
    step = outcome.step_at(guide.level) if guide.level else None
    share = dict(outcome.tests).get(step or 0, 0.0)
    return {
        "headline": headline(guide, outcome),
        "quiet": outcome.has_failed or (guide.level is not None and step is None),
        "facts": [fact for name in facts for fact in _fact(name, outcome)],
        "bars": _bars(outcome) if guide.has_gradients else [],
        "marker": {"step": step, "share": share} if step is not None else None,
    }


def _bars(outcome: Outcome) -> list[dict[str, Any]]:
    """The gradient of each layer; the last one is the linear layer that answers."""
    return [
        {"name": "fc" if kind == "linear" else str(place), "norm": norm}
        for place, ((kind, _), (_, norm)) in enumerate(
            zip(outcome.layers, outcome.gradients, strict=True), start=1
        )
    ]


def _fact(name: Fact, outcome: Outcome) -> list[tuple[str, str]]:
    """A line below the curve; none if the run broke off before it could be measured."""
    value = _fact_value(name, outcome)
    return [] if value is None else [(say(f"board.{name}"), value)]


def _fact_value(name: Fact, outcome: Outcome) -> str | None:
    match name:
        case "final_accuracy":
            return percent(outcome.final)
        case "train" if math.isfinite(outcome.train):
            return percent(outcome.train)
        case "gap" if math.isfinite(outcome.gap):
            return say("value.points", value=signed(100 * outcome.gap))
        case "last_first" if math.isinf(outcome.last_over_first):
            return say("option.times", value="∞")
        case "last_first" if not math.isnan(outcome.last_over_first):
            return say("option.times", value=number(float(f"{outcome.last_over_first:.2g}")))
        case "params":
            return number(outcome.params)
        case "mult_adds":
            return number(outcome.mult_adds)
        case "seconds":
            return say("value.seconds", value=signed(outcome.seconds))
    return None
