"""Garbage collections stay short, and nothing is lost to the freezer for good."""

from __future__ import annotations

import gc
import weakref

import pytest

from pages.ui.shell import collector
from pages.ui.shell.collector import QUIET_COLLECTIONS, QUIET_TICKS, Keeper


class Cycle:
    """Garbage that only a collection finds."""

    def __init__(self) -> None:
        self.itself = self


MANY = 20_000


@pytest.fixture
def keeper(monkeypatch: pytest.MonkeyPatch):
    """A keeper in a process that has just frozen everything; thawed afterwards."""
    monkeypatch.setattr(collector, "LONG_SECONDS", -1)
    collector.freeze_what_stays()
    keeper = Keeper()
    gc.callbacks.append(keeper.watch)
    yield keeper
    gc.callbacks.remove(keeper.watch)
    gc.unfreeze()


def test_what_is_left_by_a_long_collection_is_frozen(keeper):
    before = gc.get_freeze_count()
    session = [[] for _ in range(MANY)]
    garbage = Cycle()
    gone = weakref.ref(garbage)
    del garbage
    gc.collect()
    assert gone() is None
    assert gc.get_freeze_count() > before + MANY
    assert len(gc.get_objects()) < MANY
    assert len(session) == MANY


def test_a_short_collection_freezes_nothing(keeper, monkeypatch):
    monkeypatch.setattr(collector, "LONG_SECONDS", 60)
    before = gc.get_freeze_count()
    session = [[] for _ in range(MANY)]
    gc.collect()
    assert gc.get_freeze_count() <= before
    assert len(session) == MANY


def test_young_collections_freeze_nothing(keeper):
    before = gc.get_freeze_count()
    gc.collect(1)
    assert gc.get_freeze_count() <= before


def frozen_garbage(keeper: Keeper) -> weakref.ref:
    """What a session that ended leaves behind: cycles that were frozen while it was open."""
    session = [Cycle() for _ in range(MANY)]
    gone = weakref.ref(session[0])
    gc.collect()
    keeper.tick()
    del session
    gc.collect()
    assert gone() is not None
    return gone


def test_frozen_garbage_is_found_when_nobody_waits(keeper):
    gone = frozen_garbage(keeper)
    for _ in range(2 * QUIET_TICKS):  # in the first of them the session was still at work
        keeper.tick()
    assert gone() is None


def somebody_works() -> None:
    """As many young collections as the runs of a class cause in a second."""
    for _ in range(QUIET_COLLECTIONS):
        gc.collect(0)


def test_while_somebody_works_not_all_is_walked(keeper):
    gone = frozen_garbage(keeper)
    for _ in range(2 * QUIET_TICKS):
        somebody_works()
        keeper.tick()
    assert gone() is not None


def test_frozen_garbage_is_found_although_somebody_always_waits(keeper, monkeypatch):
    monkeypatch.setattr(collector, "MOST_TICKS", 2 * QUIET_TICKS)
    gone = frozen_garbage(keeper)
    for _ in range(2 * QUIET_TICKS):
        if gone() is None:
            break
        somebody_works()
        keeper.tick()
    assert gone() is None


def test_all_is_walked_only_once_when_quiet(keeper, monkeypatch):
    frozen_garbage(keeper)
    thaws = []
    monkeypatch.setattr(collector.gc, "unfreeze", lambda: thaws.append(1))
    for _ in range(4 * QUIET_TICKS):
        keeper.tick()
    assert len(thaws) == 1
