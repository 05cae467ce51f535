"""Questions on a page: a number to type or options to choose, each answer diagnosed at once.

Every question is a fragment, so an answer reruns only its question. The learner's record keeps the
answer as it was given, never its words: a switch of language words the same finding anew.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from functools import partial
from html import escape, unescape

import streamlit as st

from lessons.machinery.figure import has_figure
from lessons.machinery.params import IntParam
from lessons.machinery.questions import (
    CAUSES,
    Diagnosis,
    Question,
    Slip,
    as_choice,
    explain,
    option_label,
    prompt,
    recall_items,
    reveal,
    warms_up,
)
from lessons.machinery.slides import on_slide
from lessons.machinery.teacher import step_key
from pages.ui.lesson import milestones, recalls, score
from pages.ui.lesson.asked import Asked, Stage
from pages.ui.lesson.exchange import Guest
from pages.ui.lesson.findings import finding_html, inline_html
from pages.ui.lesson.replay import grid_button, show_on_grid
from pages.ui.shell import language, learner, text
from pages.ui.shell.language import t
from pages.ui.shell.url_state import open_part
from pages.ui.slides import pieces
from pages.ui.slides.pieces import Asking

_DAY = IntParam("recall_day", 0, 99_999, 0)
"""The day whose items are recalled; 0 is today."""

Figure = Callable[[Question, Stage], str]
Replay = Callable[[Slip], None]


def show_question(
    page_id: str,
    question_id: str,
    *,
    step: str | None = None,
    figure: Figure | None = None,
    below: Callable[[Stage], None] | None = None,
    then: Callable[[], None] | None = None,
    replay: Replay | None = None,
) -> None:
    """A question of the lesson, with another one of its kind once it is answered.

    Args:
        page_id: The lesson.
        question_id: Its question.
        step: The step of the lesson that a right answer completes.
        figure: HTML beside the question, from the question and how far it is; a drawing must not
            give the answer away, so it may stay empty, or say less, until it is closed.
        below: Draws what stands below the question and waits for an answer: it is told how far the
            question is. It has a slide of its own after that of the question.
        then: Draws what the answer is read off; it follows the answer, on a slide of its own.
        replay: Shows a slip on a board of the page that is no ``Figure``.
    """
    if not pieces.plan().collects:
        if pieces.is_here_shown():
            _question_fragment(page_id, question_id, step, figure, _under(below, then), replay)
        return
    asked = Asked(page_id, question_id)
    pieces.put(
        "question",
        lambda: _draw_on_slide(asked, figure, below),
        title=prompt(asked.question, language.current()),
        asking=Asking(
            lambda: on_slide(asked.question, asked.seed, language.current()),
            vary=asked.vary,
            can_vary=lambda: asked.next_seed() is not None,
        ),
    )
    if below or then:
        pieces.put("board", partial(_under(below, then), "closed"), title=pieces.free_title())


def _under(
    below: Callable[[Stage], None] | None, then: Callable[[], None] | None
) -> Callable[[Stage], None]:
    def draw(stage: Stage) -> None:
        if below:
            below(stage)
        if then and stage == "closed":
            then()

    return draw


def _draw_on_slide(
    asked: Asked, figure: Figure | None, below: Callable[[Stage], None] | None
) -> None:
    """What stands with a question; its words and options belong to the deck."""
    stage: Stage = "closed" if pieces.plan().is_revealed else "open"
    if beside := figure(asked.question, stage) if figure else "":
        text.show_html(beside)
    if below:
        below(stage)


@learner.kept_fragment
def _question_fragment(
    page_id: str,
    question_id: str,
    step: str | None,
    figure: Figure | None,
    under: Callable[[Stage], None],
    replay: Replay | None,
) -> None:
    asked = Asked(page_id, question_id)
    name = f"{page_id}.{question_id}"
    beside = figure(asked.question, asked.stage) if figure else ""
    with st.container(key=f"{name}.card"):
        if not beside:
            _draw(asked, name, replay)
        else:
            words, drawing = st.columns([2, 1], gap="medium", vertical_alignment="center")
            with words:
                _draw(asked, name, replay)
            with drawing:
                text.show_html(beside)
    under(asked.stage)
    if step and asked.is_right and milestones.reach(page_id, step):
        st.rerun()  # the rail above shows the finished step


def _draw(asked: Asked, name: str, replay: Replay | None) -> None:
    text.show_html(
        f'<div class="question">{inline_html(prompt(asked.question, language.current()))}</div>'
    )
    if asked.question.kind == "choice":
        with st.container(key=f"{name}.chips", horizontal=True, gap="small"):
            _chips(asked)
            _after(asked, replay)
    else:
        _number(asked, name, replay)
    _finding(asked)


def _number(asked: Asked, name: str, replay: Replay | None) -> None:
    """The field and its buttons; after a wrong answer it stands as typed."""
    if asked.stage == "open":
        _field(asked, name)
        return
    with st.container(key=f"{name}.row", horizontal=True, vertical_alignment="center"):
        if asked.is_right:
            text.show_html(_right_chip(_as_read(asked)), width="content")
        elif asked.given is not None:
            typed = f'<div class="typed">{escape(_as_read(asked))}</div>'
            text.show_html(typed, width="content")
        if asked.stage == "tried":
            st.button(t("question.try_again"), key=f"{asked.key}.again", on_click=asked.reopen)
            st.button(
                t("question.skip"), key=f"{asked.key}.show", type="tertiary", on_click=asked.show
            )
        _after(asked, replay)


def _field(asked: Asked, name: str) -> None:
    # The frame of the page gives the field its keyboard, and a sign beside the digits.
    keyboard = asked.question.keyboard
    with (
        st.form(f"{name}.form", border=False),
        st.container(key=f"{name}.{keyboard}-row", horizontal=True, vertical_alignment="center"),
    ):
        st.text_input(
            _plain(prompt(asked.question, language.current())),
            key=f"{asked.key}.field",
            label_visibility="collapsed",
            max_chars=20,
            autocomplete="off",
            width=156 if keyboard == "signed" else 110,
        )
        st.form_submit_button(
            t("question.submit"), key=f"{asked.key}.submit", on_click=asked.answer_typed
        )
        st.form_submit_button(
            t("question.skip"), key=f"{asked.key}.show", type="tertiary", on_click=asked.show
        )


def _as_read(asked: Asked) -> str:
    return asked.verdict.given if asked.verdict else ""


def _plain(markdown: str) -> str:
    """A text as it is read aloud."""
    return unescape(re.sub(r"<[^>]+>", "", inline_html(markdown)))


def _chips(asked: Asked) -> None:
    """One chip an option. The chosen one is filled with ✓ if right, else only outlined."""
    lang = language.current()
    for index, option in enumerate(asked.question.options):
        label = option_label(asked.question, option, lang)
        chosen = asked.given is not None and option == asked.given
        kind = "secondary"
        if chosen:
            kind = "primary" if asked.is_right else "tertiary"
        st.button(
            f"✓ {label}" if chosen and asked.is_right else label,
            key=f"{asked.key}.option.{index}",
            type=kind,
            disabled=asked.is_right and not chosen,
            on_click=asked.answer,
            args=(option,),
        )


def _after(asked: Asked, replay: Replay | None) -> None:
    """What can follow an answer: the slip on the grid, another question."""
    verdict, figure = asked.verdict, asked.question.figure
    has_place = replay is not None or has_figure(asked.page_id, figure)
    can_show = verdict is not None and not asked.is_right and has_place
    slips = verdict.slips if verdict and can_show else ()
    for cause, slip in enumerate(slips):
        label = t("question.replay")
        shown = f"{CAUSES[cause]} {label}" if len(slips) > 1 else label
        key = f"{asked.key}.replay.{cause}" if cause else f"{asked.key}.replay"
        if verdict and slip.replay and _wants_replay(asked, slip.replay, shown, key, replay):
            if replay:
                replay(slip)
            else:
                answered = (asked.question, replace(verdict, slips=(slip,)))
                guest = Guest(asked.card, answered, is_question=True)
                show_on_grid(asked.page_id, slip.replay, guest, figure=figure)
            st.rerun()  # the stepper stands outside this fragment
    if asked.stage == "closed" and asked.next_seed() is not None:
        st.button(
            t("question.another"), key=f"{asked.key}.another", type="tertiary", on_click=asked.vary
        )


def _wants_replay(
    asked: Asked, settings: Mapping[str, object], label: str, key: str, replay: Replay | None
) -> bool:
    """The button for a slip's replay: on a figure of the page, else where the page knows."""
    if replay:
        return st.button(label, key=key, type="tertiary")
    return grid_button(asked.page_id, label, settings, key=key, figure=asked.question.figure)


