"""The process that draws figures to take along, what waits for it, and what it has drawn.

Matplotlib holds the interpreter: a moving picture drawn in a thread of the server would slow every
visitor. The process starts with the first order.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import os
import signal
import threading
from collections import OrderedDict
from collections.abc import Hashable
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Any

from lessons.figures.order import fulfil

_KEPT_BYTES = 32_000_000
_MOST_WAITING = 24


class BusyError(Exception):
    """More is waiting to be drawn than anyone would wait for."""


class DrawingRoom:
    """One process that draws, one job after the other, and a memory of finished files."""

    def __init__(self) -> None:
        self._process: ProcessPoolExecutor | None = None
        self._waiting = 0
        self._kept: OrderedDict[Hashable, bytes] = OrderedDict()

    async def do(self, job: str, *what: Any) -> Any:
        """Have a job of ``lessons.figures.counter`` done.

        Raises:
            BusyError: If too many wait already.
        """
        if self._waiting >= _MOST_WAITING:
            raise BusyError
        self._waiting += 1
        try:
            return await self._done(job, *what)
        except BrokenProcessPool:  # killed, such as by a machine that ran out of memory
            self.close()
            return await self._done(job, *what)
        finally:
            self._waiting -= 1

    async def _done(self, job: str, *what: Any) -> Any:
        if self._process is None:
            context = multiprocessing.get_context("spawn")
            self._process = ProcessPoolExecutor(1, mp_context=context, initializer=_begin)
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._process, fulfil, job, *what)

    def kept(self, key: Hashable) -> bytes | None:
        """A file that was drawn before; None if it was not, or long ago."""
        if key in self._kept:
            self._kept.move_to_end(key)
        return self._kept.get(key)

    def keep(self, key: Hashable, content: bytes) -> None:
        """Remember a file; the oldest are forgotten."""
        self._kept[key] = content
        while len(self._kept) > 1 and sum(map(len, self._kept.values())) > _KEPT_BYTES:
            self._kept.popitem(last=False)

    def close(self) -> None:
        """Nothing is drawn any more."""
        if self._process:
            self._process.shutdown(wait=False, cancel_futures=True)
        self._process = None


def _begin() -> None:
    """In the process: it ends with the server, however that ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent:
        parent.join()
        os._exit(0)
