"""Times of this machine: measured on a thread of their own, and kept while the process lives."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Mapping

import torch

Calls = Mapping[str, Callable[[], object]]


class Stopwatch:
    """How long some calls take, each its shortest of several.

    The calls take turns, so that a busy moment meets all of them. Nobody waits: a page asks how far
    it is. What was measured once holds for every visitor of this process.

    Args:
        prepare: Makes the calls; it runs on the thread too.
        passes: How often each is called; the first pass of all warms up and does not count.
    """

    def __init__(self, prepare: Callable[[], Calls], passes: int) -> None:
        self.passes = passes
        self._prepare = prepare
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None
        self._done = 0
        self._best: dict[str, float] = {}

    def start(self) -> None:
        """Begin, unless it has begun already."""
        with self._starting:
            if self.progress is None:
                self._done = 0
                self._thread = threading.Thread(target=self._run, name="stopwatch", daemon=True)
                self._thread.start()

    @property
    def progress(self) -> float | None:
        """The share of the passes that is done; None before it began, and after it broke off."""
        if self._done < self.passes and (self._thread is None or not self._thread.is_alive()):
            return None
        return self._done / self.passes

    @property
    def is_running(self) -> bool:
        """Whether it is still measuring."""
        return self.progress is not None and self._done < self.passes

    @property
    def milliseconds(self) -> Mapping[str, float]:
        """The shortest time of each call; empty until all passes are done."""
        return self._best if self._done == self.passes else {}

    def wait(self) -> None:
        """Until it is done; for those who have nothing else to do."""
        if self._thread:
            self._thread.join()

    def _run(self) -> None:
        with torch.inference_mode():
            calls = self._prepare()
            best = dict.fromkeys(calls, float("inf"))
            for call in calls.values():
                call()
            for _ in range(self.passes):
                for name, call in calls.items():
                    begin = time.perf_counter()
                    call()
                    best[name] = min(best[name], 1000 * (time.perf_counter() - begin))
                self._best = best
                self._done += 1
