"""What the browser's tab keeps of a visit, so that a reloaded page finds its runs again.

The curves stay with the engine; the tab keeps which runs they were, their letters, and the settings
that the page showed. Whatever comes back from a browser is checked like an address.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import streamlit as st

from cnncore.engine import EngineError, the_engine
from cnncore.errors import SettingError
from pages.components.tab_memory import tab_memory
from pages.ui.lab import params as params
from pages.ui.lab import run as lab_run
from pages.ui.lab.data import dataset_of
from pages.ui.lab.run import LabRun
from pages.ui.lab.state import PAGE
from pages.ui.lab.words import word
from pages.ui.runs import repeats, runs
from pages.ui.shell.learner import runs_alone
from pages.ui.shell.shell import show_notice
from pages.ui.shell.url_state import checked

_WIDGET = f"{PAGE}.memory"
_GONE = f"{PAGE}.memory_gone"
_PLACE = "cnn-training-lab"
_JOB = re.compile(r"[\w-]{1,64}", re.ASCII)
_PATIENCE_SECONDS = 4.0
_LONGEST_ID, _LONGEST_VALUE = 64, 12_000


def show_keeper() -> None:
    """Let the tab keep this visit, and hear of the one before: outside of the page's tabs.

    What stands in a hidden one is drawn when the browser has time, and a reload may come first.
    """
    _keep(_WIDGET, on_stored=_take)


def write_down() -> None:
    """The same from the end of a fragment: where that runs alone, ``show_keeper`` does not."""
    if runs_alone():
        _keep(f"{_WIDGET}.alone")


def _keep(key: str, on_stored: Callable[[], None] | None = None) -> None:
    now = memory()
    is_empty = not (now["job"] or now["kept"])
    tab_memory(key, _PLACE, now, is_empty=is_empty, on_stored=on_stored)


def _take() -> None:
    resume(st.session_state[_WIDGET].stored)


def memory() -> dict[str, Any]:
    """What the tab should keep."""
    run = lab_run.current()
    return {
        # Weights that were only put on show went with the page's file field.
        "job": run.job_id if run and not run.shows else "",
        "values": _texts(run.values) if run else {},
        "before": [list(one) for one in run.before] if run else [],
        "kept": [
            {
                "letter": kept.letter,
                "job": kept.job_id,
                "label": kept.label,
                "values": _texts(lab_run.values_of(kept.job_id)),
                "before": [list(one) for one in kept.before],
            }
            for kept in runs.by_age()
        ],
        "repeats": repeats.memory(),
    }


def resume(sent: object) -> None:
    """A page that was loaded again names the runs it had; call it from a callback.

    Runs that an experiment has brought meanwhile stay; the others find their letters free, or take
    another one. Where there are too few, the oldest go, those without a name first, and
    ``say_what_is_gone`` names them.
    """
    if not isinstance(sent, Mapping) or lab_run.current():
        return
    _wait_for_engine()
    taken = {run.letter for run in runs.all_runs()}
    found = _kept_before(sent.get("kept"))
    going = runs.giving_way(found, len(found) + len(taken) - len(runs.LETTERS))
    staying = [kept for kept in found if kept not in going]
    for kept in sorted(staying, key=lambda one: one.letter in taken):
        lab_run.remember(kept.run, label=kept.label, letter=kept.letter)
    if going:
        names = [(kept.letter, kept.label) for kept in going]
        st.session_state[_GONE] = names, [each.job_id for each in runs.by_age()]
    run = _found(sent)
    if run:
        lab_run.show(replace(run, before=_before(sent.get("before"))))
    repeats.resume(sent.get("repeats"))


def _before(raw: Any) -> tuple[tuple[str, int], ...]:
    """The runs that one goes on from, as the tab names them; the browser asks the engine itself."""
    found = raw if isinstance(raw, list) else []
    pairs = [one for one in found[: lab_run.MOST_BEFORE] if isinstance(one, list) and len(one) == 2]
    return tuple(
        (job, step)
        for job, step in pairs
        if isinstance(job, str) and _JOB.fullmatch(job) and type(step) is int and step >= 0
    )


def _wait_for_engine() -> None:
    """A server that was just started does not know its cluster's runs yet."""
    engine, begun = the_engine(), time.monotonic()
    while engine.state == "starting" and time.monotonic() - begun < _PATIENCE_SECONDS:
        time.sleep(0.1)


def say_what_is_gone() -> None:
    """Which runs of the tab found no letter, until there are others than those that took them."""
    names, beside = st.session_state.get(_GONE, ([], []))
    if names and beside == [run.job_id for run in runs.by_age()]:
        listed = word("own.comma").join(
            word("lab.named_run", letter=letter, name=label) if label else letter
            for letter, label in names
        )
        show_notice(word("lab.runs_gone", room=len(runs.LETTERS), list=listed))


@dataclass(frozen=True, slots=True)
class _Kept:
    """A run of the tab that the engine still knows, with the letter and the name it had."""

    letter: str
    label: str
    run: LabRun


def _kept_before(raw: Any) -> list[_Kept]:
    """The runs that the tab names, the oldest first."""
    return [
        kept
        for item in (raw if isinstance(raw, list) else [])[: len(runs.LETTERS)]
        if isinstance(item, Mapping) and (kept := _kept_one(item))
    ]


def _kept_one(item: Mapping[str, Any]) -> _Kept | None:
    letter, run = str(item.get("letter")), _found(item)
    if run is None or letter not in tuple(runs.LETTERS):
        return None
    if not item["values"]:  # the settings of another page, such as an experiment
        run = replace(run, values={})
    label = str(item.get("label", ""))[: runs.MOST_NAME]
    return _Kept(letter, label, replace(run, before=_before(item.get("before"))))


def _found(item: Mapping[str, Any]) -> LabRun | None:
    """The run that the tab names, with the settings the engine has; None if it is gone."""
    job_id, raw = str(item.get("job", ""))[:_LONGEST_ID], item.get("values")
    if not job_id or not isinstance(raw, Mapping):
        return None
    try:
        config = the_engine().config(job_id)
        ending = the_engine().result(job_id)
        class_ids = dataset_of(config).class_ids
    except (EngineError, SettingError, TimeoutError):
        return None
    if ending and ending["type"] == "finished" and "test_loss" not in ending and not ending["step"]:
        return None  # its turn never came: there is nothing to show
    values = {p.name: p.default for p in params.PARAMS}
    texts = {str(name): str(value) for name, value in raw.items()}
    values |= checked(
        params.PARAMS, {k: text for k, text in texts.items() if len(text) <= _LONGEST_VALUE}
    )
    return LabRun(job_id, config, values, class_ids, ending is not None)


def _texts(values: Mapping[str, Any] | None) -> dict[str, str]:
    """Settings as the address spells them."""
    return {p.name: p.format(values[p.name]) for p in params.PARAMS} if values else {}
