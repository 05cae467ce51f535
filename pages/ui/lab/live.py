"""The run on show, as the live panel is told of it: transport, panels, what comes next."""

from __future__ import annotations

import json
from typing import Any

import streamlit as st

from cnncore.data import Dataset
from cnncore.errors import SettingError
from cnncore.train.config import TrainConfig
from lessons.training_lab.words import class_name
from pages.ui.lab import params as params
from pages.ui.lab import run as lab_run
from pages.ui.lab import state, weights, why
from pages.ui.lab.data import LabData
from pages.ui.lab.run import LabRun
from pages.ui.lab.state import PAGE, Lab
from pages.ui.lab.words import word, words
from pages.ui.runs import live_view, runs
from pages.ui.shell import language


def class_names(data: LabData) -> list[str]:
    """What the classes of the run on show are called; before the first, those of the data."""
    run = lab_run.current()
    if run:
        return [class_name(class_id, language.current()) for class_id in run.class_ids]
    if data.dataset is None:
        return [str(i) for i in range(data.classes)]
    return [class_name(class_id, language.current()) for class_id in data.dataset.class_ids]


def show_transport(lab: Lab, data: LabData, problem: str) -> None:
    """Start, pause, one step, one epoch, stop, reset; progress and words."""
    starts_from = _starts_from(lab, data)
    run = lab_run.current()
    live_view.show_transport(
        job_id=run.job_id if run else "",
        config=run.config if run else {},
        class_names=class_names(data),
        problem=problem or lab_run.refused(),
        fixes=_smaller_batches(lab, data),
        failures={} if not run else _failures(run),
        choices=live_view.CHOICES,
        keeps=_keeps(),
        starts_from=starts_from,
        shows=run.shows if run else "",
        old=_old(lab),
        on_start=lambda sent: lab_run.start(lab, data, **lab_run.first_stop(sent)),
        on_reset=lambda _sent: lab_run.reset(lab, data),
        on_finished=lab_run.finished,
        on_choice=lambda sent: lab_run.choose(lab, data, sent),
        preview=None,
        key=f"{PAGE}.transport",
    )


def _starts_from(lab: Lab, data: LabData) -> str:
    """What the next run starts from, if not from fresh weights; news are put on show at once."""
    found = weights.settle(lab, data)
    if found is None:
        return ""
    if weights.is_news(found):
        lab_run.show_weights(lab, data, found.name)
    return word("take.unused" if found.why_not else "take.starts", name=found.name)


def _old(lab: Lab) -> str:
    """Of what settings the run on show is, where the page is set otherwise by now."""
    run = lab_run.current()
    return state.describe_before({**run.values, **run.by_hand}, lab.values) if run else ""


def _keeps() -> dict[str, Any]:
    """Under which letter the next run will keep itself, and which others it could replace."""
    letter = runs.next_letter()
    if runs.of_letter(letter) is None:
        return {"text": word("keep.will_keep", letter=letter), "options": []}
    options = [
        {"id": run.letter, "label": f"{run.letter} {run.label}".strip()} for run in runs.all_runs()
    ]
    return {"text": word("keep.will_replace"), "options": options, "value": letter}


def _smaller_batches(lab: Lab, data: LabData) -> list[dict[str, str]]:
    """The way out where a batch is larger than all training pictures together."""
    count = len(data.dataset.y_train) if data.dataset else 0
    if not 0 < count < int(lab.values["batch_size"]):
        return []
    fitting = [size for size in params.BATCH_SIZES if int(size) <= count]
    return [{"id": size, "label": word("settings.use_batch", size=size)} for size in fitting[-1:]]


def show_panels(lab: Lab, data: LabData, problem: str) -> None:
    """Curves, kernels, maps, gradients, confusion, mistakes of the run on show."""
    run = lab_run.current()
    live_view.show_panels(
        job_id=run.job_id if run else "",
        config=run.config if run else {},
        class_names=class_names(data),
        preview=None if run or problem else untrained(lab, data),
        planned_steps=_planned_steps(lab, data),
        before=run.before if run else (),
        old=_old(lab),
        why=why.answer(),
        on_why=why.ask,
        key=f"{PAGE}.panels",
    )


def _planned_steps(lab: Lab, data: LabData) -> int:
    """How long the axes of the curves will be."""
    pictures = len(data.dataset.y_train) if data.dataset else 0
    return pictures // int(lab.values["batch_size"]) * int(lab.values["epochs"])


def _failures(run: LabRun) -> dict[str, str]:
    """Sentences for what a worker may refuse that the page could not know."""
    del run
    return {code: text for code, text in words("refusal").items() if "[[" not in text}


def untrained(lab: Lab, data: LabData) -> dict[str, Any] | None:
    """Kernels and maps before anything is learnt, as the run's first snapshot will show them."""
    if data.dataset is None:
        return None
    try:
        config = lab.train_config(data.shape)
    except SettingError:
        return None
    # Only what the first weights depend on, so that other settings do not draw them again.
    first = TrainConfig(
        config.network, config.data, init=config.init, seed=config.seed, start=config.start
    )
    return _untrained(json.dumps(first.as_dict(), sort_keys=True), data.dataset)


@st.cache_data(max_entries=24, show_spinner=False)
def _untrained(config_key: str, _dataset: Dataset) -> dict[str, Any] | None:
    from cnncore.train import observer

    try:
        return observer.untrained(TrainConfig.from_dict(json.loads(config_key)), _dataset)
    except SettingError:
        return None
