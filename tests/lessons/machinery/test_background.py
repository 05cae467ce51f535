"""Work behind the page: off the asking thread, in parts, kept, and able to begin again."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from functools import partial

import pytest

from lessons.machinery.background import Background
from lessons.machinery.stopwatch import Stopwatch


def test_it_measures_elsewhere_and_keeps_what_it_measured():
    gate, called = threading.Event(), []
    calls = {"a": lambda: called.append("a"), "b": lambda: called.append("b")}

    def prepare():
        gate.wait(10)
        return calls

    watch = Stopwatch(prepare, passes=2)
    assert (watch.progress, watch.milliseconds) == (None, {})
    watch.start()
    watch.start()
    assert watch.is_running
    assert (watch.progress, watch.milliseconds) == (0, {})
    gate.set()
    watch.wait()
    assert called == ["a", "b"] * 3  # once to warm up
    assert (watch.progress, watch.is_running) == (1, False)
    assert set(watch.milliseconds) == {"a", "b"}
    watch.start()
    watch.wait()
    assert len(called) == 6


@pytest.mark.filterwarnings("ignore::pytest.PytestUnhandledThreadExceptionWarning")
def test_what_breaks_off_can_begin_again():
    left = [True, False]

    def prepare():
        if left.pop(0):
            raise MemoryError
        return {"a": int}

    watch = Stopwatch(prepare, passes=1)
    watch.start()
    watch.wait()
    assert watch.progress is None
    watch.start()
    watch.wait()
    assert set(watch.milliseconds) == {"a"}


def test_the_share_that_is_done_grows_with_the_parts():
    gate, threads = threading.Semaphore(0), []

    def parts() -> Iterator[None]:
        for _ in range(4):
            gate.acquire(timeout=10)
            threads.append(threading.current_thread())
            yield

    work = Background(parts, 4)
    work.start()
    assert (work.progress, work.is_done) == (0, False)
    gate.release(4)
    work.wait()
    assert (work.progress, work.is_done) == (1, True)
    assert threading.current_thread() not in threads


def test_work_that_is_stopped_can_begin_anew():
    goes_on, begun = threading.Event(), threading.Event()

    def parts() -> Iterator[None]:
        while True:
            begun.set()
            goes_on.wait()
            yield

    work = Background(parts, 1000)
    work.start()
    assert begun.wait(10)
    work.stop()
    assert work.progress is None
    goes_on.set()
    work.wait()
    assert not work.is_done
    work.start()
    assert work.progress is not None
    work.stop()
    work.wait()


def test_works_that_run_at_once_take_turns():
    at_work, begun, order = threading.Lock(), threading.Event(), []

    def parts(name: str) -> Iterator[None]:
        begun.wait(10)
        for _ in range(20):
            assert at_work.acquire(blocking=False)
            order.append(name)
            at_work.release()
            yield

    works = [Background(partial(parts, name), 20) for name in "ab"]
    for work in works:
        work.start()
    begun.set()
    for work in works:
        work.wait()
        assert work.is_done
    assert order != sorted(order)  # neither waits until the other is done
