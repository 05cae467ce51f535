"""The frame of a lesson: title, the rail of its steps, its text, its foot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from html import escape
from pathlib import Path

import streamlit as st

from lessons.machinery.languages import beside, other
from lessons.machinery.teacher import load_notes, step_key
from lessons.machinery.text import LessonText, load_lesson
from pages.components.fold_links import fold_links
from pages.components.section_rail import RailItem, section_rail
from pages.ui.lesson import changes
from pages.ui.lesson.more import open_folds, opened_folds, show_fold
from pages.ui.shell import language, progress, shell, text
from pages.ui.shell.language import t
from pages.ui.slides import deck, pieces, views
from pages.ui.slides.pieces import Plan

LESSON_CSS = (Path(__file__).parent / "lesson.css").read_text(encoding="utf-8")

STEPS = ("recall", "terms", "predict", "observe", "asked", "change", "construct", "summary")
"""The steps every lesson has, in order; each is the id of a section on its page."""


@dataclass(frozen=True, slots=True)
class Lesson:
    """An open lesson page.

    Attributes:
        folds: The sections that stay folded until the learner opens them.
    """

    lesson_id: str
    content: LessonText
    folds: tuple[str, ...] = ()

    def text(self, section_id: str, *, heading: bool = True, **values: object) -> None:
        """Put a section of the lesson's text on the page; a slide has its heading above it."""
        section = self.content.sections[section_id].filled(**values)
        pieces.enter(section_id, section.title)
        if pieces.plan().collects and (not section.body.strip() or section_id == "asked"):
            return  # what stands above the questions is said to a learner alone
        is_headed = heading and not pieces.plan().collects
        draw = partial(text.show_section, section, heading=is_headed)
        pieces.put("text", draw, says=section.body)

    def opening(self, drawing: str, **values: object) -> None:
        """What the lesson is for, in one look: its section ``why`` beside a drawing (HTML)."""
        pieces.enter("why", self.content.title)
        section = self.content.sections["why"].filled(**values)
        told = text.to_html(section.body, language.current())
        html = f'<div class="why">{drawing}<div class="lesson-text">{told}</div></div>'
        pieces.put("opening", lambda: text.show_html(html), says=section.body)

    def drawing(self, html: str) -> None:
        """Put a drawing, a formula or a table on the page (HTML)."""
        pieces.put("drawing", lambda: text.show_html(html))

    def code(self, program: str) -> None:
        """Put program text, or what it prints, on the page."""
        pieces.put("drawing", lambda: _show_code(program))

    def place(self, section_id: str) -> None:
        """A section begins where no heading stands."""
        pieces.enter(section_id)
        pieces.put("aside", lambda: text.anchor(section_id))

    def more(self, section_id: str, body: Callable[[], None]) -> None:
        """Put a folded part on the page, named by the heading of its section.

        Args:
            section_id: One of ``folds``; ``more=<section_id>`` in the address opens it.
            body: Draws it, once it is open; its text is ``text(section_id, heading=False)``.
        """
        if section_id not in self.folds:
            raise ValueError(f"open_lesson({self.lesson_id!r}) names no fold {section_id!r}")
        title = self.content.sections[section_id].title
        pieces.enter(section_id, title)
        if pieces.plan().collects:
            if section_id in self._folds_on_slides():
                body()
        elif pieces.is_shown(section_id):
            label = t("lesson.more", title=title)
            show_fold(self.lesson_id, self.folds, section_id, label, body)

    def _folds_on_slides(self) -> tuple[str, ...]:
        """Those that the address opens, else those that the teacher's plan has minutes for."""
        planned = {place for place, _ in load_notes(self.lesson_id, language.current()).plan}
        opened = opened_folds(self.lesson_id, self.folds)
        return opened or tuple(fold for fold in self.folds if fold in planned)

    def foot(self) -> None:
        """Previous and next lesson; in class view the slide that is on."""
        has_slides = pieces.plan().collects
        named = pieces.end()
        if has_slides:
            deck.show(self.lesson_id, named)
            return
        if self.folds:
            fold_links(self.folds, key=f"{self.lesson_id}.fold_links")
        shell.foot(self.lesson_id)


def _show_code(program: str) -> None:
    st.code(program, language=None, wrap_lines=True)


def open_lesson(lesson_id: str, *, more: tuple[str, ...] = ()) -> Lesson:
    """Title, pair title, lead and rail of a lesson.

    Args:
        lesson_id: The lesson.
        more: Its sections beyond the core, in the order of the page; each is shown by
            ``Lesson.more``.
    """
    lang = language.current()
    content = load_lesson(lesson_id, lang)
    text.show_html(f"<style>{LESSON_CSS}</style>")
    cut = views.open_cut(lesson_id, (*STEPS, *_sections(content), *more))
    pieces.begin(Plan(cut, collects=views.is_of_slides()))
    if more:
        open_folds(lesson_id, more)
    if views.current() == "page":
        _show_head(lesson_id, content)
    return Lesson(lesson_id, content, more)


def _sections(content: LessonText) -> list[str]:
    """Those that can be left out by themselves; a fact belongs to the summary."""
    return [each for each in content.sections if not each.startswith("fact-")]


def _show_head(lesson_id: str, content: LessonText) -> None:
    """Title, pair title, lead and rail."""
    lang = language.current()
    pair = beside(content.title, load_lesson(lesson_id, other(lang)).title)
    text.show_html(
        f'<h1 class="lesson-title">{escape(content.title)} '
        f'<span class="pair">{escape(pair)}</span></h1>'
        f'<div class="lead">{text.to_html(content.lead, lang)}</div>'
    )
    changes.say(lesson_id)
    progress.take_news()
    done = progress.done_steps(lesson_id)
    steps: list[RailItem] = [
        {"id": step, "label": t(step_key(lesson_id, step)), "done": step in done}
        for step in STEPS
        if pieces.is_shown(step)
    ]
    if len(steps) < 2:  # one section alone: nothing to walk along
        return
    section_rail(
        steps,
        {"name": t("step.rail"), "done": t("step.done"), "progress": t("step.progress")},
    )
