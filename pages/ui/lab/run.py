"""The run that the lab shows: started, taken back, changed after a fault; it keeps itself."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from cnncore.data import DataConfig, Dataset
from cnncore.engine import EngineError, the_engine
from cnncore.errors import SettingError
from cnncore.network import Network, ledger
from cnncore.train.config import TrainConfig
from lessons.machinery.languages import LANGUAGES
from lessons.training_lab.words import class_name
from pages.ui.lab import params as params
from pages.ui.lab import state
from pages.ui.lab.data import LabData, refusal
from pages.ui.lab.network import with_relu
from pages.ui.lab.state import PAGE, Lab, describe_changes
from pages.ui.lab.words import word, words
from pages.ui.runs import live_view, runs
from pages.ui.shell import language, progress, visitor

_RUN = f"{PAGE}.run"
_REFUSED = f"{PAGE}.refused"
_KEPT_VALUES = f"{PAGE}.kept_values"


@dataclass(frozen=True, slots=True)
class LabRun:
    """A run started on this page.

    Attributes:
        job_id: under which the engine knows it.
        config: ``TrainConfig.as_dict()``.
        values: the page's settings when it was started.
        class_ids: its classes.
        has_ended: whether the browser has seen its end.
    """

    job_id: str
    config: Mapping[str, Any]
    values: Mapping[str, Any]
    class_ids: tuple[str, ...]
    has_ended: bool = False


def current() -> LabRun | None:
    """The run on show; None before the first and after a reset."""
    return st.session_state.get(_RUN)


def letter() -> str:
    """The letter of the run on show; empty if it is not kept."""
    run = current()
    kept = runs.of_job(run.job_id) if run else None
    return kept.letter if kept else ""


def refused() -> str:
    """Why the last start was not taken; said once, until something changes."""
    return st.session_state.get(_REFUSED, "")


def start(lab: Lab, data: LabData, **changes: Any) -> None:
    """Hand the settings to the engine; call it from a callback.

    Args:
        lab: the settings.
        data: the pictures they name.
        changes: fields of ``TrainConfig`` that differ from the settings on the page.
    """
    stop()
    try:
        config = replace(lab.train_config(data.shape), **changes).as_dict()
        job_id = the_engine().submit(config, visitor.queue_name())
    except SettingError as error:
        st.session_state[_REFUSED] = refusal(error)
    except EngineError as error:
        st.session_state[_REFUSED] = _engine_refusal(error)
    else:
        st.session_state.pop(_REFUSED, None)
        class_ids = data.dataset.class_ids if data.dataset else ()
        run = LabRun(job_id, config, dict(lab.values), class_ids)
        st.session_state[_RUN] = run
        remember(run)


def _engine_refusal(error: EngineError) -> str:
    key = f"refusal.{error.code}"
    return word(key) if error.code in words("refusal") else word("lab.not_ready")


def _first_stop(sent: Mapping[str, Any]) -> dict[str, Any]:
    """A run begun with "one step" or "one epoch" waits after it, however long it had to queue."""
    mode = sent.get("mode")
    return {"changes": ((0, {"do": mode}),)} if mode in {"step", "epoch"} else {}


def stop() -> None:
    """Let the run on show end, if it has not."""
    run = current()
    if run is None or run.has_ended:
        return
    try:
        the_engine().stop(run.job_id)
    except (EngineError, SettingError):
        return  # it is gone already


def reset(_sent: Mapping[str, Any] | None = None) -> None:
    """Back to the same first weights: the run leaves the page, not its letter; settings stay."""
    stop()
    st.session_state.pop(_RUN, None)
    st.session_state.pop(_REFUSED, None)


def finished(sent: Mapping[str, Any]) -> None:
    """The browser has seen the run end."""
    run = current()
    if run and run.job_id == sent.get("job"):
        st.session_state[_RUN] = replace(run, has_ended=True)
        if sent.get("reason") == "done":
            progress.mark_finished(PAGE)


def choose(lab: Lab, data: LabData, sent: Mapping[str, Any]) -> None:
    """One of the ways on that the panel offers."""
    name, value = sent.get("name"), sent.get("value")
    run = current()
    if name == "restart":
        start(lab, data)
    elif name == "run_more" and (weights := _weights_or_none(run)):
        start(lab, data, start=weights)
    elif name == "fix" and value in params.BATCH_SIZES:
        state.set_values(batch_size=value)
    elif name == "compare":
        st.session_state[f"{PAGE}.tab"] = "compare"
    elif name == "replace":
        runs.replace_next(str(value))
    elif changed := _changed(lab, data, name, value):
        state.set_values(**changed)
        weights = _weights_or_none(run) if name == "continue_lower" else None
        changes = {"start": weights} if weights else {}
        start(replace(lab, values={**lab.values, **changed}), data, **changes)


def _changed(lab: Lab, data: LabData, name: object, value: object) -> dict[str, Any]:
    """The one setting that a way on changes; empty where it makes no sense."""
    rate = _rate(value)
    if name in {"continue_lower", "restart_rate"} and rate is not None:
        return {"learning_rate": rate}
    if name == "restart_init":
        return {"init": "default"}
    if name == "restart_relu":
        return {"network": with_relu(lab.values["network"], data.shape)}
    return {}


def _rate(value: object) -> float | None:
    return float(value) if isinstance(value, int | float) and 1e-8 <= value <= 1 else None


def _weights_or_none(run: LabRun | None) -> bytes | None:
    try:
        return weights_of(run.job_id) if run else None
    except (EngineError, SettingError):
        return None


def weights_of(job_id: str) -> bytes:
    """The weights a run has, as safetensors: the last saved, the last good ones after a fault.

    Raises:
        EngineError: nothing was saved yet, or the run is not known any more.
    """
    from cnncore.train.state import weights_of_state

    return weights_of_state(the_engine().saved_state(job_id))


def remember(run: LabRun, *, label: str = "", letter: str | None = None) -> None:
    """Keep a run under a letter: this one if it is free, else as ``runs.next_letter`` says.

    Args:
        run: The run.
        label: A name another page gave it.
        letter: The letter it had before.
    """
    from cnncore.train.building import data_shape

    names = {lang: [class_name(c, lang) for c in run.class_ids] for lang in LANGUAGES}
    shape, classes = data_shape(DataConfig.from_dict(run.config["data"]))
    params_count = ledger(Network.from_dict(run.config["network"]), shape, classes).totals.params
    runs.remember(
        run.job_id,
        run.config,
        label,
        class_names=names,
        params=params_count,
        letter=letter,
    )
    if run.values:
        kept_values = st.session_state.get(_KEPT_VALUES, {})
        st.session_state[_KEPT_VALUES] = {**kept_values, run.job_id: dict(run.values)}
    if run.has_ended:
        runs.mark_ended(run.job_id)


def values_of(job_id: str) -> Mapping[str, Any] | None:
    """What the page was set to when a kept run was started; None if it came from elsewhere."""
    return st.session_state.get(_KEPT_VALUES, {}).get(job_id)


def show(run: LabRun) -> None:
    """Put a run on show that was started before."""
    st.session_state[_RUN] = run


def lock(is_locked: bool) -> None:
    """Same first weights and batches as the run before: its seed, batches and data come back."""
    run = current()
    changes: dict[str, Any] = {"lock": int(is_locked)}
    if is_locked and run:
        changes |= {name: run.values[name] for name in ("seed", "batch_size", "init", "shuffle")}
    state.set_values(**changes)


def class_names(data: LabData) -> list[str]:
    """What the classes of the run on show are called; before the first, those of the data."""
    run = current()
    if run:
        return [class_name(class_id, language.current()) for class_id in run.class_ids]
    if data.dataset is None:
        return [str(i) for i in range(data.classes)]
    return [class_name(class_id, language.current()) for class_id in data.dataset.class_ids]


def compared_with() -> tuple[str, list[str]] | None:
    """The run that the next one is compared with, and in what the settings differ from it now."""
    run = current()
    reference: Mapping[str, Any] | None = run.values if run else None
    name = letter()
    if reference is None and runs.all_runs():
        last = runs.all_runs()[-1]
        name = last.letter
        reference = values_of(last.job_id)
    if reference is None:
        return None
    return name, describe_changes(reference, state.values_now())


def show_transport(lab: Lab, data: LabData, problem: str) -> None:
    """Start, pause, one step, one epoch, stop, reset; progress and words."""
    run = current()
    live_view.show_transport(
        job_id=run.job_id if run else "",
        config=run.config if run else {},
        class_names=class_names(data),
        problem=problem or refused(),
        fixes=_smaller_batches(lab, data),
        failures={} if not run else _failures(run),
        choices=live_view.CHOICES,
        keeps=_keeps(),
        on_start=lambda sent: start(lab, data, **_first_stop(sent)),
        on_reset=reset,
        on_finished=finished,
        on_choice=lambda sent: choose(lab, data, sent),
        preview=None,
        key=f"{PAGE}.transport",
    )


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
    run = current()
    live_view.show_panels(
        job_id=run.job_id if run else "",
        config=run.config if run else {},
        class_names=class_names(data),
        preview=None if run or problem else untrained(lab, data),
        planned_steps=0 if run else _planned_steps(lab, data),
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


def start_refusal(lab: Lab, dataset: Dataset) -> str:
    """Why these settings cannot be trained although the stack fits: batches, memory, frozen."""
    from cnncore.train.limits import check

    try:
        check(lab.train_config(dataset.in_shape), dataset)
    except SettingError as error:
        return refusal(error)
    return ""
