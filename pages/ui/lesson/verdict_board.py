"""Claims that are often made: the learner judges each, then sees what it comes to, computed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from html import escape

import streamlit as st

from lessons.machinery.answers import short_value
from lessons.machinery.claims import Cell, Claim, Evidence
from lessons.machinery.questions import split_diagnosis
from pages.ui.lesson.findings import finding_html, inline_html
from pages.ui.lesson.words import words_of
from pages.ui.shell import learner, text
from pages.ui.shell.language import sentences, t
from pages.ui.slides.pieces import piece

Word = Callable[..., str]


@piece("board")
@learner.kept_fragment
def show_verdicts(page_id: str, claims: Sequence[Claim]) -> None:
    """Each claim with two buttons; behind either the table and the verdict.

    Args:
        page_id: The lesson; its ``words.toml`` has the words of the claims.
        claims: In the order in which they are judged.
    """
    word = words_of(page_id)
    for number, claim in enumerate(claims, 1):
        key = f"{page_id}.claims.{claim.name}"
        with st.container(key=f"{key}.card"):
            said = inline_html(word(f"claims.{claim.name}.said"))
            text.show_html(f'<div class="question">{number}. {said}</div>')
            judged = learner.get(f"judged/{key}")
            if isinstance(judged, bool):
                _show(claim, judged, word)
            else:
                _ask(key)


def _ask(key: str) -> None:
    with st.container(key=f"{key}.chips", horizontal=True, gap="small"):
        for name, holds in (("holds", True), ("loose", False)):
            place = f"{key}.option.{name}"
            st.button(t(f"verdict.{name}"), key=place, on_click=_judge, args=(key, holds))


def _judge(key: str, holds: bool) -> None:
    learner.put(f"judged/{key}", holds)


def _show(claim: Claim, judged: bool, word: Word) -> None:
    found = claim.evidence()
    values: Mapping[str, str] = {name: short_value(value) for name, value in found.values.items()}
    verdict = word(f"claims.{claim.name}.verdict", **values)
    agreed = t("verdict.agreed" if judged == claim.holds else "verdict.surprised")
    text.show_html(_table(found, word))
    text.show_html(finding_html(split_diagnosis(sentences(verdict, agreed))))


def _table(found: Evidence, word: Word) -> str:
    heads = "".join(f"<th>{_shown(head, word)}</th>" for head in found.heads)
    rows = "".join(
        f"<tr>{''.join(f'<td>{_shown(cell, word)}</td>' for cell in row)}</tr>"
        for row in found.rows
    )
    return f'<table class="claim"><tr>{heads}</tr>{rows}</table>'


def _shown(cell: Cell, word: Word) -> str:
    if isinstance(cell, str):
        return escape(word(cell[1:]) if cell.startswith("@") else cell)
    return short_value(cell)
