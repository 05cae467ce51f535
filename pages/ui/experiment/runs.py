"""The runs of an experiment: one after the other through the engine, from one start."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import streamlit as st

from cnncore.errors import SettingError
from lessons.experiments import outcome_of
from lessons.experiments.guides import VOTES
from pages.ui.experiment.trials import Trial
from pages.ui.runs import runs
from pages.ui.shell import visitor

if TYPE_CHECKING:
    from cnncore.train import TrainConfig
    from cnncore.train.experiments import Experiment


def arms_of(experiment_id: str, seed_shift: int = 0) -> dict[str, TrainConfig]:
    """The settings of each run, in order."""
    reseeded = importlib.import_module("cnncore.train.experiments").reseeded
    return {run.label: run.config for run in reseeded(_experiment(experiment_id), seed_shift).runs}


def seeds_of(arms: Mapping[str, TrainConfig]) -> list[int]:
    """The seeds of the runs: one that all share, or one each where they vote together."""
    return sorted({config.seed for config in arms.values()})


def start_all(trial: Trial, arms: Mapping[str, TrainConfig]) -> None:
    """Forget what was, and start the first run; each end starts the next."""
    trial.jobs, trial.outcomes, trial.failed = {}, {}, []
    trial.answer, trial.has_answered = None, False
    _start_next(trial, arms)


def stop(trial: Trial) -> None:
    """End the run that is under way; those behind it do not start."""
    from cnncore.engine import EngineError, the_engine

    arm, trial.current = trial.current, None
    if arm is None:
        return
    try:
        the_engine().stop(trial.jobs.pop(arm))
    except (EngineError, SettingError):
        return  # it has ended by itself


def on_finished(trial: Trial, arms: Mapping[str, TrainConfig], key: str) -> Callable[[], None]:
    """What to do when the browser has seen a run end."""

    def handler() -> None:
        sent = getattr(st.session_state.get(key), "finished", None)
        if not isinstance(sent, Mapping) or sent.get("arm") != trial.current:
            return
        arm = trial.current
        if arm is None or sent.get("job") != trial.jobs.get(arm):
            return
        trial.current = None
        _take_outcome(trial, arm, arms[arm])
        _start_next(trial, arms)

    return handler


def _take_outcome(trial: Trial, arm: str, config: TrainConfig) -> None:
    from cnncore.engine import EngineError

    try:
        outcome = outcome_of(runs.history(trial.jobs[arm]), config.network)
    except (EngineError, ValueError):
        trial.failed.append(arm)
        return
    if outcome.reason in {"done", "nan", "exploding"}:
        trial.outcomes[arm] = outcome
    else:
        trial.failed.append(arm)  # it was stopped: its numbers cannot be compared


def _start_next(trial: Trial, arms: Mapping[str, TrainConfig]) -> None:
    from cnncore.engine import EngineError, the_engine

    trial.refused = ""
    arm = next((a for a in arms if a not in trial.outcomes and a not in trial.failed), None)
    if arm is None:
        _take_votes(trial, arms)
        return
    try:
        config = _with_start(trial, arm, arms[arm])
        trial.jobs[arm] = the_engine().submit(config.as_dict(), visitor.queue_name())
    except EngineError as error:
        is_full = error.code in {"queue_full", "session_queue_full"}
        trial.refused = "page.queue_full" if is_full else "page.unavailable"
    else:
        trial.current = arm


def _with_start(trial: Trial, arm: str, config: TrainConfig) -> TrainConfig:
    """Where a run begins with the final weights of an earlier one: with these."""
    runs_of = {run.label: run for run in _experiment(trial.experiment_id).runs}
    earlier = runs_of[arm].start_from
    return config if earlier is None else replace(config, start=_weights(trial.jobs[earlier]))


def _take_votes(trial: Trial, arms: Mapping[str, TrainConfig]) -> None:
    """What the runs come to when the probabilities of so many of them are averaged."""
    from cnncore.engine import EngineError
    from cnncore.train.measures import ensemble_accuracies

    sizes = _experiment(trial.experiment_id).ensembles
    if not sizes or not is_complete(trial, arms):
        return
    labels = list(arms)
    try:
        files = [_weights(trial.jobs[arm]) for arm in labels]
    except EngineError:
        trial.failed = labels  # their weights are gone: nothing can be said of votes
        trial.outcomes = {}
        return
    for size, share in ensemble_accuracies(arms[labels[0]], files, sizes).items():
        trial.outcomes[VOTES[size]] = replace(trial.outcomes[labels[0]], final=share)


def _weights(job_id: str) -> bytes:
    from cnncore.engine import the_engine
    from cnncore.train.state import weights_of_state

    return weights_of_state(the_engine().saved_state(job_id))


def _experiment(experiment_id: str) -> Experiment:
    return importlib.import_module("cnncore.train.experiments").EXPERIMENTS[experiment_id]


def is_complete(trial: Trial, arms: Mapping[str, Any]) -> bool:
    """Whether every run has its numbers."""
    return bool(arms) and all(arm in trial.outcomes for arm in arms)
