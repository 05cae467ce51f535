"""A number to choose, kept in the address: a setting of a board that Streamlit draws."""

from __future__ import annotations

import streamlit as st

from lessons.machinery.params import IntParam
from pages.ui.shell.url_state import PageState


def number_field(param: IntParam, state: PageState, *, label: str, key: str, width: int) -> int:
    """A field for one parameter of ``state``; a change goes into the address.

    Args:
        param: What may be chosen; one of the parameters of ``state``.
        state: The part of the page that the number belongs to.
        label: Its name, translated.
        key: Name of the element.
        width: In pixels.
    """

    def changed() -> None:
        state.update({param.name: int(st.session_state[key])})

    chosen = state.values[param.name]
    if param.name in state.concealed:
        return chosen
    # The address rules: it may be another link by now. Said in every run: a browser that draws two
    # answers at once sees only the second, and would begin a new field at its smallest number.
    st.session_state[key] = chosen
    st.number_input(
        min_value=param.low,
        max_value=param.high,
        step=1,
        key=key,
        width=width,
        on_change=changed,
        **state.control(param.name, label),
    )
    return chosen
