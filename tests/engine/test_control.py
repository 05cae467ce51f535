"""What a training loop holds on to, without a cluster: when its events leave."""

from __future__ import annotations

from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest
from distributed import Status

from cnncore.jobs.worker import Assignment, Control


class FakeWorker:
    """Counts how often Dask's thread is woken, and notes what it is given to send."""

    status = Status.running
    memory_manager = SimpleNamespace(memory_limit=None)

    def __init__(self) -> None:
        self.loop, self.wakes = self, 0
        self.sent: list[tuple[int, str]] = []

    def add_callback(self, callback: Callable[..., None], *arguments: Any) -> None:
        self.wakes += 1
        callback(*arguments)

    def log_event(self, topic: str, message: dict[str, Any]) -> None:
        assert topic == "cnn-course/job"
        self.sent.append((message["n"], message["type"]))


@pytest.fixture
def worker() -> FakeWorker:
    return FakeWorker()


@pytest.fixture
def control(worker: FakeWorker) -> Control:
    work = Assignment("job", 1, {}, "", 60.0, 900.0, 120.0, "", {})
    return Control(work, worker)  # pyright: ignore[reportArgumentType]


def test_what_belongs_to_one_step_leaves_together(worker: FakeWorker, control: Control):
    for kind in ("step", "test", "snapshot"):
        control.emit({"type": kind, "step": 30})
    assert worker.wakes == 0
    assert control.poll() == []  # before the next step
    assert worker.sent == [(1_000_001, "step"), (1_000_002, "test"), (1_000_003, "snapshot")]
    control.poll()
    assert worker.wakes == 1


def test_a_pause_is_told_before_it_begins(worker: FakeWorker, control: Control):
    control.emit({"type": "command", "what": "paused"})
    control.wait(0.0)
    assert worker.sent == [(1_000_001, "command")]


@pytest.mark.parametrize("kind", ["started", "resumed", "limit", "finished", "failed"])
def test_nothing_waits_behind_a_beginning_or_an_end(
    worker: FakeWorker, control: Control, kind: str
):
    control.emit({"type": "snapshot", "step": 1})
    control.emit({"type": kind, "step": 1})
    assert [sent for _, sent in worker.sent] == ["snapshot", kind]
    assert control.is_ended == (kind in ("finished", "failed"))
