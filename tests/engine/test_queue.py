from __future__ import annotations

import pytest

from cnncore.jobs.queue import FairQueue, waiting_seconds


def waiting(*places: tuple[str, str]) -> FairQueue:
    queue = FairQueue()
    for job_id, session_id in places:
        queue.add(job_id, session_id)
    return queue


def drain(queue: FairQueue) -> list[str]:
    """The order in which runs start when each ends before the next begins."""
    started = []
    while (job_id := queue.take()) is not None:
        started.append(job_id)
        queue.release(job_id)
    return started


def test_first_come_first_served():
    assert drain(waiting(("a1", "a"), ("b1", "b"), ("c1", "c"))) == ["a1", "b1", "c1"]


def test_sessions_take_turns_whoever_submitted_more():
    queue = waiting(("a1", "a"), ("a2", "a"), ("a3", "a"), ("b1", "b"), ("c1", "c"))
    assert queue.order() == ["a1", "b1", "c1", "a2", "a3"]
    assert drain(queue) == ["a1", "b1", "c1", "a2", "a3"]


def test_newcomers_do_not_push_aside_who_waits():
    queue = waiting(("a1", "a"), ("a2", "a"), ("b1", "b"))
    first = queue.take()
    assert first == "a1"
    queue.release(first)  # a2 now waits behind b1, with a ticket of its own
    queue.add("c1", "c")
    assert drain(queue) == ["b1", "a2", "c1"]


def test_one_run_of_a_session_at_a_time():
    queue = waiting(("a1", "a"), ("a2", "a"))
    assert queue.take() == "a1"
    assert queue.take() is None
    assert not queue.has_next()
    assert queue.order() == ["a2"]
    queue.release("a1")
    assert queue.take() == "a2"


def test_who_waits_knows_whether_for_a_run_of_their_own():
    queue = waiting(("a1", "a"), ("a2", "a"), ("b1", "b"))
    assert [queue.waits_for_own(job_id) for job_id in ("a1", "a2", "b1")] == [False, True, False]
    assert queue.take() == "a1"
    assert [queue.waits_for_own(job_id) for job_id in ("a2", "b1")] == [True, False]
    queue.release("a1")
    assert not queue.waits_for_own("a2")


def test_a_lost_run_comes_first_again():
    queue = waiting(("a1", "a"), ("b1", "b"), ("c1", "c"))
    assert queue.take() == "a1"
    queue.release("a1")
    queue.add("a1", "a", first=True)
    assert queue.order() == ["a1", "b1", "c1"]


def test_a_removed_run_does_not_wait():
    queue = waiting(("a1", "a"), ("b1", "b"))
    queue.remove("a1")
    assert "a1" not in queue
    assert len(queue) == queue.waiting_of("b") == 1
    queue.release("a1")  # it had not begun: nothing happens
    assert queue.order() == ["b1"]


@pytest.mark.parametrize(
    ("position", "running_left", "workers", "seconds"),
    [
        (1, [], 2, 0),
        (1, [10, 5], 2, 5),
        (2, [10, 5], 2, 10),
        (3, [10, 5], 2, 25),  # after the one that starts at 5 and takes 20
        (2, [8], 2, 8),  # one worker is free for the first
        (1, [7], 1, 7),
    ],
)
def test_the_estimate(position: int, running_left: list[float], workers: int, seconds: float):
    assert waiting_seconds(position, running_left, workers, typical=20) == seconds
