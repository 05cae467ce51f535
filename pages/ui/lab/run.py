"""The run that the lab shows: started, taken back, changed after a fault; it keeps itself."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
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
from pages.ui.lab import state, weights
from pages.ui.lab.data import LabData, refusal
from pages.ui.lab.network import with_relu
from pages.ui.lab.state import PAGE, Lab, describe_changes
from pages.ui.lab.words import word, words
from pages.ui.runs import runs
from pages.ui.runs.live_view import RATES
from pages.ui.shell import progress, visitor

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
        shows: name of the file whose weights it only shows, without a step; "" if it trains.
        by_hand: settings that were changed while it went on.
        before: the runs that it goes on from, the first of all first: (job, steps of it).
    """

    job_id: str
    config: Mapping[str, Any]
    values: Mapping[str, Any]
    class_ids: tuple[str, ...]
    has_ended: bool = False
    shows: str = ""
    by_hand: Mapping[str, Any] = field(default_factory=dict)
    before: tuple[tuple[str, int], ...] = ()


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


def start(
    lab: Lab, data: LabData, before: tuple[tuple[str, int], ...] = (), **changes: Any
) -> None:
    """Hand the settings to the engine; call it from a callback.

    Args:
        lab: the settings.
        data: the pictures they name.
        before: the runs that this one goes on from.
        changes: fields of ``TrainConfig`` that differ from the settings on the page.
    """
    run = _submitted(lab, data, changes)
    if run:
        run = replace(run, before=before)
        st.session_state[_RUN] = run
        remember(run)


def show_weights(lab: Lab, data: LabData, name: str) -> None:
    """Put loaded weights on show: all that a run's end tells, without a step of training."""
    changes = {"changes": ((0, {"do": "stop"}),), "evaluate_every": _ALL_PICTURES}
    run = _submitted(lab, data, changes)
    if run:
        st.session_state[_RUN] = replace(run, shows=name)


_ALL_PICTURES = 1_000_000
"""A run that is tested only so often is tested on all pictures."""


def _submitted(lab: Lab, data: LabData, changes: Mapping[str, Any]) -> LabRun | None:
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
        return LabRun(job_id, config, dict(lab.values), class_ids)
    return None


def _engine_refusal(error: EngineError) -> str:
    key = f"refusal.{error.code}"
    return word(key) if error.code in words("refusal") else word("lab.not_ready")


def first_stop(sent: Mapping[str, Any]) -> dict[str, Any]:
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


def reset(lab: Lab, data: LabData) -> None:
    """Back to the same first weights: the run leaves the page, not its letter; settings stay."""
    stop()
    st.session_state.pop(_RUN, None)
    st.session_state.pop(_REFUSED, None)
    found = weights.settle(lab, data)
    if found and not found.why_not:
        show_weights(lab, data, found.name)


def note_live(sent: Mapping[str, Any] | None) -> None:
    """What a hand changes while a run goes on belongs to the run's results."""
    run = current()
    if sent and run and not run.has_ended:
        now = {name: state.values_now()[name] for name in params.LIVE}
        st.session_state[_RUN] = replace(run, by_hand=now)


def finished(sent: Mapping[str, Any]) -> None:
    """The browser has seen the run end."""
    run = current()
    if not run or run.job_id != sent.get("job"):
        return
    if sent.get("began"):
        st.session_state[_RUN] = replace(run, has_ended=True)
        if sent.get("reason") == "done":
            progress.mark_finished(PAGE)
        return
    # It left the queue: there is nothing to keep, to compare or to take away.
    st.session_state.pop(_RUN, None)
    if kept := runs.of_job(run.job_id):
        runs.forget(kept.letter)


def choose(lab: Lab, data: LabData, sent: Mapping[str, Any]) -> None:
    """One of the ways on that the panel offers."""
    name, value = sent.get("name"), sent.get("value")
    run = current()
    if name == "restart":
        start(lab, data)
    elif name == "run_more" and (kept := _weights_or_none(run)):
        start(lab, data, _with_before(run), start=kept)
    elif name == "fresh":
        weights.let_go()
        if run and run.shows:
            st.session_state.pop(_RUN, None)
    elif name == "fix" and value in params.BATCH_SIZES:
        state.set_values(batch_size=value)
    elif name == "end_other" and run:
        _end_others(run)
    elif name == "compare":
        st.session_state[f"{PAGE}.tab"] = "compare"
    elif name == "replace":
        runs.replace_next(str(value))
    elif changed := _changed(lab, data, name, value):
        state.set_values(**changed)
        lab = replace(lab, values={**lab.values, **changed})
        kept = _weights_or_none(run) if name == "continue_lower" else None
        if kept:
            start(lab, data, _with_before(run), start=kept)
        else:
            start(lab, data)


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


def _with_before(run: LabRun | None) -> tuple[tuple[str, int], ...]:
    """The runs that one goes on from which starts with the weights of this one."""
    ending = the_engine().result(run.job_id) if run else None
    if run is None or ending is None:
        return ()
    good = int(ending.get("last_good_step", ending["step"]))
    return (*run.before, (run.job_id, good))[-MOST_BEFORE:]


MOST_BEFORE = 8


def _rate(value: object) -> float | None:
    """A rate that the settings hold too: what trains and what they show are the same."""
    low, high = RATES
    return float(value) if isinstance(value, int | float) and low <= value <= high else None


def _end_others(run: LabRun) -> None:
    """The visitor's other runs end, in whatever tab they were begun, and this one can start."""
    with suppress(EngineError):
        the_engine().end_others(run.job_id)


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


def weights_file(run: LabRun) -> bytes:
    """The weights to take away, with network, data and classes in the file.

    Raises:
        EngineError: nothing was saved yet, or the run is not known any more.
    """
    from cnncore.train.origin import with_origin

    config = TrainConfig.from_dict(dict(run.config))
    return with_origin(weights_of(run.job_id), config, run.class_ids)


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
        before=run.before,
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


def start_refusal(lab: Lab, dataset: Dataset) -> str:
    """Why these settings cannot be trained although the stack fits: batches, memory, frozen."""
    from cnncore.train.limits import check

    try:
        check(lab.train_config(dataset.in_shape), dataset)
    except SettingError as error:
        return refusal(error)
    return ""
