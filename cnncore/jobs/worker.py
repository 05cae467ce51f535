"""The worker's side: run a training, send its events, take commands."""

from __future__ import annotations

import importlib
import logging
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

import psutil
from distributed import Status, Variable, Worker, get_client, get_worker

from cnncore.jobs.messages import (
    ATTEMPT,
    ENDINGS,
    Event,
    Message,
    message_of,
    topic_of,
    variable_name,
)
from cnncore.jobs.training import unpack

_LOOK_SECONDS = 0.25
# Sent at once; other events wait for those of the same moment.
_URGENT = ENDINGS | {"started", "resumed", "limit"}
# Dask's nanny kills a worker at 0.95 of its limit; the run stops itself before.
_MEMORY_SHARE = 0.85

log = logging.getLogger("cnn_course.engine")


@dataclass(frozen=True, slots=True)
class Assignment:
    """One attempt at a run, as it is sent to a worker.

    `lost_by` is what ended the attempt before, `luggage` what the settings name and only the server
    has.
    """

    job_id: str
    attempt: int
    config: dict[str, Any]
    runner: str
    unwatched_seconds: float
    wall_seconds: float
    paused_seconds: float
    lost_by: str
    luggage: dict[str, bytes]


class Abandoned(Exception):
    """The worker is being closed, or counts as lost: another one will go on."""


# The runs of this process, for the commands that arrive on Dask's event loop.
_CONTROLS: dict[str, Control] = {}


def deliver(job_id: str, command: dict[str, Any]) -> bool:
    """Hand a command to the run; False when it is not here. Dask calls this on a busy worker."""
    control = _CONTROLS.get(job_id)
    if control is None:
        return False
    control.deliver(command)
    return True


def touch(job_ids: list[str]) -> None:
    """Tell runs that somebody is watching."""
    for job_id in job_ids:
        if job_id in _CONTROLS:
            _CONTROLS[job_id].watched()


def abandon(job_id: str, attempt: int) -> None:
    """Make an attempt leave that others have given up, if it is here after all."""
    control = _CONTROLS.get(job_id)
    if control is not None and control.attempt <= attempt:
        control.is_abandoned = True


def run(assignment: Assignment) -> None:
    """Train until the end; everything there is to know leaves as events."""
    control = Control(assignment, get_worker())
    _CONTROLS[assignment.job_id] = control
    try:
        for event in _events(assignment, control):
            control.emit(event)
        if not control.is_ended:
            control.emit({"type": "failed", "code": "ended_early", "values": {}})
    except Abandoned:
        log.warning("run left unfinished: another worker will go on")
    except Exception as error:
        _report(control, error)
    finally:
        # A second attempt may be here already when the first one is late to leave.
        if _CONTROLS.get(assignment.job_id) is control:
            del _CONTROLS[assignment.job_id]


def _events(assignment: Assignment, control: Control) -> Iterator[Event]:
    module, _, function = assignment.runner.partition(":")
    train: Callable[..., Iterator[Event]] = getattr(importlib.import_module(module), function)
    unpack(assignment.luggage)
    saved = control.saved_state() if assignment.attempt > 1 else None
    if assignment.attempt > 1:
        step = saved["step"] if saved else 0
        yield {"type": "resumed", "step": step, "after": assignment.lost_by}
    yield from train(assignment.config, control, resume=saved["blob"] if saved else None)


def _report(control: Control, error: Exception) -> None:
    """A setting that cannot work has a code; anything else is a fault of ours and is logged."""
    code, values = getattr(error, "code", None), getattr(error, "values", {})
    if isinstance(code, str):
        control.emit({"type": "failed", "code": code, "values": dict(values), "text": str(error)})
        return
    log.error("run failed", exc_info=error)
    control.emit({"type": "failed", "code": "crashed", "values": {}, "text": repr(error)})


