"""The frame of a lesson: title, the rail of its steps, its text, its foot."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from pathlib import Path

from lessons.machinery.languages import beside, other
from lessons.machinery.questions import warms_up
from lessons.machinery.text import LessonText, load_lesson
from pages.components.fold_links import fold_links
from pages.components.section_rail import section_rail
from pages.ui.lesson import changes
from pages.ui.lesson.more import open_folds, show_fold
from pages.ui.shell import language, progress, shell, text
from pages.ui.shell.language import t

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
        """Put a section of the lesson's text on the page."""
        section = self.content.sections[section_id].filled(**values)
        text.show_section(section, heading=heading)

    def opening(self, drawing: str, **values: object) -> None:
        """What the lesson is for, in one look: its section ``why`` beside a drawing (HTML)."""
        section = self.content.sections["why"].filled(**values)
        told = text.to_html(section.body, language.current())
        text.show_html(f'<div class="why">{drawing}<div class="lesson-text">{told}</div></div>')

    def more(self, section_id: str, body: Callable[[], None]) -> None:
        """Put a folded part on the page, named by the heading of its section.

        Args:
            section_id: One of ``folds``; ``more=<section_id>`` in the address opens it.
            body: Draws it, once it is open; its text is ``text(section_id, heading=False)``.
        """
        if section_id not in self.folds:
            raise ValueError(f"open_lesson({self.lesson_id!r}) names no fold {section_id!r}")
        title = self.content.sections[section_id].title
        label = t("lesson.more", title=title)
        show_fold(self.lesson_id, self.folds, section_id, label, body)

    def foot(self) -> None:
        """Previous and next lesson."""
        if self.folds:
            fold_links(self.folds, key=f"{self.lesson_id}.fold_links")
        shell.foot(self.lesson_id)


def _label(lesson_id: str, step: str) -> str:
    is_warm_up = step == "recall" and warms_up(lesson_id)
    return t("step.warm_up" if is_warm_up else f"step.{step}")


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
    pair = beside(content.title, load_lesson(lesson_id, other(lang)).title)
    text.show_html(
        f'<h1 class="lesson-title">{escape(content.title)}'
        f'<span class="pair">{escape(pair)}</span></h1>'
        f'<div class="lead">{text.to_html(content.lead, lang)}</div>'
    )
    changes.say(lesson_id)
    progress.take_news()
    done = progress.done_steps(lesson_id)
    section_rail(
        [{"id": step, "label": _label(lesson_id, step), "done": step in done} for step in STEPS],
        {"name": t("step.rail"), "done": t("step.done"), "progress": t("step.progress")},
    )
    if more:
        open_folds(lesson_id, more)
    return Lesson(lesson_id, content, more)