def _finding(asked: Asked) -> None:
    """What the answer shows; below it the right one, where that was asked for or tried twice."""
    verdict, lang, given = asked.verdict, language.current(), ""
    if verdict and not verdict.is_readable and not asked.is_shown:
        _tell(Diagnosis(t("question.unreadable", given=verdict.given), ""))
    elif verdict and verdict.is_readable and (verdict.slips or not asked.is_shown):
        _tell(explain(asked.question, verdict, lang))
    elif verdict and verdict.is_readable:
        given = verdict.given
    if asked.is_shown:
        _tell(reveal(asked.question, lang, given))


def _tell(finding: Diagnosis) -> None:
    text.show_html(finding_html(finding))


def _right_chip(given: object) -> str:
    return f'<span class="chip-right">✓ {escape(str(given))} {escape(t("question.right"))}</span>'


def show_recall(page_id: str) -> None:
    """The row that opens a lesson: up to three items from earlier lessons, one at a time.

    Each day asks others; the first lesson warms up with what needs no lesson before it.
    """
    pieces.enter("recall", t(step_key(page_id, "recall")))
    asked = open_part(page_id, (_DAY,), _DAY.name)
    day = asked.values[_DAY.name] or recalls.today()
    items = recall_items(page_id, day)
    if pieces.plan().collects:
        asked.update({_DAY.name: day})  # a link to a slide asks the same tomorrow
        for item in items:
            _collect_item(item, day)
    elif pieces.is_here_shown():
        show_items(page_id, items, seed=day, step="recall")


