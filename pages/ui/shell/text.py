"""Lesson text on screen: Markdown to HTML, with glossary terms and role colours."""

from __future__ import annotations

import re
from functools import lru_cache
from html import escape
from typing import Literal

import streamlit as st
from markdown_it import MarkdownIt

from lessons.machinery.cells import MINUS
from lessons.machinery.languages import Language
from lessons.machinery.strings import GLOSSARY, STRINGS
from lessons.machinery.text import Section
from pages.ui.shell import language

_LINK = re.compile(
    r'<a href="(?P<kind>term|role|page):(?P<name>[a-z_]+)(?:#(?P<fold>[a-z_]+))?">(?P<text>.*?)</a>'
)
_NO_BREAK = "\u00a0"
ROLES = frozenset({"input", "kernel", "output", "padding", "accent"})


class _LessonMarkdown(MarkdownIt):
    """Markdown whose links lead to terms, roles, pages, places on the page and the open web."""

    def validateLink(self, url: str) -> bool:
        return url.startswith(("term:", "role:", "page:", "https:", "#"))


# html stays off: lesson text is prose, and user data may be filled into its slots.
_markdown = _LessonMarkdown("commonmark", {"html": False, "typographer": False}).enable("table")


@lru_cache(maxsize=2048)
def to_html(markdown: str, lang: Language) -> str:
    """Render lesson Markdown: ``*x*`` a variable, ``[..](term:..)`` a term, ``(role:..)`` a role.

    ``[](page:pooling)`` leads to a page and is called as the page is; ``[](page:pooling#global)``
    opens a folded part of it.

    Raises:
        KeyError: If a term is not in the glossary, a role or a page does not exist.
    """
    return _marked_up(_markdown.render(markdown), lang)


@lru_cache(maxsize=2048)
def inline_html(markdown: str, lang: Language) -> str:
    """As ``to_html``, for a sentence that stands inside other HTML; it raises the same."""
    return _marked_up(_markdown.renderInline(markdown), lang)


def _marked_up(html: str, lang: Language) -> str:
    html = html.replace("<em>", "<var>").replace("</em>", "</var>")
    html = html.replace(f" {MINUS} ", f"{_NO_BREAK}{MINUS}{_NO_BREAK}")  # N − F stays on its line
    return _LINK.sub(lambda match: _span(match, lang), html)


def _span(match: re.Match[str], lang: Language) -> str:
    kind, name, text = match["kind"], match["name"], match["text"]
    if kind == "role":
        if name not in ROLES:
            raise KeyError(f"no role {name!r}")
        return f'<span class="role-{name}">{text}</span>'
    if kind == "page":
        return _page_link(name, match["fold"], text, lang)
    return term_html(name, lang, text)


def _page_link(page_id: str, fold: str | None, text: str, lang: Language) -> str:
    """A link to another page; the page frame follows it in place (``links.js``)."""
    shown = text or escape(STRINGS.get(f"nav.{page_id}", lang))
    place = f"#{fold}" if fold else ""
    return (
        f'<a class="to-page" href="./{page_id}?{language.PARAMETER}={lang}{place}" '
        f'data-page="{page_id}">{shown}</a>'
    )


def term_html(term_id: str, lang: Language, text: str | None = None) -> str:
    """A term that shows its pair and meaning on hover and on keyboard focus."""
    term = GLOSSARY[term_id]
    told = " · ".join(filter(None, (term.pair(lang), term.meaning(lang))))
    hint = escape(told, quote=True)
    shown = text if text is not None else escape(term.word(lang))
    return f'<span class="term" tabindex="0" data-hint="{hint}">{shown}</span>'


def show(markdown: str) -> None:
    """Put lesson Markdown on the page."""
    show_html(f'<div class="lesson-text">{to_html(markdown, language.current())}</div>')


def show_section(section: Section, *, heading: bool = True) -> None:
    """A section of a lesson: heading with its anchor, then its body."""
    lang = language.current()
    head = (
        f'<h2 class="lesson-heading" id="{section.section_id}">{escape(section.title)}</h2>'
        if heading
        else ""
    )
    show_html(f'<div class="lesson-text">{head}{to_html(section.body, lang)}</div>')


def show_html(html: str, *, width: Literal["stretch", "content"] = "stretch") -> None:
    """Put HTML made by this module on the page (Streamlit sanitises it once more)."""
    st.html(html, width=width)


def anchor(section_id: str) -> None:
    """A place that the rail can go to where no heading stands."""
    show_html(f'<span class="anchor" id="{section_id}"></span>')
