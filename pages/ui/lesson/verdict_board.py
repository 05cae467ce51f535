"""Claims that are often made: the learner judges each, then sees what it comes to, computed."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

import streamlit as st

from lessons.activations.claims import CLAIMS, Cell, Claim, Evidence
from lessons.machinery.questions import split_diagnosis
from pages.ui.lesson.depth_board import short
from pages.ui.lesson.findings import finding_html, inline_html
from pages.ui.lesson.words import words_of
from pages.ui.shell import learner, text
from pages.ui.shell.language import sentences

word = words_of("activations")


@learner.kept_fragment
def show_verdicts(page_id: str) -> None:
    """Each claim with two buttons; behind either the table and the verdict."""
    for number, claim in enumerate(CLAIMS, 1):
        key = f"{page_id}.claims.{claim.name}"
        with st.container(key=f"{key}.card"):
            _claim(number, claim, key)


def _claim(number: int, claim: Claim, key: str) -> None:
    said = inline_html(word(f"claims.{claim.name}.said"))
    text.show_html(f'<div class="question">{number}. {said}</div>')
    judged = learner.get(f"judged/{key}")
    if isinstance(judged, bool):
        _show(claim, judged)
    else:
        _ask(key)


def _ask(key: str) -> None:
    with st.container(key=f"{key}.chips", horizontal=True, gap="small"):
        for name, holds in (("holds", True), ("loose", False)):
            st.button(
                word(f"claims.{name}"), key=f"{key}.{name}", on_click=_judge, args=(key, holds)
            )


def _judge(key: str, holds: bool) -> None:
    learner.put(f"judged/{key}", holds)


def _show(claim: Claim, judged: bool) -> None:
    found = claim.evidence()
    values: Mapping[str, str] = {name: short(value) for name, value in found.values.items()}
    verdict = word(f"claims.{claim.name}.verdict", **values)
    agreed = word("claims.agreed" if judged == claim.holds else "claims.surprised")
    text.show_html(_table(found))
    text.show_html(finding_html(split_diagnosis(sentences(verdict, agreed))))


def _table(found: Evidence) -> str:
    heads = "".join(f"<th>{_shown(head)}</th>" for head in found.heads)
    rows = "".join(
        f"<tr>{''.join(f'<td>{_shown(cell)}</td>' for cell in row)}</tr>" for row in found.rows
    )
    return f'<table class="claim"><tr>{heads}</tr>{rows}</table>'


def _shown(cell: Cell) -> str:
    if isinstance(cell, str):
        return escape(word(cell[1:]) if cell.startswith("@") else cell)
    return short(cell)
