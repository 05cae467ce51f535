"""From an experiment to the training lab: its runs are kept there, and one more can be made."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape
from typing import TYPE_CHECKING

import streamlit as st

from lessons.experiments import Guide
from lessons.experiments.changes import changed_run, lab_address
from lessons.machinery.languages import LANGUAGES
from lessons.training_lab.words import class_name
from pages.ui.experiment.trials import Trial
from pages.ui.experiment.words import arm_name, say
from pages.ui.runs import runs
from pages.ui.shell import shell, text

if TYPE_CHECKING:
    from cnncore.train import TrainConfig

Arms = Mapping[str, "TrainConfig"]
_WAITING = "experiments.door"
"""In the session: through which door the learner wants, while a place in the lab is missing."""


def show_doors(guide: Guide, trial: Trial, arms: Arms, door: str, label: str) -> None:
    """A button to the lab; where the lab has no room, it asks before a run there is replaced.

    Args:
        guide: The experiment.
        trial: Its runs, all over.
        arms: Their settings.
        door: "compare": look at them; "next": with the settings of the changed run.
        label: What the button says.
    """
    if st.button(label, key=f"experiments.lab.{door}"):
        if _displaced(trial, arms):
            st.session_state[_WAITING] = door
        else:
            _go(guide, trial, arms, door)
    if st.session_state.get(_WAITING) == door:
        _ask(guide, trial, arms, door)


def _ask(guide: Guide, trial: Trial, arms: Arms, door: str) -> None:
    displaced = _displaced(trial, arms)
    with st.container(key=f"experiment-door-{door}"):
        names = (_run_name(run) for run in displaced)
        sentence = say(
            "page.lab_full",
            kept=len(runs.all_runs()),
            room=len(runs.LETTERS),
            count=len(_brought(trial, arms)),
            list=say("page.comma").join(names),
        )
        text.show_html(f'<p class="fault" role="status">{escape(sentence)}</p>')
        with st.container(horizontal=True, key=f"experiment-door-buttons-{door}"):
            if st.button(say("page.lab_replace"), key=f"experiments.lab.{door}.replace"):
                _go(guide, trial, arms, door)
            st.button(say("page.lab_leave"), key=f"experiments.lab.{door}.leave", on_click=_leave)


def _leave() -> None:
    st.session_state.pop(_WAITING, None)


def _run_name(run: runs.Run) -> str:
    return say("page.lab_run", letter=run.letter, name=run.label).strip()


def _brought(trial: Trial, arms: Arms) -> list[str]:
    """The runs that go to the lab: of seven that are averaged, six."""
    return [arm for arm in arms if arm in trial.jobs][: len(runs.LETTERS)]


def _displaced(trial: Trial, arms: Arms) -> list[runs.Run]:
    """The lab's runs that have to go: the oldest, those without a name first."""
    jobs = {trial.jobs[arm] for arm in _brought(trial, arms)}
    others = [run for run in runs.by_age() if run.job_id not in jobs]
    return runs.giving_way(others, len(others) + len(jobs) - len(runs.LETTERS))


def _go(guide: Guide, trial: Trial, arms: Arms, door: str) -> None:
    """Keep the runs of the experiment in the lab, and open it."""
    _leave()
    for run in _displaced(trial, arms):
        runs.forget(run.letter)
    for arm in _brought(trial, arms):
        outcome = trial.outcomes[arm]
        runs.remember(
            trial.jobs[arm],
            arms[arm].as_dict(),
            arm_name(guide.experiment_id, arm),
            class_names={c: [class_name(i, c) for i in outcome.classes] for c in LANGUAGES},
            params=outcome.params,
        )
        runs.mark_ended(trial.jobs[arm])
    is_next = door == "next"
    st.session_state[f"{runs.HOME}.tab"] = "train" if is_next else "compare"
    settings = lab_address(changed_run(guide.experiment_id, arms)) if is_next else {}
    st.switch_page(shell.page_path(runs.HOME), query_params=settings)
