"""Times of this machine: measured on a thread of their own, and kept while the process lives."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Mapping

import torch

from lessons.machinery.background import Background

Calls = Mapping[str, Callable[[], object]]


class Stopwatch(Background):
    """How long some calls take, each its shortest of several.

    The calls take turns, so that a busy moment meets all of them.

    Args:
        prepare: Makes the calls; it runs on the thread too.
        passes: How often each is called; the first pass of all warms up and does not count.
    """

    def __init__(self, prepare: Callable[[], Calls], passes: int) -> None:
        super().__init__(self._measure, passes)
        self._prepare = prepare
        self._best: dict[str, float] = {}

    @property
    def milliseconds(self) -> Mapping[str, float]:
        """The shortest time of each call; empty until all passes are done."""
        return self._best if self.is_done else {}

    def _measure(self) -> Iterator[None]:
        with torch.inference_mode():
            calls = self._prepare()
            best = dict.fromkeys(calls, float("inf"))
            for call in calls.values():
                call()
            for _ in range(self.parts):
                for name, call in calls.items():
                    begin = time.perf_counter()
                    call()
                    best[name] = min(best[name], 1000 * (time.perf_counter() - begin))
                self._best = best
                yield
