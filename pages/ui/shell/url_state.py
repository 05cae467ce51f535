"""The address is the state: what a page shows, kept in its query parameters.

A page declares its parameters once. ``open_state`` reads and checks them; ``save`` writes back what
differs from the default, so that a copied address restores the page. Native widgets can be bound by
Streamlit itself (``bind="query-params"``); this module serves the browser components, whose
settings change together and include tables of edited cells.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

import streamlit as st

from lessons.machinery.cells import CellEdits, format_edits, parse_edits
from pages.ui.shell import address
from pages.ui.shell.language import PARAMETER as LANGUAGE_PARAMETER
from pages.ui.shell.language import t
from pages.ui.shell.shell import show_notice

Notice = str

LARGEST_SEED = 9999


class Param(Protocol):
    """A query parameter: its name, its default, and how it is read and written."""

    @property
    def name(self) -> str:
        """As it stands in the address."""
        ...

    @property
    def default(self) -> Any:
        """What holds where the address says nothing."""
        ...

    def parse(self, text: str) -> tuple[Any, Notice | None]:
        """The checked value, and a word about what was wrong."""
        ...

    def format(self, value: Any) -> str:
        """The inverse of ``parse``."""
        ...


@dataclass(frozen=True, slots=True)
class IntParam:
    """A whole number from ``low`` to ``high``."""

    name: str
    low: int
    high: int
    default: int

    def parse(self, text: str) -> tuple[int, Notice | None]:
        """The number, or the default and a word about why."""
        if text.isascii() and text.isdecimal() and self.low <= int(text[:9]) <= self.high:
            return int(text), None
        return self.default, t(
            "notice.bad_int",
            name=self.name,
            value=text[:40],
            low=self.low,
            high=self.high,
            default=self.default,
        )

    def format(self, value: int) -> str:
        """The number as it stands in the address."""
        return str(value)


@dataclass(frozen=True, slots=True)
class ChoiceParam:
    """One of a few words."""

    name: str
    choices: tuple[str, ...]
    default: str

    def parse(self, text: str) -> tuple[str, Notice | None]:
        """The choice, or the default and a word about why."""
        if text in self.choices:
            return text, None
        return self.default, t(
            "notice.bad_choice",
            name=self.name,
            value=text[:40],
            choices=" · ".join(self.choices),
            default=self.default,
        )

    def format(self, value: str) -> str:
        """The word itself."""
        return value


@dataclass(frozen=True, slots=True)
class EditsParam:
    """Cells that the learner changed by hand: ``row.column.number`` joined by ``_``."""

    name: str
    max_size: int

    @property
    def default(self) -> CellEdits:
        """Nothing changed."""
        return {}

    def parse(self, text: str) -> tuple[CellEdits, Notice | None]:
        """The readable edits, and a word about the unreadable ones."""
        edits, unreadable = parse_edits(text, max_size=self.max_size)
        if not unreadable:
            return edits, None
        shown = " ".join(unreadable)[:60]
        return edits, t("notice.bad_cells", name=self.name, value=shown)

    def format(self, value: CellEdits) -> str:
        """The edits as they stand in the address."""
        return format_edits(value)


class PageState:
    """The checked parameters of one page in this session."""

    def __init__(self, key: str, params: Sequence[Param]) -> None:
        self._key = f"{key}.state"
        self._params = {param.name: param for param in params}
        self.notices: list[Notice] = []
        self.values: dict[str, Any] = {}

    def load(self, asked: Mapping[str, str], remembered: Mapping[str, Any]) -> None:
        """Take each value from the address, else from memory, else its default."""
        for name, param in self._params.items():
            if name in asked:
                self.values[name], notice = param.parse(asked[name])
                if notice:
                    self.notices.append(notice)
            else:
                self.values[name] = remembered.get(name, param.default)

    def update(self, changes: Mapping[str, Any]) -> None:
        """Change some values (already checked) and write them to session and address."""
        self.values.update({k: v for k, v in changes.items() if k in self._params})
        self.save()

    def save(self) -> None:
        """Remember the values for the session and put them into the address."""
        st.session_state[self._key] = dict(self.values)
        written = {
            name: param.format(self.values[name])
            for name, param in self._params.items()
            if self.values[name] != param.default
        }
        kept = {k: v for k, v in address.current().items() if k not in self._params}
        address.write(kept | written)


def open_state(page_id: str, params: Sequence[Param], *, part: str | None = None) -> PageState:
    """The parameters of a page, or of a part of it with a memory of its own, for this run.

    The address rules. Only on arriving from another page, where Streamlit has cleared the address,
    does the session's memory of the page fill what the address does not name.
    """
    key = f"{page_id}.{part}" if part else page_id
    state = PageState(key, params)
    arriving = st.session_state.get("shell.arrived_at") == page_id
    remembered = _remembered(key) if arriving else {}
    state.load(address.current(), remembered)
    state.save()
    return state


def open_part(page_id: str, params: Sequence[Param], part: str) -> PageState:
    """A part of a page, with a word on the spot about what its address got wrong."""
    state = open_state(page_id, params, part=part)
    for notice in state.notices:
        show_notice(notice)
    return state


def return_to(page_id: str, params: Sequence[Param], part: str) -> None:
    """Put a part that was left back into the address, as the session remembers it."""
    state = PageState(f"{page_id}.{part}", params)
    state.load({}, _remembered(f"{page_id}.{part}"))
    state.save()


def _remembered(key: str) -> Mapping[str, Any]:
    return st.session_state.get(f"{key}.state", {})


def checked(params: Sequence[Param], raw: Mapping[str, object]) -> dict[str, Any]:
    """Values that came from the browser, each through its parameter's own check."""
    by_name = {param.name: param for param in params}
    return {
        name: by_name[name].parse(_as_text(by_name[name], value))[0]
        for name, value in raw.items()
        if name in by_name
    }


def _as_text(param: Param, value: object) -> str:
    format_value: Callable[[Any], str] = param.format
    return value if isinstance(value, str) else format_value(value)


__all__ = [
    "LANGUAGE_PARAMETER",
    "LARGEST_SEED",
    "ChoiceParam",
    "EditsParam",
    "IntParam",
    "PageState",
    "Param",
    "checked",
    "open_part",
    "open_state",
    "return_to",
]
