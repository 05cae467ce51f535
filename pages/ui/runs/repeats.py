"""A kept run again with other seeds: how much of its result is chance?

One repeat at a time goes to the engine, so that a session never has more than its one run and the
queue stays fair; when the browser has seen one end, the next one starts.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from cnncore.engine import EngineError, the_engine
from cnncore.errors import SettingError
from pages.ui.runs import runs
from pages.ui.runs.runs import Run
from pages.ui.shell import visitor

SEEDS = 3
"""So many seeds in all, the run's own among them."""

COMPARABLE = frozenset({"done", "nan", "exploding"})
"""A run that ended like this can be held against another seed; one that was stopped cannot."""

_STATE = "repeats.state"
_LONGEST_ID = 64


@dataclass(frozen=True, slots=True)
class Repeat:
    """One more go at a run.

    Attributes:
        seed: the one thing that differs.
        job_id: under which the engine knows it.
    """

    seed: int
    job_id: str


@dataclass
class _Repeats:
    """What a session has repeated, and what it still will.

    Attributes:
        done: repeats of each kept run, by the run's job.
        waiting: (job of the kept run, seed), in their order.
        current: the one that trains: (job of the kept run, repeat).
        count: how many were asked for together.
        refused: key of the sentence that says why none could start; "" if they could.
    """

    done: dict[str, list[Repeat]] = field(default_factory=dict)
    waiting: list[tuple[str, int]] = field(default_factory=list)
    current: tuple[str, Repeat] | None = None
    count: int = 0
    refused: str = ""


def _state() -> _Repeats:
    return st.session_state.setdefault(_STATE, _Repeats())


def of_run(run: Run) -> list[Repeat]:
    """The repeats of a kept run, the one that trains among them."""
    state = _state()
    done = list(state.done.get(run.job_id, ()))
    if state.current and state.current[0] == run.job_id:
        done.append(state.current[1])
    return done


def progress() -> dict[str, Any] | None:
    """What is being repeated, for the page; None when nothing is."""
    state = _state()
    if state.current is None:
        return None
    job_id, repeat = state.current
    run = runs.of_job(job_id)
    return {
        "letter": run.letter if run else "",
        "seed": repeat.seed,
        "job": repeat.job_id,
        "number": state.count - len(state.waiting),
        "count": state.count,
    }


def refused() -> str:
    """Why the last wish could not be met, as a key of the words of the comparison; "" if it was."""
    return _state().refused


def start(letter: str = "") -> None:
    """Repeat a run, or all that are kept; call it from a callback."""
    state = _state()
    wanted = [run for run in runs.all_runs() if letter in ("", run.letter)]
    comparable = [run for run in wanted if _ending(run.job_id) is not None]
    state.refused = "" if comparable else "repeat_none"
    known = {(run.job_id, repeat.seed) for run in comparable for repeat in of_run(run)}
    # Seed by seed: when somebody stops half way, all runs have been repeated about as often.
    asked = [
        (run.job_id, int(run.config["seed"]) + further)
        for further in range(1, SEEDS)
        for run in comparable
    ]
    new = [pair for pair in asked if pair not in known and pair not in state.waiting]
    if state.current is None:
        state.count = 0
    state.waiting += new
    state.count += len(new)
    if state.current is None:
        _start_next()


def stop() -> None:
    """No more repeats; the one that trains ends and does not count."""
    state = _state()
    current, state.current, state.waiting = state.current, None, []
    if current is None:
        return
    try:
        the_engine().stop(current[1].job_id)
    except (EngineError, SettingError):
        return  # it has ended by itself


def ended(job_id: str) -> None:
    """The browser has seen a repeat end: keep it if it can be compared, and start the next."""
    state = _state()
    if state.current is None or state.current[1].job_id != job_id:
        return
    (original, repeat), state.current = state.current, None
    if _ending(job_id) is not None:
        state.done.setdefault(original, []).append(repeat)
    _start_next()


def _start_next() -> None:
    """Hand the next repeat to the engine; what cannot be repeated is passed over."""
    state = _state()
    while state.waiting and state.current is None:
        original, seed = state.waiting.pop(0)
        run, ending = runs.of_job(original), _ending(original)
        if run is None or ending is None:
            continue
        # What a hand changed in the first run happens in each of its repeats as well.
        config = {**run.config, "seed": seed, "changes": ending.get("changes") or []}
        try:
            job_id = the_engine().submit(config, visitor.queue_name())
        except EngineError as error:
            is_full = error.code in {"queue_full", "session_queue_full"}
            state.refused = "repeat_full" if is_full else "repeat_unavailable"
            state.waiting = []
        else:
            state.current = (original, Repeat(seed, job_id))


def _ending(job_id: str) -> Mapping[str, Any] | None:
    """The last event of a run that can be compared; None while it goes on, or if it cannot."""
    try:
        ending = the_engine().result(job_id)
    except (EngineError, SettingError, TimeoutError):
        return None
    return ending if ending and ending.get("reason") in COMPARABLE else None


def memory() -> list[dict[str, Any]]:
    """What the browser's tab should keep of them, beside the runs.

    That is also the one that trains, and those that wait (with no job yet): a page may be loaded
    again at any moment, be it between the end of a repeat there and the word about it here.
    """
    state = _state()
    begun = [(original, repeat) for original, done in state.done.items() for repeat in done]
    begun += [state.current] if state.current else []
    named = [(original, repeat.seed, repeat.job_id) for original, repeat in begun]
    named += [(original, seed, "") for original, seed in state.waiting]
    return [
        {"of": original, "seed": seed, "job": job_id}
        for original, seed, job_id in named
        if runs.of_job(original)
    ]


def resume(sent: object) -> None:
    """Repeats that a reloaded page names: taken if the engine knows them as what they claim."""
    for item in (sent if isinstance(sent, list) else [])[: SEEDS * len(runs.LETTERS)]:
        if isinstance(item, Mapping):
            _restore(item)
    state = _state()
    state.count = len(state.waiting) + (state.current is not None)
    if state.current is None:
        _start_next()


def _restore(item: Mapping[str, Any]) -> None:
    run = runs.of_job(str(item.get("of", ""))[:_LONGEST_ID])
    job_id, seed = str(item.get("job", ""))[:_LONGEST_ID], item.get("seed")
    if run is None or type(seed) is not int or seed in _seeds_of(run):
        return
    if job_id:
        _restore_begun(run, Repeat(seed, job_id))
    elif 0 < seed - run.config["seed"] < SEEDS:
        _state().waiting.append((run.job_id, seed))


def _restore_begun(run: Run, repeat: Repeat) -> None:
    try:
        config = the_engine().config(repeat.job_id)
        has_ended = the_engine().result(repeat.job_id) is not None
    except (EngineError, SettingError, TimeoutError):
        return
    if {**run.config, "seed": repeat.seed, "changes": config.get("changes")} != config:
        return
    state = _state()
    if _ending(repeat.job_id) is not None:
        state.done.setdefault(run.job_id, []).append(repeat)
    elif not has_ended and state.current is None:
        state.current = (run.job_id, repeat)


def _seeds_of(run: Run) -> set[int]:
    """Seeds a kept run has, its own among them, or is going to have."""
    waiting = {seed for original, seed in _state().waiting if original == run.job_id}
    return {repeat.seed for repeat in of_run(run)} | waiting | {run.config["seed"]}