def _collect_item(item: Question, seed: int) -> None:
    pieces.put(
        "question",
        lambda: None,
        title=prompt(item, language.current()),
        asking=Asking(lambda: on_slide(item, seed, language.current())),
    )


def show_items(
    page_id: str, items: Sequence[Question], *, seed: int = 0, step: str | None = None
) -> None:
    """Short items in one row, one at a time; the last completes ``step``.

    Args:
        page_id: Where they stand.
        items: What is asked.
        seed: From which they were built: other numbers are other items.
        step: The step of a lesson that they complete.
    """
    _items_fragment(page_id, tuple(as_choice(item) for item in items), seed, step)


@learner.kept_fragment
def _items_fragment(page_id: str, items: tuple[Question, ...], seed: int, step: str | None) -> None:
    if items:
        with st.container(key=f"{page_id}.recall.card"):
            _ask_item(page_id, items, seed, step)


def _ask_item(page_id: str, items: tuple[Question, ...], seed: int, step: str | None) -> None:
    place = f"recall/{page_id}.{seed}"
    at = min(int(learner.get(place, 0)), len(items) - 1)
    item = items[at]
    asked = Asked(page_id, f"recall.{item.lesson_id}.{item.question_id}", item, seed)
    counter = t("question.recall", at=at + 1, total=len(items))
    if warms_up(page_id):
        counter = t("step.warm_up")
    words = inline_html(prompt(item, language.current()))
    with st.container(
        key=f"{page_id}.recall-row",
        horizontal=True,
        horizontal_alignment="distribute",
        vertical_alignment="center",
    ):
        text.show_html(
            f'<div class="recall" id="recall"><span class="caption">{escape(counter)}</span>'
            f'<span class="recall-words">{words}</span></div>'
        )
        with st.container(
            key=f"{page_id}.recall.chips", horizontal=True, gap="small", width="content"
        ):
            _chips(asked)
    _finding(asked)
    if not asked.is_right:
        return
    recalls.note(item, is_first_try=score.was_first_try(asked.score_key))
    if at + 1 < len(items):
        st.button(
            t("question.next_item"),
            key=f"{page_id}.recall.next",
            on_click=learner.put,
            args=(place, at + 1),
        )
    elif step and milestones.reach(page_id, step):
        st.rerun()
