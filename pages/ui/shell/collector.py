"""Short garbage collections, however many sessions are open.

A full collection walks every object that is not frozen: about 130 ms for what torch and the other
imports leave, 10 ms more for thirty open sessions. So what stays is frozen at the start, and after
each full collection that took long: then there is no garbage, and to freeze is to move one list.
(Streamlit would run a full collection after every script run; ``postScriptGC`` in the settings
stops that, and Python decides when.) Because frozen garbage is never found, all is walked again
when nobody is waiting for an answer.
"""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import Mapping

TICK_SECONDS = 1.0
# Of the processor, for some twenty thousand objects.
LONG_SECONDS = 0.003
# How long, and at most how many young collections within it: thirty visitors cause some 400.
QUIET_TICKS = 30
QUIET_COLLECTIONS = 5
# A pause of some 200 ms that a class at work sees every ten minutes.
MOST_TICKS = 600


def freeze_what_stays() -> None:
    """Move everything that is still in use out of the collector's sight."""
    gc.collect()
    gc.freeze()


class Keeper:
    """Freezes after long collections, and decides now and then whether to look through all."""

    def __init__(self) -> None:
        self._young_collections = _young_collections()
        self._ticks = 0
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
        """Every ``QUIET_TICKS``: look how things stand, and act if it is time."""
        self._ticks += 1
        if self._ticks % QUIET_TICKS:
            return
        before, self._young_collections = self._young_collections, _young_collections()
        is_quiet = self._young_collections - before <= QUIET_COLLECTIONS
        if self._has_frozen and (is_quiet or self._ticks >= MOST_TICKS):
            gc.unfreeze()
            freeze_what_stays()
            self._ticks = 0
            self._has_frozen = False


def _young_collections() -> int:
    """Since the process began; they come with what script runs allocate."""
    return gc.get_stats()[0]["collections"]


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
