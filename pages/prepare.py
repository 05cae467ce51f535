"""Prepare a class: a lesson's sections, settings and answers, and the link that hands it out."""

from __future__ import annotations

from html import escape
from typing import Any

import streamlit as st

from lessons.machinery.catalogue import LESSONS, SECTIONS
from lessons.machinery.preparing import (
    PREPARE,
    Key,
    Setting,
    answer_key,
    last_step,
    sections_of,
    settings_of,
)
from lessons.machinery.teacher import load_notes, worded
from pages.components.prepare_board import PrepareData, prepare_board
from pages.components.saved_plans import saved_plans
from pages.ui.lesson.more import folds_of
from pages.ui.lesson.teacher import are_withheld
from pages.ui.shell import address, language, shell, text
from pages.ui.shell.language import t

PAGE = "prepare"
PARAMETER = "lesson"


def heading(lesson_id: str | None) -> None:
    """Title and lead."""
    lang = language.current()
    name = f' <span class="pair">{escape(t(f"nav.{lesson_id}"))}</span>' if lesson_id else ""
    text.show_html(
        f'<h1 class="lesson-title">{escape(PREPARE.get("prepare.title", lang))}{name}</h1>'
        f'<p class="lead">{escape(PREPARE.get("prepare.lead", lang))}</p>'
    )


def choose(asked: str) -> None:
    """No lesson, or none of this name: all of them to choose from."""
    words = PREPARE.area("prepare", language.current())
    if asked:
        shell.show_notice(words["unknown"].replace("{name}", asked[:80]))
    text.show_html(f'<h2 class="lesson-heading">{escape(words["choose"])}</h2>')
    for section in SECTIONS:
        text.show_html(f'<h3 class="caption">{escape(t(f"nav.{section}"))}</h3>')
        with st.container(horizontal=True):
            for entry in LESSONS:
                if entry.section == section:
                    shell.page_link(PAGE, t(f"nav.{entry.page_id}"), {PARAMETER: entry.page_id})


def board(lesson_id: str) -> None:
    """The board, with all that is known of the lesson."""
    lang = language.current()
    places = settings_of(lesson_id, lang)
    data: PrepareData = {
        "path": lesson_id,
        "title": t(f"nav.{lesson_id}"),
        "language": lang,
        "hour": load_notes(lesson_id, lang).minutes,
        "sections": [
            {
                "id": each.section_id,
                "title": each.title,
                "minutes": each.minutes,
                "planned": each.is_planned,
                "fold": each.is_fold,
                "cut": each.can_hide,
            }
            for each in sections_of(lesson_id, folds_of(lesson_id), lang)
        ],
        "figures": [
            {"title": title, "settings": [setting_data(each) for each in settings]}
            for title, settings in places
            if settings
        ],
        "last": last_step(lesson_id),
        "answers": answers(lesson_id),
        "discussion": discussion(lesson_id),
        "words": PREPARE.area("prepare", lang),
    }
    prepare_board(data, key="prepare_board")


def setting_data(setting: Setting) -> dict[str, Any]:
    """A setting as the browser knows it."""
    return {
        "name": setting.name,
        "label": setting.label,
        "kind": setting.kind,
        "default": setting.default,
        "low": setting.limits[0],
        "high": setting.limits[1],
        "choices": [{"id": each, "label": label} for each, label in setting.choices],
        "main": setting.is_main,
    }


def answers(lesson_id: str) -> list[dict[str, Any]]:
    """The answer key, as HTML."""
    lang = language.current()
    own = 0
    rows = []
    for key in answer_key(lesson_id, lang):
        own += not key.recall
        rows.append(key_data(key, own))
    return rows


def key_data(key: Key, number: int) -> dict[str, Any]:
    """A question with its answer, as HTML."""
    lang = language.current()
    words = PREPARE.area("prepare", lang)
    title = words["recall_item" if key.recall else "question_item"]
    html = [
        (text.inline_html(given, lang), text.inline_html(told, lang)) for given, told in key.slips
    ]
    return {
        "title": title.replace("{number}", str(key.recall or number)),
        "prompt": text.inline_html(key.prompt, lang),
        "answer": text.inline_html(key.answer, lang),
        "slips": html,
    }


def discussion(lesson_id: str) -> str:
    """What to ask the class; not where it would tell what students are to predict."""
    lang = language.current()
    if are_withheld(lesson_id):
        return ""
    _, written = load_notes(lesson_id, lang).sections["ask"]
    return text.to_html(worded(lesson_id, written, lang), lang)


asked = address.get(PARAMETER) or ""
known = asked if asked in {entry.page_id for entry in LESSONS} else None
heading(known)
saved_plans(
    {
        "title": t(f"nav.{known}") if known else "",
        "words": PREPARE.area("prepare.plans", language.current()),
    }
)
if known:
    board(known)
else:
    choose(asked)
