"""A formula of the notes on trial: the learner picks cases and holds it against the grid."""

from __future__ import annotations

from html import escape

import streamlit as st

from lessons.machinery.params import IntParam
from lessons.machinery.questions import show_value, split_diagnosis
from lessons.stride_padding.claims import Trial, trial
from pages.ui.lesson.number_field import number_field
from pages.ui.lesson.questions import finding_html
from pages.ui.shell import text
from pages.ui.shell.language import t
from pages.ui.shell.url_state import open_part

_PARAMS = (
    IntParam("claim_n", 1, 32, 5),
    IntParam("claim_k", 1, 11, 3),
    IntParam("claim_p", 0, 5, 0),
    IntParam("claim_s", 1, 4, 1),
)
_MOST_TRIED = 6


@st.fragment
def show_claim(page_id: str) -> None:
    """Four numbers to pick; the notes' formula, the corrected one and the real size."""
    key = f"{page_id}.claim"
    state = open_part(page_id, _PARAMS, "claim")
    chosen = {}
    with st.container(key=f"{key}.controls", horizontal=True):
        for param in _PARAMS:
            name = param.name.removeprefix("claim_")
            chosen[name] = number_field(
                param, state, label=t(f"claim.{name}"), key=f"{key}.{name}", width=150
            )
    now = trial(**chosen)
    tried: list[Trial] = st.session_state.setdefault(f"{key}.tried", [])
    if now in tried:
        tried.remove(now)
    tried.append(now)
    del tried[:-_MOST_TRIED]
    text.show_html(finding_html(split_diagnosis(_verdict(now))))
    text.show_html(_table(tried))


def _verdict(now: Trial) -> str:
    claimed = show_value(now.claimed)
    if now.counted is None:
        padded = now.n + 2 * now.p
        return t("claim.nothing_fits", k=now.k, padded=padded, claimed=claimed)
    if now.notes_hold:
        return t("claim.agrees", real=now.counted)
    return t("claim.differs", claimed=claimed, real=now.counted)


def _table(tried: list[Trial]) -> str:
    heads = "".join(f"<th>{escape(t(f'claim.{name}'))}</th>" for name in
                    ("tried", "notes", "corrected", "grid"))  # fmt: skip
    return f'<table class="claim"><tr>{heads}</tr>{"".join(map(_row, reversed(tried)))}</table>'


def _row(case: Trial) -> str:
    none = t("claim.none")
    named = t("claim.case", n=case.n, k=case.k, p=case.p, s=case.s)
    mark = "" if case.notes_hold else ' class="off"'
    corrected = none if case.corrected is None else case.corrected
    counted = none if case.counted is None else case.counted
    return (
        f"<tr><td>{escape(named)}</td><td{mark}>{show_value(case.claimed)}</td>"
        f"<td>{corrected}</td><td><b>{counted}</b></td></tr>"
    )
