"""Short garbage collections, however many sessions are open.

Streamlit runs a full collection after every script run. Its time grows with the objects it walks:
about 130 ms for what torch and the other imports leave, 10 ms more for thirty open sessions. Frozen
objects are not walked. So what stays is frozen at the start and again whenever it has become much;
and because frozen garbage is never found, all is walked again when nobody is waiting for an answer.
"""

from __future__ import annotations

import asyncio
import gc

TICK_SECONDS = 1.0
# Walked in about a millisecond.
FEW_OBJECTS = 5_000
QUIET_TICKS = 30
# A pause of some 200 ms that a class at work sees every ten minutes.
MOST_TICKS = 600


def freeze_what_stays() -> None:
    """Move everything that is still in use out of the collector's sight."""
    gc.collect()
    gc.freeze()


class Keeper:
    """Decides once a second whether to freeze, to look through everything, or to do nothing."""

    def __init__(self) -> None:
        self._collections = _full_collections()
        self._quiet_ticks = 0
        self._ticks_since_thorough = 0
        self._has_frozen = False

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
        elif _walked_objects() > FEW_OBJECTS:
            freeze_what_stays()
            self._has_frozen = True
        self._collections = _full_collections()


def _walked_objects() -> int:
    """How many objects a full collection walks.

    Counted within one call, so that no other thread runs before the list is gone: a tuple that a
    thread is just building must have no second owner, or Python ends it with a SystemError.
    """
    return next(map(len, map(gc.get_objects, [None])))


def _full_collections() -> int:
    return gc.get_stats()[2]["collections"]


async def keep_collections_short() -> None:
    """Tick until cancelled."""
    keeper = Keeper()
    while True:
        await asyncio.sleep(TICK_SECONDS)
        keeper.tick()
