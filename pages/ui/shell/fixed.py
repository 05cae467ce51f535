"""What a teacher's link fixes: ``fix=kernel_size,image`` and ``conceal=stride`` in the address.

A fixed setting stays in sight with the value that the address gives it, or its default; one that
is concealed is fixed, and its control is not drawn. Every setting of a page goes through
``url_state``, which asks here; so nothing lists what can be fixed.
"""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from lessons.machinery.figure import STEP
from lessons.machinery.params import EditsParam, Param
from pages.ui.shell import address

PARAMETER = "fix"
CONCEALING = "conceal"
_SETTINGS = "shell.settings"


def among(params: Sequence[Param], prefix: str = "") -> frozenset[str]:
    """Names of those that the address fixes; with a picture, the cells edited over it."""
    asked = names()
    named = {p.name for p in params if prefix + p.name in asked and p.name != STEP}
    return frozenset(
        named | {p.name for p in params if isinstance(p, EditsParam) and p.over in named}
    )


def note(params: Sequence[Param], prefix: str = "") -> None:
    """These are settings of the page that runs now."""
    names = {prefix + p.name for p in params if p.name != STEP}
    st.session_state.setdefault(_SETTINGS, set()).update(names)


def begin_page() -> None:
    """A page begins to run: its settings are not known yet."""
    st.session_state[_SETTINGS] = set()


def unknown() -> list[str]:
    """What the address wants to fix and nothing that the page shows is called."""
    return [name for name in names() if name not in st.session_state.get(_SETTINGS, set())]


def names() -> list[str]:
    """Of the settings that the address fixes, in sight or not; nothing may be called so."""
    return list(dict.fromkeys([*_asked(PARAMETER), *concealed()]))


def concealed() -> list[str]:
    """Those of them whose control is not drawn."""
    return _asked(CONCEALING)


def _asked(parameter: str) -> list[str]:
    return [name for name in (address.get(parameter) or "").split(",") if name]
