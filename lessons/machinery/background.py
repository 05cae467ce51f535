"""Work that no page waits for: on a thread of its own, in parts, kept while the process lives."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator

_TURN = threading.Lock()
"""Works take turns: thirty that a class begins at once need no more of the processor than one."""
_BETWEEN_SECONDS = 0.001
"""Without a pause the thread that frees the turn takes it again before another one wakes."""


class Background:
    """What is worked out once for every visitor of this process.

    Nobody waits: a page asks how far it is.

    Args:
        work: Makes the parts, one each time it is asked for the next; it runs on the thread.
        parts: How many there are.
    """

    def __init__(self, work: Callable[[], Iterator[object]], parts: int) -> None:
        self.parts = parts
        self._work = work
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None
        self._done = 0
        self._is_stopped = False

    def start(self) -> None:
        """Begin, unless it has begun already."""
        with self._starting:
            if self.progress is None:
                self._done = 0
                self._is_stopped = False
                self._thread = threading.Thread(target=self._run, name="background", daemon=True)
                self._thread.start()

    def stop(self) -> None:
        """End it behind the part that is being made; a start begins anew."""
        self._is_stopped = True

    @property
    def progress(self) -> float | None:
        """The share of the parts that is done; None before it began, and after it broke off."""
        is_over = self._is_stopped or self._thread is None or not self._thread.is_alive()
        if self._done < self.parts and is_over:
            return None
        return self._done / self.parts

    @property
    def is_running(self) -> bool:
        """Whether it is still at it."""
        return self.progress is not None and self._done < self.parts

    @property
    def is_done(self) -> bool:
        """Whether all parts are there."""
        return self._done == self.parts

    def wait(self) -> None:
        """Until it is done; for those who have nothing else to do."""
        if self._thread:
            self._thread.join()

    def _run(self) -> None:
        parts, over = self._work(), object()
        while not self._is_stopped:
            with _TURN:
                if next(parts, over) is over:
                    return
            self._done += 1
            time.sleep(_BETWEEN_SECONDS)
