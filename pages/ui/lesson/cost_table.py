"""What activation functions cost: operations counted, and the time of this machine on request."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from html import escape

import streamlit as st

from lessons.activations.costs import OPERATIONS, Operations, milliseconds
from pages.ui.lesson.words import words_of
from pages.ui.shell import text
from pages.ui.shell.language import t

word = words_of("activations")


@st.fragment
def show_costs(page_id: str) -> None:
    """The table; its times come once they are asked for."""
    key = f"{page_id}.costs"
    if not st.session_state.get(key):
        st.button(word("cost.measure"), key=f"{key}.measure", on_click=_ask, args=(key,))
    times: Mapping[str, float] = milliseconds() if st.session_state.get(key) else {}
    heads = ("function", "operations", *(("time", "against") if times else ()))
    head = "".join(f"<th>{escape(word(f'cost.{name}'))}</th>" for name in heads)
    rows = "".join(_row(name, counted, times) for name, counted in OPERATIONS.items())
    text.show_html(f'<table class="claim"><tr>{head}</tr>{rows}</table>')
    if times:
        text.show_html(f'<p class="caption">{escape(word("cost.note"))}</p>')


def _ask(key: str) -> None:
    st.session_state[key] = True


def _row(name: str, counted: Operations, times: Mapping[str, float]) -> str:
    listed = t("lesson.separator").join(
        f"{count} {word(f'cost.{kind}')}" for kind, count in asdict(counted).items() if count
    )
    measured = ""
    if times:
        measured = f"<td>{times[name]:.2f}</td><td>{times[name] / times['relu']:.1f}</td>"
    return f"<tr><td>{word(f'name.{name}')}</td><td>{escape(listed)}</td>{measured}</tr>"
