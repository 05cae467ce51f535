"""What a lesson offers beyond its core: parts that stay folded until the learner opens them.

A folded part is not drawn at all, so a page costs what its core costs. Which parts are open stands
in the address (``more=modes_same``); ``#modes`` opens one too (``fold_links``).
"""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from lessons.machinery.params import ManyParam
from pages.ui.shell import text
from pages.ui.shell.language import t
from pages.ui.shell.url_state import PageState, open_part, open_state

_MORE = "more"


def open_folds(page_id: str, folds: tuple[str, ...]) -> None:
    """Read the address once, with a word about what it names and the lesson does not have."""
    open_part(page_id, (ManyParam(_MORE, folds),), _MORE)


@st.fragment
def show_fold(
    page_id: str, folds: tuple[str, ...], fold: str, title: str, body: Callable[[], None]
) -> None:
    """A part of a page that is drawn once it is open.

    Args:
        page_id: The lesson.
        folds: All its folded parts, in their order.
        fold: Which of them this is; also its place on the page.
        title: What it is called.
        body: Draws it.
    """
    state = open_state(page_id, (ManyParam(_MORE, folds),), part=_MORE)
    key = f"{page_id}.{_MORE}.{fold}"

    def turned() -> None:
        _turn(state, folds, fold, is_open=st.session_state[key])

    with st.container(key=f"{_MORE}-{fold}"):
        text.anchor(fold)
        st.session_state[key] = fold in state.values[_MORE]  # the address rules
        expander = st.expander(t("lesson.more", title=title), key=key, on_change=turned)
        if expander.open:
            with expander:
                body()


def _turn(state: PageState, folds: tuple[str, ...], fold: str, *, is_open: bool) -> None:
    others = set(state.values[_MORE]) - {fold}
    wanted = others | {fold} if is_open else others
    state.update({_MORE: tuple(each for each in folds if each in wanted)})
