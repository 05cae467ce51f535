"""The runs A to F of a session: which settings, which job, which letter. The curves stay outside.

The browser reads events from ``/live/{job_id}`` itself; the script asks the engine only for what it
must judge. A letter keeps its colour and its dash on every screen.
"""

from __future__ import annotations

import asyncio
import json
from collections.abc import Container, Iterable, Mapping, Sequence
from contextlib import aclosing
from dataclasses import dataclass, replace
from typing import Any, Protocol, TypeVar

import streamlit as st

LETTERS = "ABCDEF"
HOME = "training_lab"
"""The page on which runs are compared, pinned and explored: its address says how."""

MOST_NAME = 40
"""Characters of a name that a run is given."""

_STATE = "runs.kept"
_REPLACED_NEXT = "runs.replaced_next"
_NO_WAIT_SECONDS = 0.02


@dataclass(frozen=True, slots=True)
class Run:
    """A run of this session.

    Attributes:
        letter: A to F.
        job_id: Under which the engine knows it.
        config: ``TrainConfig.as_dict()``.
        label: A name given by a page or by hand; "" for none.
        class_names: Names of its classes, by language.
        params: How many numbers it learns; None if nobody has said.
        has_ended: Whether the browser has seen its end.
        before: The runs that it goes on from, the first of all first: (job, steps of it).
    """

    letter: str
    job_id: str
    config: Mapping[str, Any]
    label: str = ""
    class_names: Mapping[str, list[str]] | None = None
    params: int | None = None
    has_ended: bool = False
    before: tuple[tuple[str, int], ...] = ()


def all_runs() -> list[Run]:
    """The kept runs, by letter."""
    return sorted(_kept(), key=lambda run: run.letter)


def by_age() -> list[Run]:
    """The kept runs, the oldest first."""
    return list(_kept())


def of_job(job_id: str) -> Run | None:
    """The run of a job; None if it is not one of this session's."""
    return next((run for run in _kept() if run.job_id == job_id), None)


def of_letter(letter: str) -> Run | None:
    """The run with this letter."""
    return next((run for run in _kept() if run.letter == letter), None)


def remember(
    job_id: str,
    config: Mapping[str, Any],
    label: str = "",
    *,
    class_names: Mapping[str, list[str]] | None = None,
    params: int | None = None,
    letter: str | None = None,
    before: tuple[tuple[str, int], ...] = (),
) -> str:
    """Keep a run under ``letter`` if that is free, else under ``next_letter``."""
    known = of_job(job_id)
    if known:
        return known.letter
    if letter is None or of_letter(letter):
        letter = next_letter()
    forget(letter)
    st.session_state.pop(_REPLACED_NEXT, None)
    run = Run(letter, job_id, dict(config), label, class_names, params, before=before)
    _kept().append(run)
    return letter


def next_letter() -> str:
    """The letter of the run to come: the first free one, else the one chosen, else the oldest.

    A run with a name gives way only where all have one.
    """
    free = next((each for each in LETTERS if of_letter(each) is None), None)
    if free:
        return free
    chosen = st.session_state.get(_REPLACED_NEXT)
    unnamed = [run for run in _kept() if not run.label]
    return chosen or (unnamed or _kept())[0].letter


class Named(Protocol):
    """A run that may have a name."""

    @property
    def label(self) -> str:
        """The name; "" for none."""
        ...


NamedT = TypeVar("NamedT", bound=Named)


def giving_way(found: Sequence[NamedT], excess: int) -> list[NamedT]:
    """The runs that go where there are so many too many: those without a name first.

    Args:
        found: The runs, the oldest first.
        excess: How many find no place.
    """
    return sorted(found, key=lambda run: bool(run.label))[: max(0, excess)]


def replace_next(letter: str) -> None:
    """Let the run to come take the place of this one, where all letters are taken."""
    if of_letter(letter):
        st.session_state[_REPLACED_NEXT] = letter


def rename(letter: str, label: str) -> None:
    """Give a run a name; "" takes it away."""
    kept = _kept()
    for place, run in enumerate(kept):
        if run.letter == letter:
            kept[place] = replace(run, label=label.strip()[:MOST_NAME])


def mark_ended(job_id: str) -> None:
    """The browser has seen the end of this run."""
    kept = _kept()
    for place, run in enumerate(kept):
        if run.job_id == job_id:
            kept[place] = replace(run, has_ended=True)


def forget(letter: str) -> None:
    """Give the letter back."""
    kept = _kept()
    kept[:] = [run for run in kept if run.letter != letter]


def live_path(job_id: str) -> str:
    """Where the browser follows a job, seen from where the course is served."""
    return f"live/{job_id}"


def paths_before(before: Iterable[tuple[str, int]]) -> list[dict[str, Any]]:
    """The runs that one goes on from, as the browser follows them."""
    return [{"job": job, "path": live_path(job), "step": step} for job, step in before]


def history(job_id: str) -> list[dict[str, Any]]:
    """Every kept event of a run that is over, from the engine.

    Raises:
        EngineError: ``unknown_job``.
    """
    from cnncore.engine import the_engine

    async def collect() -> list[dict[str, Any]]:
        return [event async for _, event in the_engine().events(job_id)]

    return asyncio.run(collect())


def events_so_far(job_id: str, kinds: Container[str]) -> list[dict[str, Any]]:
    """What a run has told by now, of some types of events; nothing is waited for.

    Raises:
        EngineError: ``unknown_job``.
    """
    from cnncore.engine import the_engine
    from cnncore.jobs.history import Entry

    async def collect() -> list[dict[str, Any]]:
        found = []
        async with aclosing(the_engine().follow(job_id, heartbeat=_NO_WAIT_SECONDS)) as entries:
            async for entry in entries:
                if not isinstance(entry, Entry):
                    break
                if entry.kind in kinds:
                    found.append(json.loads(entry.data))
        return found

    return asyncio.run(collect())


def changed_settings(first: Mapping[str, Any], others: Iterable[Mapping[str, Any]]) -> list[str]:
    """Names of the settings in which any of ``others`` differs from ``first``, in their order."""
    return [name for name in first if any(first[name] != other.get(name) for other in others)]


def _kept() -> list[Run]:
    return st.session_state.setdefault(_STATE, [])
