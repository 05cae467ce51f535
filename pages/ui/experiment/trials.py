"""One learner's go at an experiment, and how it survives a reload, a closed tab, a restart.

The learner's record keeps the prediction, the answer and what each run came to; the curves stay
with the engine as long as it knows the runs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import streamlit as st

from lessons.experiments import Outcome
from pages.ui.shell import learner


@dataclass
class Trial:
    """One learner's go at an experiment with one seed.

    Attributes:
        experiment_id: Which experiment.
        seed_shift: How many seeds further than the first.
        prediction: What was predicted; None before.
        current: The arm that runs now.
        jobs: Job of each arm that was started.
        outcomes: What each arm came to.
        failed: Arms that could not be run.
        refused: Key of the sentence that says why nothing could be started; "" if it could.
        answer: Which option of the item was chosen last.
        has_answered: Whether the right one was.
    """

    experiment_id: str
    seed_shift: int = 0
    prediction: str | None = None
    current: str | None = None
    jobs: dict[str, str] = field(default_factory=dict)
    outcomes: dict[str, Outcome] = field(default_factory=dict)
    failed: list[str] = field(default_factory=list)
    refused: str = ""
    answer: int | None = None
    has_answered: bool = False

    @property
    def has_begun(self) -> bool:
        """Whether anything was run: from then on the prediction holds."""
        return bool(self.jobs or self.outcomes or self.failed)


def trial_of(experiment_id: str, seed_shift: int) -> Trial:
    """The learner's trial; what was predicted for the first seed holds for every other."""
    trials: dict[tuple[str, int, int], Trial]
    trials = st.session_state.setdefault("experiments.trials", {})
    key = (experiment_id, seed_shift, learner.begun_at())
    if key not in trials or _is_new_to(trials[key]):
        trials[key] = _restored(experiment_id, seed_shift)
    if trials[key].prediction is None and seed_shift:
        trials[key].prediction = trial_of(experiment_id, 0).prediction
    return trials[key]


def keep(trial: Trial) -> None:
    """Note how far a trial has come."""
    if trial.prediction is None:
        return
    learner.put(
        _key(trial.experiment_id, trial.seed_shift),
        {
            "prediction": trial.prediction,
            "current": trial.current,
            "jobs": dict(trial.jobs),
            "outcomes": {arm: outcome.as_dict() for arm, outcome in trial.outcomes.items()},
            "failed": list(trial.failed),
            "answer": trial.answer,
            "has_answered": trial.has_answered,
        },
    )


def _is_new_to(trial: Trial) -> bool:
    """Whether the browser has told of a trial after this session opened an empty one."""
    is_told = learner.get(_key(trial.experiment_id, trial.seed_shift)) is not None
    return is_told and trial == Trial(trial.experiment_id, trial.seed_shift)


def _restored(experiment_id: str, seed_shift: int) -> Trial:
    trial = Trial(experiment_id, seed_shift)
    kept = learner.get(_key(experiment_id, seed_shift))
    if not isinstance(kept, Mapping):
        return trial
    try:
        trial.outcomes = {str(a): Outcome.from_dict(o) for a, o in kept["outcomes"].items()}
        trial.jobs = {str(arm): str(job) for arm, job in kept["jobs"].items() if _is_known(job)}
        trial.prediction = str(kept["prediction"])
        trial.failed = [str(arm) for arm in kept["failed"]]
        trial.current = kept["current"] if kept["current"] in trial.jobs else None
        trial.answer = None if kept["answer"] is None else int(kept["answer"])
        trial.has_answered = bool(kept["has_answered"])
    except (KeyError, TypeError, ValueError, AttributeError):
        return Trial(experiment_id, seed_shift)  # not one of ours: begin anew
    return trial


def _is_known(job_id: object) -> bool:
    """Whether the engine still has a run, with its curve."""
    from cnncore.engine import EngineError, the_engine

    try:
        the_engine().config(str(job_id))
    except (EngineError, TimeoutError):
        return False
    return True


def _key(experiment_id: str, seed_shift: int) -> str:
    return f"trial/{experiment_id}.{seed_shift}"
