"""Home: what the course is, where to go on, and the map of it."""

from __future__ import annotations

from html import escape

import streamlit as st

from lessons.machinery.catalogue import LESSONS, SECTIONS, Entry
from lessons.machinery.questions import home_recall
from pages.components.course_map import MapWords, Place, Region, course_map
from pages.ui.lesson import recalls
from pages.ui.lesson.frame import LESSON_CSS, STEPS
from pages.ui.lesson.questions import show_items
from pages.ui.shell import language, learner, progress, shell, text
from pages.ui.shell.language import t

MINUTES_AN_ITEM = 0.7


def next_lesson() -> Entry:
    """A lesson that was begun, else the first that is not finished; after the last, the first."""
    left = [entry for entry in LESSONS if not progress.is_finished(entry.page_id)]
    begun = (entry for entry in left if progress.done_steps(entry.page_id))
    return next(begun, left[0] if left else LESSONS[0])


def place(entry: Entry) -> Place:
    """A lesson as it stands on the map."""
    page_id = entry.page_id
    is_current = progress.has_begun() and entry == next_lesson()
    done = progress.is_finished(page_id)
    return {
        "id": page_id,
        "title": t(f"nav.{page_id}"),
        "line": _line(entry),
        "href": f"{page_id}?{language.PARAMETER}={language.current()}",
        "state": "done" if done else "current" if is_current else "open",
        "progress": 1 if done else len(progress.done_steps(page_id) & set(STEPS)) / len(STEPS),
    }


def _line(entry: Entry) -> str:
    line = t(f"map.{entry.page_id}")
    return t("map.timed", line=line, minutes=entry.minutes) if entry.minutes else line


def _note(section: str) -> str:
    """What is said of a section; the lessons of one that has them all take no longer than this."""
    most = max(entry.minutes for entry in LESSONS if entry.section == section)
    return t(f"map.{section}", most=most) if most else t(f"map.{section}")


def regions() -> list[Region]:
    """The sections of the course with what exists in each."""
    return [
        {
            "title": t(f"nav.{section}"),
            "note": _note(section),
            "places": [place(entry) for entry in LESSONS if entry.section == section],
        }
        for section in SECTIONS
    ]


def opening() -> None:
    """Title, lead, and the one filled button: the next lesson."""
    text.show_html(
        f'<h1 class="home-title">{escape(t("course.title"))}</h1>'
        f'<p class="lead">{escape(t("home.lead_numbers"))}<br>{escape(t("home.lead_equal"))}</p>'
    )
    coming, first = next_lesson().page_id, LESSONS[0].page_id
    verb = "home.continue" if progress.has_begun() else "home.begin"
    with st.container(key="home-buttons", horizontal=True):
        if st.button(t(verb, page=t(f"nav.{coming}")), type="primary", key="home.continue"):
            st.switch_page(shell.page_path(coming))
        if coming != first and st.button(t("home.restart"), key="home.restart"):
            st.switch_page(shell.page_path(first))


def recall() -> None:
    """A few items from the lessons worked through so far."""
    finished = [entry.page_id for entry in LESSONS if progress.is_finished(entry.page_id)]
    items = home_recall(finished, recalls.today(), recalls.is_due)
    if not items:
        return
    minutes = t("home.recall_minutes", minutes=max(1, round(len(items) * MINUTES_AN_ITEM)))
    text.show_html(f"<style>{LESSON_CSS}</style>")
    with st.container(key="home-recall"):
        title = f"{escape(t('home.recall'))}<span>{escape(minutes)}</span>"
        text.show_html(f'<h2 class="home-recall-title">{title}</h2>')
        show_items("home", items, seed=recalls.today())


def memory() -> None:
    """Where progress is kept, and the one button that forgets it, after asking once."""
    if not progress.has_begun():
        return
    with st.container(key="home-memory"), st.expander(t("home.memory")):
        text.show(t("home.memory_where"))
        if not st.session_state.get("home.forget.asked"):
            st.button(t("home.forget"), key="home.forget", on_click=_ask)
            return
        text.show(t("home.forget_sure"))
        with st.container(horizontal=True, key="home-forget"):
            st.button(t("home.forget_yes"), key="home.forget.yes", on_click=_forget)
            st.button(t("home.forget_no"), key="home.forget.no", on_click=_ask, args=(False,))


def _forget() -> None:
    learner.forget()
    _ask(False)


def _ask(asks: bool = True) -> None:
    st.session_state["home.forget.asked"] = asks


opening()
recall()
WORDS: MapWords = {"name": t("home.map"), "done": t("home.done"), "current": t("home.current")}
if chosen := course_map(regions(), WORDS):
    st.switch_page(shell.page_path(chosen))
memory()
