"""Short garbage collections, however many sessions are open.

Streamlit runs a full collection after every script run. Its time grows with the objects it walks:
about 130 ms for what torch and the other imports leave, 10 ms more for thirty open sessions. Frozen
objects are not walked. So what stays is frozen at the start, and after each collection that took
long: then there is no garbage, and to freeze is to move one list. (Done once a second by the event
loop it held up everybody, and came too late when a class opened the course.) Because frozen garbage
is never found, all is walked again when nobody is waiting for an answer.
"""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import Mapping

TICK_SECONDS = 1.0
# Of the processor, for some twenty thousand objects.
LONG_SECONDS = 0.003
QUIET_TICKS = 30
# A pause of some 200 ms that a class at work sees every ten minutes.
MOST_TICKS = 600


def freeze_what_stays() -> None:
    """Move everything that is still in use out of the collector's sight."""
    gc.collect()
    gc.freeze()


class Keeper:
    """Freezes after long collections, and decides once a second whether to look through all."""

    def __init__(self) -> None:
        self._collections = _full_collections()
        self._quiet_ticks = 0
        self._ticks_since_thorough = 0
        self._has_frozen = False
        self._began = 0.0

    def watch(self, phase: str, info: Mapping[str, int]) -> None:
        """Hear from the collector that it begins and that it is done (``gc.callbacks``)."""
        if info["generation"] < 2:
            return
        if phase == "start":
            self._began = time.thread_time()
        elif time.thread_time() - self._began > LONG_SECONDS:
            gc.freeze()
            self._has_frozen = True

    def tick(self) -> None:
        """Look how things stand, and act if it is time."""
        self._ticks_since_thorough += 1
        # Every script run ends with a full collection: none since the last tick, no run since.
        is_quiet = _full_collections() == self._collections
        self._quiet_ticks = self._quiet_ticks + 1 if is_quiet else 0
        if self._has_frozen and (
            self._quiet_ticks >= QUIET_TICKS or self._ticks_since_thorough >= MOST_TICKS
        ):
            gc.unfreeze()
            freeze_what_stays()
            self._ticks_since_thorough = 0
            self._has_frozen = False
        self._collections = _full_collections()


def _full_collections() -> int:
    return gc.get_stats()[2]["collections"]


async def keep_collections_short() -> None:
    """Watch and tick until cancelled."""
    keeper = Keeper()
    gc.callbacks.append(keeper.watch)
    try:
        while True:
            await asyncio.sleep(TICK_SECONDS)
            keeper.tick()
    finally:
        gc.callbacks.remove(keeper.watch)
