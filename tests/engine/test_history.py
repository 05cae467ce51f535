from __future__ import annotations

import json
import threading
import time

import numpy as np

from cnncore.jobs.history import History
from cnncore.jobs.job import Job, outdated
from cnncore.jobs.messages import attempt_of, is_task, message_of, task_key
from cnncore.jobs.settings import EngineSettings


def filled(count: int, kind: str = "step", size: int = 10, limit: int = 1000) -> History:
    history = History(limit)
    for number in range(count):
        history.append(number, kind, b"x" * size)
    return history


def numbers(history: History, after: int = -1) -> list[int]:
    return [entry.number for entry in history.after(after)]


def test_a_reader_gets_what_came_after():
    history = filled(5)
    assert numbers(history) == [0, 1, 2, 3, 4]
    assert numbers(history, after=3) == [4]
    assert numbers(history, after=4) == []


def test_it_is_bounded():
    history = filled(1000)
    assert history.size <= 1000
    assert history.last_number == 999


def test_of_mistakes_only_the_latest_are_kept():
    history = History(10_000)
    for number in range(12):
        history.append(number, ("step", "mistakes", "embedding")[number % 3], b"x" * 10)
    assert numbers(history) == [0, 3, 6, 9, 10, 11]
    assert history.size == 60
    assert numbers(history, after=8) == [9, 10, 11]


def test_pictures_are_thinned_out_before_anything_else_is_dropped():
    history = History(10_000)
    for number in range(200):
        is_picture = number % 2 == 1
        history.append(
            number, "snapshot" if is_picture else "step", b"x" * (200 if is_picture else 10)
        )
    kept = history.after(-1)
    assert history.size <= 10_000
    assert [e.number for e in kept if e.kind == "step"] == list(range(0, 200, 2))
    pictures = [e.number for e in kept if e.kind == "snapshot"]
    assert pictures[-1] == 199
    assert pictures[0] < 100


def test_watchers_are_told_and_counted():
    history = filled(1)
    told = threading.Event()
    assert history.unwatched_since is not None
    with history.watched(told.set):
        assert (history.watchers, history.unwatched_seconds()) == (1, 0)
        history.append(1, "step", b"x")
        assert told.is_set()
        told.clear()
        history.set_notice(b"1")
        assert told.is_set()
        told.clear()
        history.set_notice(b"1")  # nothing new
        assert not told.is_set()
    assert history.watchers == 0
    assert history.unwatched_since is not None


def test_numbers_that_are_not_finite_stay_readable_in_a_browser():
    event = {"type": "step", "losses": [1.0, float("nan")], "norm": np.float32("inf"), "k": (1,)}
    message = message_of(7, event)
    assert json.loads(message["json"], parse_constant=lambda name: 1 / 0) == {
        "type": "step",
        "losses": [1.0, None],
        "norm": None,
        "k": [1],
    }


def test_names_of_tasks_tell_the_run_and_the_attempt():
    key = task_key("Ab-_9", 3)
    assert is_task(key)
    assert attempt_of(key, "Ab-_9") == 3
    assert attempt_of(key, "Ab-_") is None
    assert not is_task(("Ab-_9", 3))


def ended(name: str, seconds_ago: float, size: int) -> Job:
    job = Job(name, "session", {}, filled(1, size=size, limit=size + 1))
    job.ended_at = time.monotonic() - seconds_ago
    return job


def forgotten(*jobs: Job, seconds: float, size: int) -> list[str]:
    settings = EngineSettings(keep_seconds=seconds, keep_bytes=size)
    return [job.job_id for job in outdated(jobs, settings)]


def test_old_runs_and_those_too_large_together_are_forgotten_the_oldest_first():
    jobs = [ended("new", 1, 400), ended("old", 100, 400), ended("middle", 10, 400)]
    assert forgotten(*jobs, seconds=50, size=10_000) == ["old"]
    assert forgotten(*jobs, seconds=500, size=900) == ["old"]
    assert forgotten(*jobs, seconds=500, size=300) == ["old", "middle", "new"]
    still_running = Job("running", "session", {}, filled(1, size=5_000, limit=6_000))
    assert forgotten(*jobs, still_running, seconds=500, size=10_000) == []
    with jobs[1].history.watched(lambda: None):
        assert forgotten(*jobs, seconds=50, size=10_000) == []
        assert forgotten(*jobs, seconds=500, size=900) == ["middle"]
