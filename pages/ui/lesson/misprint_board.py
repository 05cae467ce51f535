"""A copied table on its page: mark what is wrong in it, have it checked, see the right one.

The address holds ``marked``.
"""

from __future__ import annotations

import streamlit as st

from lessons.machinery.params import ManyParam, Param
from lessons.machinery.questions import split_diagnosis
from lessons.machinery.strings import lesson_texts
from lessons.vgg.columns import NAMES, column
from lessons.vgg.misprint import Hunt, block_names, counted, printed, wrong
from pages.components.misprint import misprint
from pages.ui.lesson.board_memory import event, memory_of, whole
from pages.ui.lesson.findings import finding_html
from pages.ui.lesson.words import words_of
from pages.ui.shell import language, learner, text
from pages.ui.shell.language import t
from pages.ui.shell.url_state import checked, open_part
from pages.ui.slides.pieces import piece

LESSON = "vgg"
word = words_of(LESSON)
PARAMS: tuple[Param, ...] = (ManyParam("marked", block_names()),)
_TRIES = 2
"""After so many checks that were not right the table is told."""


@piece("board")
@learner.kept_fragment
def show_misprint(page_id: str) -> None:
    """The table, a check, and what is wrong once it was found or asked for."""
    key = f"{page_id}.misprint"
    state, memory = open_part(page_id, PARAMS, "misprint"), memory_of(page_id)

    def changed() -> None:
        sent = event(key, "settings")
        memory.heard[key] = whole(sent.get("n"))
        state.update(checked(PARAMS, sent))

    marked = "_".join(state.values["marked"])
    tries, last = _kept(key)
    hunt = Hunt.of(frozenset(state.values["marked"]))
    is_solved = last == marked and hunt.missed == hunt.spared == 0
    is_told = last is not None and (is_solved or tries >= _TRIES)
    misprint(
        {
            "columns": [_column(name) for name in NAMES],
            "settings": {"marked": marked},
            "truth": wrong() if is_told else {},
            "heard": memory.heard.get(key, 0),
            "words": lesson_texts(LESSON).area("misprint", language.current()),
        },
        on_settings=changed,
        key=key,
    )
    if not is_told:
        _buttons(key, marked, tries)
    if is_told or last == marked:
        told = _said(hunt, is_solved=is_solved, is_told=is_told)
        text.show_html(finding_html(split_diagnosis(told)))


def _buttons(key: str, marked: str, tries: int) -> None:
    with st.container(key=f"{key}.buttons", horizontal=True, gap="small"):
        st.button(
            word("misprint_said.check"), key=f"{key}.check", disabled=not marked,
            on_click=_check, args=(key, tries + 1, marked),
        )  # fmt: skip
        st.button(
            t("question.skip"), key=f"{key}.show", type="tertiary",
            on_click=_check, args=(key, _TRIES, marked),
        )  # fmt: skip


def _check(key: str, tries: int, marked: str) -> None:
    learner.put(f"checked/{key}", [tries, marked])


def _kept(key: str) -> tuple[int, str | None]:
    match learner.get(f"checked/{key}"):
        case [int(tries), str(marked)]:
            return tries, marked
    return 0, None


def _column(name: str) -> dict[str, object]:
    head = word("misprint_said.layers", count=column(name).depth)
    return {"name": name, "head": head, "blocks": printed(name)}


def _said(hunt: Hunt, *, is_solved: bool, is_told: bool) -> str:
    stated, has = counted("E")
    if is_solved or is_told:
        key = "solved" if is_solved else "told"
        return word(f"misprint_said.{key}", count=len(wrong()), stated=stated, has=has)
    return word(
        "misprint_said.tried", found=hunt.found, missed=hunt.missed, spared=hunt.spared
    )  # fmt: skip
