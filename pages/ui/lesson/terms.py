"""The terms row of a lesson: the words it needs, and the colours that stand for them below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from html import escape

from lessons.machinery.languages import other
from lessons.machinery.strings import GLOSSARY
from pages.ui.shell import language, text
from pages.ui.shell.language import t
from pages.ui.slides import pieces


def show_terms(roles: Mapping[str, str], explained: Sequence[str]) -> None:
    """Terms with their meaning; below them what the colours stand for.

    Args:
        roles: Term of the glossary -> role whose colour it wears.
        explained: Terms whose meaning stands beside them.
    """
    pieces.enter("terms")
    pieces.put("terms", partial(_draw, roles, explained), says=_said(explained))


def _said(explained: Sequence[str]) -> str:
    """The terms with their meaning, for who stands before the class."""
    lang = language.current()
    terms = [GLOSSARY[term] for term in explained]
    return "\n".join(
        f"- **{each.word(lang)}**{t('lesson.colon')}{each.meaning(lang)}" for each in terms
    )


def _draw(roles: Mapping[str, str], explained: Sequence[str]) -> None:
    lang = language.current()
    told = "".join(
        f"<span>{_pair(term)}{escape(t('lesson.colon'))}{escape(GLOSSARY[term].meaning(lang))}</span>"
        for term in explained
    )
    colours = {role: GLOSSARY[term].word(lang) for term, role in roles.items()}
    colours["output"] = t("lesson.output")
    legend = [(f"--{role}-line", word) for role, word in colours.items()]
    legend.append(("--accent", t("lesson.your_turn")))
    shown = "".join(
        f'<span><i class="swatch" style="background:var({colour})"></i>{escape(word)}</span>'
        for colour, word in legend
    )
    text.show_html(f'<div class="terms" id="terms">{told}<div class="legend">{shown}</div></div>')


def _pair(term_id: str) -> str:
    term, lang = GLOSSARY[term_id], language.current()
    word, pair = text.term_html(term_id, lang), escape(term.pair(lang))
    return f'{word} <span class="pair" lang="{other(lang)}">{pair}</span>' if pair else word
