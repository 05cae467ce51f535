"""The teacher's notes at the foot of every page of the course that has a place in its order."""

from __future__ import annotations

from html import escape

from lessons.machinery.catalogue import LESSONS
from lessons.machinery.teacher import load_notes, worded
from pages.ui.lesson.more import open_folds, show_fold
from pages.ui.shell import language, text
from pages.ui.shell.for_teacher import PARAMETER as _PART
from pages.ui.shell.for_teacher import TEACHER as _FOLD
from pages.ui.shell.for_teacher import came_as_teacher

WITHHELD = frozenset({"experiments"})
"""Pages whose notes tell what students are to predict: only ``for=teacher`` in the address, never
a click, opens them."""


def are_withheld(page_id: str) -> bool:
    """Whether nobody who only clicks may read the notes of a page."""
    return page_id in WITHHELD and not came_as_teacher(page_id)


def show_notes(page_id: str) -> None:
    """Closed until a teacher opens them: they hold the answers. ``for=teacher`` opens them, too."""
    if page_id not in {entry.page_id for entry in LESSONS}:
        return
    if are_withheld(page_id):
        sentence = escape(language.t("notice.teachers_address"))
        text.show_html(f'<p class="caption for-teacher">{sentence}</p>')
        return
    lang = language.current()
    notes = load_notes(page_id, lang)

    def body() -> None:
        told = "".join(
            f"<h3>{escape(title)}</h3>{text.to_html(worded(page_id, written, lang), lang)}"
            for title, written in notes.sections.values()
        )
        print_it = (
            f'<a href="#{_FOLD}" data-print="{_PART}-{_FOLD}">{language.t("print.notes")}</a>'
        )
        text.show_html(f'<div class="lesson-text teachers-notes">{told}<p>{print_it}</p></div>')

    open_folds(page_id, (_FOLD,), _PART)
    show_fold(page_id, (_FOLD,), _FOLD, notes.title, body, part=_PART)
