"""The address is the state: what a page shows, kept in its query parameters.

A page declares its parameters once (``lessons/machinery/params.py``). ``open_state`` reads and
checks them; ``save`` writes back what differs from the default, so that a copied address restores
the page. Native widgets can be bound by Streamlit itself (``bind="query-params"``); this module
serves the browser components, whose settings change together and include tables of edited cells.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import streamlit as st

from lessons.machinery.params import Param, ParamSlip, as_text
from pages.ui.shell import address, fixed
from pages.ui.shell.language import t
from pages.ui.shell.shell import show_notice


def worded(slip: ParamSlip) -> str:
    """What was wrong with a text, as a sentence."""
    return t(f"notice.{slip.code}", **slip.values)


class PageState:
    """The checked parameters of one page in this session."""

    def __init__(self, key: str, params: Sequence[Param], prefix: str = "") -> None:
        """``fixed``: those that a teacher's link fixes; ``concealed``: without a control."""
        self._key, self._refused = f"{key}.state", f"{key}.refused"
        self._prefix = prefix
        self._params = {param.name: param for param in params}
        self.fixed = fixed.among(params, prefix)
        self.concealed = {p.name for p in params if prefix + p.name in fixed.concealed()}
        self.notices: list[str] = []
        self.values: dict[str, Any] = {}

    def load(self, asked: Mapping[str, str], remembered: Mapping[str, Any]) -> None:
        """Take each value from the address, else from memory, else its default."""
        for name, param in self._params.items():
            written = self._prefix + name
            if written in asked:
                self.values[name], slip = param.parse(asked[written])
                if slip:
                    # Not every sentence names its parameter.
                    as_written = {"name": written} if "name" in slip.values else {}
                    self.notices.append(worded(ParamSlip(slip.code, {**slip.values, **as_written})))
            elif name in self.fixed:
                self.values[name] = param.default
            else:
                self.values[name] = remembered.get(name, param.default)

    def update(self, changes: Mapping[str, Any]) -> None:
        """Change some values (already checked) and write them to session and address.

        What a teacher has fixed stays, and whoever wanted to change it is told.
        """
        wanted = {k: v for k, v in changes.items() if k in self._params}
        if any(wanted[k] != self.values[k] for k in wanted.keys() & self.fixed):
            st.session_state[self._refused] = True
        self.values.update(self.free(wanted))
        self.save()

    def take_refusal(self) -> bool:
        """Whether a change was refused since this was last asked."""
        return st.session_state.pop(self._refused, False)

    def free(self, changes: Mapping[str, Any]) -> dict[str, Any]:
        """Those changes that nothing fixed stands against."""
        return {k: v for k, v in changes.items() if k not in self.fixed}

    def control(self, name: str, label: str) -> dict[str, Any]:
        """What a widget for one of the parameters is told: its name, and whether it is fixed."""
        if name not in self.fixed:
            return {"label": label}
        return {"label": f"{label} · {t('share.fixed')}", **self.button(name)}

    def button(self, name: str, *, disabled: bool = False) -> dict[str, Any]:
        """The same for a button that changes the parameter; ``disabled``: it would not anyway."""
        if name not in self.fixed:
            return {"disabled": disabled}
        return {"disabled": True, "help": t("share.fixed_message")}

    def save(self) -> None:
        """Remember the values for the session and put them into the address."""
        st.session_state[self._key] = dict(self.values)
        written = {
            self._prefix + name: param.format(self.values[name])
            for name, param in self._params.items()
            if self.values[name] != param.default
        }
        own = {self._prefix + name for name in self._params}
        kept = {k: v for k, v in address.current().items() if k not in own}
        address.write(kept | written)


def open_state(
    page_id: str, params: Sequence[Param], *, part: str | None = None, prefix: str = ""
) -> PageState:
    """The parameters of a page, or of a part of it with a memory of its own, for this run.

    In the address their names begin with ``prefix``.

    The address rules. Only on arriving from another page, where Streamlit has cleared the address,
    does the session's memory of the page fill what the address does not name.
    """
    key = f"{page_id}.{part}" if part else page_id
    state = PageState(key, params, prefix)
    fixed.note(params, prefix)
    arriving = st.session_state.get("shell.arrived_at") == page_id
    remembered = _remembered(key) if arriving else {}
    state.load(address.current(), remembered)
    state.save()
    return state


def open_part(page_id: str, params: Sequence[Param], part: str, *, prefix: str = "") -> PageState:
    """A part of a page, with a word on the spot about what its address got wrong."""
    state = open_state(page_id, params, part=part, prefix=prefix)
    for notice in state.notices:
        show_notice(notice)
    if state.take_refusal():
        show_notice(t("share.fixed_message"))
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
        name: by_name[name].parse(as_text(value))[0]
        for name, value in raw.items()
        if name in by_name
    }
