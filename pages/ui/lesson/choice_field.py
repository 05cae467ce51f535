"""One of a few words to choose, kept in the address: a setting of a board that Streamlit draws."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from lessons.machinery.params import ChoiceParam
from pages.ui.shell.url_state import PageState


def choice_field(
    param: ChoiceParam,
    state: PageState,
    *,
    label: str,
    name_of: Callable[[str], str],
    key: str,
) -> str:
    """A row of words for one parameter of ``state``; a change goes into the address.

    Args:
        param: What may be chosen; one of the parameters of ``state``.
        state: The part of the page that the choice belongs to.
        label: Its name, translated.
        name_of: The words of a choice, translated.
        key: Name of the element.
    """

    def changed() -> None:
        state.update({param.name: st.session_state[key]})

    chosen = state.values[param.name]
    if param.name in state.concealed:
        return chosen
    st.session_state[key] = chosen  # the address rules
    st.segmented_control(
        options=param.choices,
        format_func=name_of,
        key=key,
        on_change=changed,
        required=True,
        **state.control(param.name, label),
    )
    return chosen
