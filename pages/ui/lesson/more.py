"""What a lesson offers beyond its core: parts that stay folded until the learner opens them.

A folded part is not drawn at all, so a page costs what its core costs. Which parts are open stands
in the address (``more=modes_same``); ``#modes`` opens one too (``fold_links``).
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from lessons.machinery.params import ManyParam
from pages.ui.shell import text
from pages.ui.shell.url_state import open_part, open_state

MORE = "more"
_FOLDS: dict[str, tuple[str, ...]] = {}


def open_folds(page_id: str, folds: tuple[str, ...], part: str = MORE) -> None:
    """Read the address once, with a word about what it names and the page does not have."""
    if part == MORE:
        _FOLDS[page_id] = folds
    open_part(page_id, (ManyParam(part, folds),), part)


def folds_of(page_id: str) -> tuple[str, ...]:
    """The parts beyond its core that a page folds, as its script said when it last ran.

    Every page is run once when the server starts (``first_look``); before that none are known.
    """
    return _FOLDS.get(page_id, ())


def opened_folds(page_id: str, folds: tuple[str, ...], part: str = MORE) -> tuple[str, ...]:
    """Which of them are open."""
    return open_state(page_id, (ManyParam(part, folds),), part=part).values[part]


@st.fragment
def show_fold(
    page_id: str,
    folds: tuple[str, ...],
    fold: str,
    label: str,
    body: Callable[[], None],
    *,
    part: str = MORE,
) -> None:
    """A part of a page that is drawn once it is open.

    Args:
        page_id: The page.
        folds: All its folded parts of this kind, in their order.
        fold: Which of them this is; also its place on the page.
        label: What stands on it while it is closed.
        body: Draws it.
        part: The parameter of the address that names those that are open.
    """
    state = open_state(page_id, (ManyParam(part, folds),), part=part)
    key = f"{page_id}.{part}.{fold}"

    def turned() -> None:
        # Each fold runs by itself, so what this run saw may have been turned since.
        others = set(opened_folds(page_id, folds, part)) - {fold}
        wanted = others | {fold} if st.session_state[key] else others
        state.update({part: tuple(each for each in folds if each in wanted)})

    with st.container(key=f"{part}-{fold}"):
        text.anchor(fold)
        st.session_state[key] = fold in state.values[part]  # the address rules
        expander = st.expander(label, key=key, on_change=turned)
        if expander.open:
            with expander:
                body()
