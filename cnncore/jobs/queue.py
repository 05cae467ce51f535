"""Whose turn it is: one run per session at a time, and sessions take turns."""

from __future__ import annotations

import heapq
import itertools
from collections.abc import Sequence
from dataclasses import dataclass

# Before any run has ended, the guess for how long one takes.
TYPICAL_SECONDS = 30.0


@dataclass(slots=True)
class _Place:
    job_id: str
    session_id: str
    ticket: int


class FairQueue:
    """Runs that wait.

    A session draws a ticket for its first waiting run; for the next one it draws when the run
    before has ended, behind everybody who waits by then. Whoever submits six runs at once thus
    waits as long for the second as if it had been submitted after the first.
    """

    def __init__(self) -> None:
        self._places: list[_Place] = []
        self._running: dict[str, str] = {}  # session of each run that has begun
        self._tickets = itertools.count()

    def __len__(self) -> int:
        return len(self._places)

    def __contains__(self, job_id: str) -> bool:
        return any(place.job_id == job_id for place in self._places)

    def add(self, job_id: str, session_id: str, *, first: bool = False) -> None:
        """Wait; `first` puts back a run that had begun and lost its worker."""
        ticket = next(self._tickets)
        place = _Place(job_id, session_id, -1 - ticket if first else ticket)
        self._places.insert(0 if first else len(self._places), place)

    def remove(self, job_id: str) -> None:
        """Wait no longer."""
        self._places = [place for place in self._places if place.job_id != job_id]

    def waiting_of(self, session_id: str) -> int:
        """How many runs of the session wait."""
        return sum(place.session_id == session_id for place in self._places)

    def take(self) -> str | None:
        """The run that should start now; its session is busy from now on. None: nobody may."""
        for place in self._in_order():
            if place.session_id not in self._running.values():
                self.remove(place.job_id)
                self.occupy(place.job_id, place.session_id)
                return place.job_id
        return None

    def has_next(self) -> bool:
        """Whether a run may start as soon as a worker is free."""
        busy = set(self._running.values())
        return any(place.session_id not in busy for place in self._places)

    def waits_for_own(self, job_id: str) -> bool:
        """Whether another run of the same session has begun or comes before."""
        return any(rank > 0 for rank, _, place in self._ranked() if place.job_id == job_id)

    def occupy(self, job_id: str, session_id: str) -> None:
        """The run has begun: it is its session's turn."""
        self._running[job_id] = session_id

    def release(self, job_id: str) -> None:
        """The run has ended, if it had begun: the session's next one draws a new ticket."""
        session_id = self._running.pop(job_id, None)
        for place in self._places:
            if place.session_id == session_id and place.ticket >= 0:
                place.ticket = next(self._tickets)
                return

    def order(self) -> list[str]:
        """All waiting runs in the order in which they will probably start."""
        return [place.job_id for place in self._in_order()]

    def _in_order(self) -> list[_Place]:
        return [place for _, _, place in self._ranked()]

    def _ranked(self) -> list[tuple[int, int, _Place]]:
        """Each place behind the number of its session's runs that come before, and its ticket."""
        ranks = dict.fromkeys(self._running.values(), 1)
        ranked = []
        for place in self._places:
            rank = ranks.get(place.session_id, 0)
            ranks[place.session_id] = rank + 1
            ranked.append((rank, place.ticket, place))
        return sorted(ranked, key=lambda entry: entry[:2])


def waiting_seconds(
    position: int, running_left: Sequence[float], workers: int, typical: float
) -> float:
    """How long the run at `position` (1 is next) will probably wait.

    Args:
        position: its place in the queue.
        running_left: seconds that each running run will still take.
        workers: how many runs can run at once.
        typical: seconds that a run takes.
    """
    free = max(workers - len(running_left), 0)
    ends = [*([0.0] * free), *running_left] or [typical]
    heapq.heapify(ends)
    for _ in range(position - 1):
        heapq.heappush(ends, heapq.heappop(ends) + typical)
    return ends[0]
