"""Figures to take along: how long one takes, its size, and what others on the server feel of it."""

from __future__ import annotations

import statistics
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from tests.benchmarks.report import Figure
from tests.benchmarks.sessions import visit_together
from tests.browser.server import running_server

FIGURE = "figures/convolution/stepper"
ROUNDS = 7
IN_A_THREAD = """
import asyncio
from lessons.figures.order import fulfil
from pages.ui.lesson.drawing_room import DrawingRoom
DrawingRoom._done = lambda self, *job: asyncio.to_thread(fulfil, *job)
"""
"""What the server would be without a process that draws."""

Fetch = Callable[[str], bytes]


def from_server(address: str) -> Fetch:
    """Files of a server on this machine; each with other numbers, so that none is remembered."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    turns = iter(range(10_000))

    def fetch(kind: str) -> bytes:
        path = f"{address}/{FIGURE}.{kind}?image=random&input_edits=0.0.{next(turns)}"
        with opener.open(path, timeout=120) as answer:
            return answer.read()

    return fetch


@contextmanager
def somebody_takes(fetch: Fetch) -> Iterator[None]:
    """Moving pictures all the time, one after the other."""
    is_over = threading.Event()

    def take() -> None:
        while not is_over.is_set():
            fetch("gif")

    taking = threading.Thread(target=take)
    taking.start()
    try:
        yield
    finally:
        is_over.set()
        taking.join()


def timed(fetch: Fetch, kind: str) -> tuple[float, float]:
    """Seconds of a file, the median, and kilobytes of the largest."""
    seconds, sizes = [], []
    for _ in range(ROUNDS):
        began = time.perf_counter()
        sizes.append(len(fetch(kind)))
        seconds.append(time.perf_counter() - began)
    return statistics.median(seconds), max(sizes) / 1000


def beside(prelude: str, page: str) -> float:
    """What thirty visitors feel while somebody takes figures along: the 95th percentile in ms."""
    with running_server(prelude) as address:
        fetch = from_server(address)
        fetch("png")
        with somebody_takes(fetch):
            felt = visit_together(address, page)
    return statistics.quantiles(felt, n=100, method="inclusive")[94]


def taken_figures(page: str) -> Iterator[Figure]:
    """All figures, on servers of their own."""
    with running_server() as address:
        fetch = from_server(address)
        began = time.perf_counter()
        fetch("png")
        first = time.perf_counter() - began
        yield Figure("first figure to take along", first, None, None, None, "s ")
        for kind, most in (("png", 0.4), ("svg", None), ("pdf", None), ("gif", 3.0)):
            seconds, size = timed(fetch, kind)
            yield Figure(f"5x5 figure as {kind}, median", seconds, None, None, most, "s ")
        yield Figure("9-step GIF, size", size, None, None, 500, "kB")
    ours, threaded = beside("", page), beside(IN_A_THREAD, page)
    name = "30 sessions beside GIFs, p95 against a thread"
    yield Figure(name, ours, threaded, ours / threaded, 1.0, "ms")
