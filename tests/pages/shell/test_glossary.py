"""The glossary lists every term in both languages, and leads to the page that explains it."""

from __future__ import annotations

from html import escape

import pytest

from lessons.machinery.catalogue import LESSONS
from lessons.machinery.languages import LANGUAGES, Language
from lessons.machinery.strings import GLOSSARY
from tests.pages.lesson.opened import html_of, open_page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_term_stands_there_with_pair_and_meaning(lang: Language):
    html = html_of(open_page("glossary", lang))
    for term in GLOSSARY.values():
        begin = html.index(f'<div id="{term.term_id}">')
        shown = html[begin : html.index("</div>", begin)]
        for words in (term.word(lang), term.pair(lang), term.meaning(lang)):
            assert escape(words) in shown


def test_terms_stand_in_the_order_of_the_pages_that_explain_them():
    app = open_page("glossary", "en")
    links = [link.proto.page for link in app.get("page_link")]
    taught = {term.taught for term in GLOSSARY.values()}
    assert links == [entry.page_id for entry in LESSONS if entry.page_id in taught]
    assert taught <= set(links)
