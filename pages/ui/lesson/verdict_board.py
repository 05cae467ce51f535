"""Claims that are often made: the learner judges each, then sees what it comes to, computed."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import partial
from html import escape

import streamlit as st

from lessons.machinery.answers import short_value
from lessons.machinery.claims import Cell, Claim, Evidence
from lessons.machinery.questions import split_diagnosis
from lessons.machinery.slides import LETTERS, SlideOption, SlideQuestion
from pages.ui.lesson.findings import finding_html, inline_html
from pages.ui.lesson.words import words_of
from pages.ui.shell import learner, text
from pages.ui.shell.language import sentences, t
from pages.ui.slides import pieces
from pages.ui.slides.pieces import Asking

Word = Callable[..., str]
_JUDGEMENTS = (("holds", True), ("loose", False))


def show_verdicts(page_id: str, claims: Sequence[Claim]) -> None:
    """Each claim with two buttons; behind either the table and the verdict. A slide asks for one.

    Args:
        page_id: The lesson; its ``words.toml`` has the words of the claims.
        claims: In the order in which they are judged.
    """
    word = words_of(page_id)
    if not pieces.plan().collects:
        pieces.put("board", partial(_board, page_id, claims))
        return
    for claim in claims:
        said = word(f"claims.{claim.name}.said")
        asking = Asking(partial(_asks, page_id, claim, said, word))
        pieces.put("question", partial(_evidence, claim, word), title=said, asking=asking)


def _asks(page_id: str, claim: Claim, said: str, word: Word) -> SlideQuestion:
    """Both judgements: behind the right one the verdict, behind the other what it did not see."""
    found = split_diagnosis(_verdict(claim, claim.evidence(), word))
    options = tuple(
        SlideOption(letter, t(f"verdict.{name}"), holds == claim.holds,
                    found.headline if holds == claim.holds else t("verdict.otherwise"),
                    found.reason if holds == claim.holds else "")
        for letter, (name, holds) in zip(LETTERS, _JUDGEMENTS, strict=False)
    )  # fmt: skip
    return SlideQuestion(f"{page_id}.{claim.name}", said, options)


def _evidence(claim: Claim, word: Word) -> None:
    """What a claim was held against, once it is judged."""
    if pieces.plan().is_revealed:
        text.show_html(_table(claim.evidence(), word))


@learner.kept_fragment
def _board(page_id: str, claims: Sequence[Claim]) -> None:
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
        for name, holds in _JUDGEMENTS:
            place = f"{key}.option.{name}"
            st.button(t(f"verdict.{name}"), key=place, on_click=_judge, args=(key, holds))


def _judge(key: str, holds: bool) -> None:
    learner.put(f"judged/{key}", holds)


def _show(claim: Claim, judged: bool, word: Word) -> None:
    found = claim.evidence()
    verdict = _verdict(claim, found, word)
    agreed = t("verdict.agreed" if judged == claim.holds else "verdict.surprised")
    text.show_html(_table(found, word))
    text.show_html(finding_html(split_diagnosis(sentences(verdict, agreed))))


def _verdict(claim: Claim, found: Evidence, word: Word) -> str:
    values: Mapping[str, str] = {name: short_value(value) for name, value in found.values.items()}
    return word(f"claims.{claim.name}.verdict", **values)


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
