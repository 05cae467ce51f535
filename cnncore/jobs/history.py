"""The events of one run, for everybody who watches it, whenever they come."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

# Given up first when a run has more to keep than it may: pictures of the moment.
_BULKY = frozenset({"snapshot", "mistakes", "embedding"})
# Only the latest of these means anything: a page that comes later need not read the others.
_OVERTAKEN = frozenset({"mistakes", "embedding"})


@dataclass(frozen=True, slots=True)
class Entry:
    """One event: its number, its type and its JSON.

    Bytes rather than a dict, because hundreds of dicts would have to be walked by every garbage
    collection, and Streamlit collects after every script run.
    """

    number: int
    kind: str
    data: bytes


class History:
    """A bounded log with one writer and any number of readers, on threads of their own.

    A reader remembers the number of its last event and asks for what came after. A slow browser
    thereby keeps nobody waiting: it finds more the next time.
    """

    def __init__(self, max_bytes: int) -> None:
        self.max_bytes = max_bytes
        self.size = 0
        self.is_ended = False
        self.unwatched_since: float | None = time.monotonic()
        self._entries: list[Entry] = []
        self._notice: bytes | None = None
        self._readers: list[Callable[[], None]] = []
        self._lock = threading.Lock()

    @property
    def last_number(self) -> int:
        """The number of the latest event; -1 before the first."""
        entries = self._entries
        return entries[-1].number if entries else -1

    @property
    def notice(self) -> bytes | None:
        """What holds at the moment and is not worth keeping, such as the place in the queue."""
        return self._notice

    @property
    def watchers(self) -> int:
        """How many readers there are."""
        return len(self._readers)

    def append(self, number: int, kind: str, data: bytes) -> None:
        """Add an event; its number is larger than all before."""
        with self._lock:
            if kind in _OVERTAKEN:
                self._drop(kind)
            self._entries.append(Entry(number, kind, data))
            self.size += len(data)
            if self.size > self.max_bytes:
                self._shrink()
        self.tell()

    def set_notice(self, notice: bytes | None) -> None:
        """Say something that is not kept."""
        if notice != self._notice:
            self._notice = notice
            self.tell()

    def end(self) -> None:
        """Say that no event will follow."""
        self.is_ended = True
        self._notice = None
        self.tell()

    def after(self, number: int) -> list[Entry]:
        """All kept events with a larger number."""
        with self._lock:
            start = len(self._entries)
            while start and self._entries[start - 1].number > number:
                start -= 1
            return self._entries[start:]

    @contextmanager
    def watched(self, tell: Callable[[], None]) -> Iterator[None]:
        """Be told of changes, on the writer's thread, while the context lasts."""
        with self._lock:
            self._readers = [*self._readers, tell]
            self.unwatched_since = None
        try:
            yield
        finally:
            with self._lock:
                self._readers = [reader for reader in self._readers if reader is not tell]
                if not self._readers:
                    self.unwatched_since = time.monotonic()

    def unwatched_seconds(self) -> float:
        """How long nobody has been reading."""
        since = self.unwatched_since
        return 0.0 if since is None else time.monotonic() - since

    def tell(self) -> None:
        """Wake all readers."""
        for tell in self._readers:
            tell()

    def _drop(self, kind: str) -> None:
        self._entries = [entry for entry in self._entries if entry.kind != kind]
        self.size = sum(len(entry.data) for entry in self._entries)

    def _shrink(self) -> None:
        """Thin out pictures of the moment, then drop the oldest of the rest."""
        bulky = [entry for entry in self._entries if entry.kind in _BULKY]
        # Every second one, but not the latest: a film of the whole run, with fewer frames.
        dropped = {entry.number for entry in bulky[:-1][::2]}
        if len(dropped) < 2:
            dropped = {entry.number for entry in self._entries[: len(self._entries) // 4 + 1]}
        self._entries = [entry for entry in self._entries if entry.number not in dropped]
        self.size = sum(len(entry.data) for entry in self._entries)