class Control:
    """What a training loop holds on to: commands come in, states and events go out."""

    def __init__(self, assignment: Assignment, worker: Worker) -> None:
        self._assignment = assignment
        self._worker = worker
        self._topic = topic_of(assignment.job_id)
        self._number = assignment.attempt * ATTEMPT
        self._outbox: list[Message] = []
        self._commands: deque[dict[str, Any]] = deque()
        self._came = threading.Event()
        self._started = self._watched = self._looked = time.monotonic()
        self._paused: float | None = None
        self._step = 0
        self._is_stopping = False
        self._memory_limit = worker.memory_manager.memory_limit
        self.attempt = assignment.attempt
        self.is_abandoned = False
        self.is_ended = False

    # what the training loop calls

    def poll(self) -> list[dict[str, Any]]:
        """The commands that came since the last call. Cheap: meant for every step."""
        self._flush()
        now = time.monotonic()
        if now - self._looked >= _LOOK_SECONDS:
            self._looked = now
            self._look_after_limits(now)
        if not self._commands:
            return []
        return self._take()

    def wait(self, seconds: float) -> None:
        """Sleep until a command comes, at most `seconds`: for a run that is paused."""
        self._flush()
        self._came.wait(seconds)

    def save(self, blob: bytes) -> None:
        """Keep the state from which another worker can go on, in place of the one before."""
        # Sent without waiting: the loop goes on meanwhile.
        value = {"step": self._step, "blob": blob}
        self._worker.loop.add_callback(_set, self._state_variable(), value)

    # what this module calls

    def emit(self, event: Event) -> None:
        """Send an event to whoever listens, at the latest before the next step.

        Losses, a test and a snapshot of one step leave together: each departure wakes Dask's
        thread, which costs more than the message itself.
        """
        self._number += 1
        self._step = event.setdefault("step", self._step)
        self.is_ended = event["type"] in ENDINGS
        self._outbox.append(message_of(self._number, event))
        if event["type"] in _URGENT:
            self._flush()

    def deliver(self, command: dict[str, Any]) -> None:
        """Called on Dask's event loop."""
        self._watched = time.monotonic()
        self._commands.append(command)
        self._came.set()

    def watched(self) -> None:
        """Called on Dask's event loop."""
        self._watched = time.monotonic()

    def saved_state(self) -> dict[str, Any] | None:
        """What the last attempt kept."""
        state: Any = self._state_variable().get(timeout="5s")
        return state

    def _flush(self) -> None:
        if self._outbox:
            sent, self._outbox = self._outbox, []
            self._worker.loop.add_callback(_log, self._worker, self._topic, sent)

    def _take(self) -> list[dict[str, Any]]:
        self._came.clear()
        taken = [self._commands.popleft() for _ in range(len(self._commands))]
        for command in taken:
            if command["do"] == "pause":
                self._paused = time.monotonic()
            elif command["do"] in ("resume", "step", "epoch"):
                # After one step or one epoch the run is paused again: the clock starts anew.
                self._paused = None if command["do"] == "resume" else time.monotonic()
        return taken

    def _look_after_limits(self, now: float) -> None:
        if self.is_abandoned or self._worker.status not in (Status.running, Status.paused):
            raise Abandoned
        limits = self._assignment
        memory = psutil.Process().memory_info().rss
        most = (self._memory_limit or float("inf")) * _MEMORY_SHARE
        if memory > most:
            self._stop("limit_memory", megabytes=round(most / 2**20))
        elif now - self._watched > limits.unwatched_seconds:
            self._stop("unwatched", seconds=limits.unwatched_seconds)
        elif now - self._started > limits.wall_seconds:
            self._stop("limit_wall", seconds=limits.wall_seconds)
        elif self._paused is not None and now - self._paused > limits.paused_seconds:
            self._stop("limit_paused", seconds=limits.paused_seconds)

    def _stop(self, code: str, **values: float) -> None:
        if self._is_stopping:
            return
        self._is_stopping = True
        self.emit({"type": "limit", "code": code, "values": values})
        self.deliver({"do": "stop"})

    def _state_variable(self) -> Variable:
        return Variable(variable_name(self._assignment.job_id, "state"), client=get_client())


def _log(worker: Worker, topic: str, messages: list[Message]) -> None:
    for message in messages:
        worker.log_event(topic, message)


async def _set(variable: Variable, value: object) -> None:
    try:
        await variable.set(value, asynchronous=True)
    except (AttributeError, OSError, TimeoutError) as error:
        # A worker that is closing has no scheduler any more. Otherwise the next state will do.
        log.warning("a state was not saved: %r", error)
