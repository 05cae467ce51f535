"""Garbage collections stay short, and nothing is lost to the freezer for good."""

from __future__ import annotations

import gc
import sys
import threading
import time
import weakref

import pytest

from pages.ui.shell import collector
from pages.ui.shell.collector import FEW_OBJECTS, QUIET_TICKS, Keeper


class Cycle:
    """Garbage that only a collection finds."""

    def __init__(self) -> None:
        self.itself = self


@pytest.fixture
def keeper():
    """A keeper in a process that has just frozen everything; thawed afterwards."""
    collector.freeze_what_stays()
    yield Keeper()
    gc.unfreeze()


def test_many_objects_that_stay_are_frozen(keeper):
    before = gc.get_freeze_count()
    session = [[] for _ in range(2 * FEW_OBJECTS)]
    keeper.tick()
    assert gc.get_freeze_count() > before + FEW_OBJECTS
    assert len(gc.get_objects()) < FEW_OBJECTS
    assert len(session) == 2 * FEW_OBJECTS


def test_few_objects_are_left_alone(keeper):
    before = gc.get_freeze_count()
    keeper.tick()
    assert gc.get_freeze_count() <= before


def frozen_garbage(keeper: Keeper) -> weakref.ref:
    """What a session that ended leaves behind: cycles that were frozen while it was open."""
    session = [Cycle() for _ in range(2 * FEW_OBJECTS)]
    gone = weakref.ref(session[0])
    keeper.tick()
    del session
    gc.collect()
    assert gone() is not None
    return gone


def test_frozen_garbage_is_found_when_nobody_waits(keeper):
    gone = frozen_garbage(keeper)
    for _ in range(QUIET_TICKS + 1):
        keeper.tick()
    assert gone() is None


def test_frozen_garbage_is_found_although_somebody_always_waits(keeper, monkeypatch):
    monkeypatch.setattr(collector, "MOST_TICKS", 2 * QUIET_TICKS)
    gone = frozen_garbage(keeper)
    for _ in range(2 * QUIET_TICKS):
        if gone() is None:
            break
        gc.collect(2)  # a script run ended
        keeper.tick()
    assert gone() is None


def test_all_is_walked_only_once_when_quiet(keeper, monkeypatch):
    frozen_garbage(keeper)
    thaws = []
    monkeypatch.setattr(collector.gc, "unfreeze", lambda: thaws.append(1))
    for _ in range(4 * QUIET_TICKS):
        keeper.tick()
    assert len(thaws) == 1


def test_looking_disturbs_no_tuple_that_is_just_being_built(keeper, monkeypatch):
    """Another thread that holds an unfinished tuple, if only to count it, breaks it."""
    monkeypatch.setattr(collector, "freeze_what_stays", lambda: None)
    interval, ends = sys.getswitchinterval(), time.monotonic() + 2
    sys.setswitchinterval(1e-5)

    def look() -> None:
        while time.monotonic() < ends:
            keeper.tick()

    looking = threading.Thread(target=look)
    looking.start()
    try:
        while looking.is_alive():
            assert len(tuple(n for n in range(40))) == 40
    finally:
        sys.setswitchinterval(interval)
        looking.join()
