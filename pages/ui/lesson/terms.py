"""The terms row of a lesson: the words it needs, and the colours that stand for them below."""

from __future__ import annotations

from collections.abc import Mapping
from html import escape

from lessons.machinery.strings import GLOSSARY
from pages.ui.shell import language, text
from pages.ui.shell.language import t


def show_terms(roles: Mapping[str, str], explained: tuple[str, ...]) -> None:
    """Terms with the colour of their role, then terms with their meaning.

    Args:
        roles: Term of the glossary -> role whose colour it wears.
        explained: Terms whose meaning stands beside them.
    """
    lang = language.current()
    shown = [
        f'<span><i class="swatch" style="background:var(--{role}-line)"></i>{_pair(term)}</span>'
        for term, role in roles.items()
    ]
    shown.append(
        f'<span><i class="swatch" style="background:var(--accent)"></i>'
        f"{escape(t('lesson.your_turn'))}</span>"
    )
    shown += [
        f"<span>{_pair(term)}{escape(t('lesson.colon'))}{escape(GLOSSARY[term].meaning(lang))}</span>"
        for term in explained
    ]
    text.show_html(f'<div class="terms" id="terms">{"".join(shown)}</div>')


def _pair(term_id: str) -> str:
    term, lang = GLOSSARY[term_id], language.current()
    return f"{text.term_html(term_id, lang)} {escape(term.pair(lang))}"
