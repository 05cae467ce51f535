"""What a learner has done: merged, checked, remembered; never on the server."""

from __future__ import annotations

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pages.ui.shell.learner import Record, _checked

TIMES = st.integers(1, 50)
ENTRIES = st.dictionaries(st.sampled_from("abcde"), st.tuples(TIMES, st.integers(0, 3)))
SIDES = st.tuples(st.integers(0, 30), ENTRIES)


def merged(*sides: tuple[int, dict[str, tuple[int, Any]]]) -> Record:
    record = Record()
    for forgotten, entries in sides:
        record.merge(forgotten, entries)
    return record


@given(SIDES, SIDES)
def test_of_two_entries_the_newer_holds(one, other):
    record = merged(one, other)
    for key in one[1].keys() | other[1].keys():
        found = [side[1][key] for side in (one, other) if key in side[1]]
        newest = max(written for written, _ in found)
        is_kept = newest > max(one[0], other[0])
        assert (key in record.entries) == is_kept
        if is_kept:
            assert record.entries[key] in found
            assert record.entries[key][0] == newest


@given(SIDES, SIDES)
def test_telling_the_same_twice_changes_nothing(one, other):
    once, twice = merged(one, other), merged(one, other, other, one)
    assert (once.forgotten, once.entries) == (twice.forgotten, twice.entries)


def test_what_was_forgotten_does_not_come_back():
    record = merged((0, {"a": (5, 1)}))
    record.merge(record.now(), {})
    record.merge(0, {"a": (5, 1), "b": (6, 2)})
    assert record.entries == {}


def test_a_session_never_writes_two_entries_at_one_time():
    record = merged((0, {"a": (10**15, 1)}))  # from a server whose clock is ahead
    assert record.now() > 10**15
    assert record.now() < record.now()


NOW = int(time.time() * 1000)


@pytest.mark.parametrize(
    "sent",
    [
        {},
        {"forgotten": "x", "entries": []},
        {"forgotten": -1, "entries": {"a": 5}},
        {"forgotten": 0, "entries": {"a": [NOW]}},
        {"forgotten": 0, "entries": {"a": [NOW + 10**7, 1]}},
        {"forgotten": 0, "entries": {"a": [float("nan"), 1]}},
        {"forgotten": 0, "entries": {"a" * 200: [NOW, 1]}},
        {"forgotten": 0, "entries": {"a": [NOW, "x" * 20_000]}},
    ],
)
def test_what_no_session_would_have_written_is_left_out(sent: dict[str, Any]):
    assert _checked(sent) == (0, {})


def test_what_a_session_wrote_comes_back():
    sent = {"forgotten": 3, "entries": {"done/convolution/predict": [NOW, True]}}
    assert _checked(sent) == (3, {"done/convolution/predict": (NOW, True)})


def test_the_oldest_entries_make_room():
    record = merged((0, {f"k{n}": (n, n) for n in range(1, 2102)}))
    assert len(record.entries) == 2000
    assert "k1" not in record.entries
    assert "k2101" in record.entries
