"""Glossary: every term of the course with its pair, its meaning and the page that explains it."""

from __future__ import annotations

from html import escape

from lessons.machinery.catalogue import LESSONS
from lessons.machinery.languages import other
from lessons.machinery.strings import GLOSSARY, Term
from pages.ui.shell import language, shell, text
from pages.ui.shell.language import t


def opening() -> None:
    """Title and lead."""
    text.show_html(
        f'<h1 class="lesson-title">{escape(t("nav.glossary"))}</h1>'
        f'<p class="lead">{escape(t("glossary.lead", terms=len(GLOSSARY)))}</p>'
    )


def entry(term: Term) -> str:
    """A term and what it means; ``/glossary#kernel`` leads to it."""
    lang = language.current()
    return (
        f'<div id="{term.term_id}"><dt><b>{escape(term.word(lang))}</b> '
        f'<span class="pair" lang="{other(lang)}">{escape(term.pair(lang))}</span></dt>'
        f"<dd>{escape(term.meaning(lang))}</dd></div>"
    )


def taught_on(page_id: str) -> None:
    """The terms that one page explains, below a link to it."""
    terms = [term for term in GLOSSARY.values() if term.taught == page_id]
    if not terms:
        return
    name = t(f"nav.{page_id}")
    text.show_html(f'<h2 class="lesson-heading">{escape(name)}</h2>')
    text.show_html(f'<dl class="glossary">{"".join(map(entry, terms))}</dl>')
    shell.page_link(page_id, t("glossary.open", page=name))


opening()
for lesson in LESSONS:
    taught_on(lesson.page_id)
