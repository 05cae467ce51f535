"""What a server knows about one run."""

from __future__ import annotations

import json
import time
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, Literal

from distributed import Future

from cnncore.jobs.history import History
from cnncore.jobs.messages import ENDINGS, Message
from cnncore.jobs.settings import EngineSettings

State = Literal["queued", "running", "ended"]


@dataclass(slots=True, eq=False)
class Job:
    """One run, from the queue to its end.

    Attributes:
        job_id: unguessable; whoever has it may watch and command.
        session_id: who submitted it.
        config: the settings that the runner is given.
        history: its events.
        is_owned: whether this server starts it again when its worker is lost.
        state: where it is.
        attempt: how often it was started.
        worker: address of the worker that has it.
        future: Dask's task, while this server waits for it.
        is_paused: whether the learner paused it.
        seconds_left: its own estimate.
        ending: its last event.
        placed_at: when the current attempt was given to a worker (monotonic).
        started_at: when the training began.
        ended_at: when it ended.
        saved: the last saved state that this server has a copy of.
        backlog: events that came while older ones are being fetched; None otherwise.
        luggage: files that the settings name, for a worker on another machine.
        lost_by: what ended the attempt before: "worker_lost" or "scheduler_lost".
    """

    job_id: str
    session_id: str
    config: dict[str, Any]
    history: History
    is_owned: bool = True
    state: State = "queued"
    attempt: int = 0
    worker: str | None = None
    future: Future | None = None
    is_paused: bool = False
    step: int = 0
    seconds_left: float | None = None
    ending: dict[str, Any] | None = None
    placed_at: float = 0.0
    started_at: float | None = None
    ended_at: float | None = None
    saved: dict[str, Any] | None = field(default=None, repr=False)
    backlog: list[Message] | None = field(default=None, repr=False)
    luggage: dict[str, bytes] = field(default_factory=dict, repr=False)
    lost_by: str = ""

    def note(self, message: Message) -> None:
        """Take over what an event says about the run."""
        kind = message["type"]
        self.step = message.get("step", self.step)
        self.seconds_left = message.get("seconds_left", self.seconds_left)
        if kind == "command":
            self.is_paused = {"pause": True, "paused": True, "resume": False}.get(
                message.get("what", ""), self.is_paused
            )
        elif kind == "started" and self.started_at is None:
            self.started_at = time.monotonic()
        elif kind in ENDINGS:
            self.state = "ended"
            self.ended_at = time.monotonic()
            self.ending = json.loads(message["json"])

    def summary(self, position: int | None, seconds: float | None) -> dict[str, Any]:
        """What a page needs to show the run without following it."""
        state = "paused" if self.state == "running" and self.is_paused else self.state
        return {
            "state": state,
            "position": position,
            "seconds": seconds,
            "step": self.step,
            "attempt": self.attempt,
            "ending": self.ending,
            "last_event_id": self.history.last_number,
        }


def outdated(jobs: Iterable[Job], settings: EngineSettings) -> list[Job]:
    """Ended runs to forget, the oldest first: too old, or too large together, and not watched."""
    ended = [(job.ended_at, job) for job in jobs if job.ended_at is not None]
    size = sum(job.history.size for _, job in ended)
    found = []
    for ended_at, job in sorted(ended, key=lambda pair: pair[0]):
        is_old = time.monotonic() - ended_at > settings.keep_seconds
        if not job.history.watchers and (is_old or size > settings.keep_bytes):
            size -= job.history.size
            found.append(job)
    return found
