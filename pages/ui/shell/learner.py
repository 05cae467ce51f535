"""What a learner has done, kept in the learner's own browser: steps, answers, verdicts.

The server holds it only while the session lasts. The browser stores it (``learner_record``) and
tells it to each new session: after a reload, a closed tab, a restarted server. Every entry carries
the time at which it was written, so a tab, another tab and what was stored merge without a
question: the newer entry holds. Whatever comes back from a browser is checked like an address.
"""

from __future__ import annotations

import json
import secrets
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import wraps
from typing import Any, ParamSpec, TypeGuard

import streamlit as st
from streamlit.runtime.scriptrunner import get_script_run_ctx

from pages.components.learner_record import learner_record

_STATE = "shell.learner"
_WIDGET = "learner_record"
_LONGEST_KEY, _LONGEST_VALUE, _MOST_ENTRIES = 120, 12_000, 2_000

P = ParamSpec("P")
Entry = tuple[int, Any]
"""When it was written, in ms since 1970, and a value that JSON can hold."""


@dataclass
class Record:
    """What this session knows of the learner.

    Attributes:
        visit: Names the session to the browser.
        entries: By key; a value of None stands for "no longer".
        forgotten: When all before was thrown away, in ms.
        latest: Time of the newest entry: no two entries of a session have the same.
        own: Keys that this session wrote: the browser has all others.
        unsaid: Those written since the page last ran as a whole.
    """

    visit: str = field(default_factory=lambda: secrets.token_urlsafe(6))
    entries: dict[str, Entry] = field(default_factory=dict)
    forgotten: int = 0
    latest: int = 0
    own: set[str] = field(default_factory=set)
    unsaid: set[str] = field(default_factory=set)

    def now(self) -> int:
        """A time later than that of every entry."""
        self.latest = max(time.time_ns() // 1_000_000, self.latest + 1)
        return self.latest

    def merge(self, forgotten: int, entries: Mapping[str, Entry]) -> None:
        """Take what is newer; ``merge.js`` does the same."""
        self.forgotten = max(self.forgotten, forgotten)
        both = (*self.entries.items(), *entries.items())
        newest: dict[str, Entry] = {}
        for key, entry in both:
            if entry[0] > max(self.forgotten, newest.get(key, (0,))[0]):
                newest[key] = entry
        kept = sorted(newest.items(), key=lambda item: item[1][0])[-_MOST_ENTRIES:]
        self.entries = dict(kept)
        self.latest = max([self.latest, self.forgotten, *(t for t, _ in self.entries.values())])

    def part(self, keys: set[str]) -> dict[str, Any]:
        """Some entries as the browser stores them."""
        return {
            "forgotten": self.forgotten,
            "entries": {k: list(self.entries[k]) for k in sorted(keys) if k in self.entries},
        }


def _record() -> Record:
    return st.session_state.setdefault(_STATE, Record())


def get(key: str, default: Any = None) -> Any:
    """The value of an entry."""
    entry = _record().entries.get(key)
    return default if entry is None or entry[1] is None else entry[1]


def written_at(key: str) -> float | None:
    """When an entry was written, in seconds since 1970."""
    entry = _record().entries.get(key)
    return None if entry is None or entry[1] is None else entry[0] / 1000


def below(prefix: str) -> dict[str, Any]:
    """All entries below a prefix, by the rest of their key."""
    entries = _record().entries.items()
    return {
        key.removeprefix(prefix): value
        for key, (_, value) in entries
        if key.startswith(prefix) and value is not None
    }


def put(key: str, value: Any) -> None:
    """Write an entry; None takes it out. Equal values are not written again."""
    record = _record()
    if get(key) == value:
        return
    record.entries[key] = (record.now(), value)
    record.own.add(key)
    record.unsaid.add(key)


def forget() -> None:
    """Throw everything away, here and in the browser."""
    record = _record()
    record.merge(record.now(), {})


def begun_at() -> int:
    """When everything was last thrown away: what a session holds from before is of no more use."""
    return _record().forgotten


def show_keeper() -> None:
    """The part of the frame that stores the record and hears of it; once, below every page."""
    record = _record()
    record.unsaid.clear()
    learner_record(_WIDGET, record.part(record.own), visit=record.visit, on_stored=_take)


def kept_fragment(body: Callable[P, None]) -> Callable[P, None]:
    """``st.fragment`` for what writes entries.

    Where the fragment runs alone, the frame around the page cannot tell the browser what was
    written, so the fragment does; where the whole page runs, ``show_keeper`` does.
    """

    @st.fragment
    @wraps(body)
    def fragment(*args: P.args, **kwargs: P.kwargs) -> None:
        body(*args, **kwargs)
        record = _record()
        if record.unsaid and runs_alone():
            name = ".".join([body.__name__, *(a for a in args if isinstance(a, str))])
            learner_record(f"{_WIDGET}.{name}", record.part(record.unsaid))

    return fragment


def runs_alone() -> bool:
    """Whether only a fragment runs now, not the whole page."""
    context = get_script_run_ctx()
    return context is not None and bool(context.fragment_ids_this_run)


def _take() -> None:
    sent = st.session_state[_WIDGET].stored
    if isinstance(sent, Mapping):
        _record().merge(*_checked(sent))


def _checked(sent: Mapping[str, Any]) -> tuple[int, dict[str, Entry]]:
    """What a browser sent, without what no session would have written."""
    soon = time.time_ns() // 1_000_000 + 60_000  # another server's clock may be ahead
    forgotten, raw = sent.get("forgotten"), sent.get("entries")
    entries = {
        key: (int(entry[0]), entry[1])
        for key, entry in (raw.items() if isinstance(raw, Mapping) else ())
        if len(key) <= _LONGEST_KEY
        and isinstance(entry, list | tuple)
        and len(entry) == 2
        and _is_time(entry[0], soon)
        and len(json.dumps(entry[1])) <= _LONGEST_VALUE
    }
    return (int(forgotten) if _is_time(forgotten, soon) else 0), entries


def _is_time(value: object, latest: int) -> TypeGuard[float]:
    return isinstance(value, int | float) and 0 <= value <= latest
