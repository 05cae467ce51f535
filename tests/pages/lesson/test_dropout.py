"""The board of the lesson on dropout, as a learner finds it."""

from __future__ import annotations

import re

import pytest

from lessons.dropout.flicker import LAB, PRESSES, net
from lessons.machinery.languages import LANGUAGES
from lessons.machinery.strings import lesson_texts
from pages.ui.lab.params import PARAMS
from tests.pages.lesson.opened import html_of, open_page

PAGE = "dropout"
WORDS = lesson_texts(PAGE)


def answers(html: str) -> list[str]:
    return re.findall(r'<span class="asked[^"]*" role="listitem"><b>(\d)</b>', html)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_ten_presses_flicker_until_eval_is_called(lang):
    app = open_page(PAGE, lang)
    assert answers(html_of(app)) == []
    app.button(key=f"{PAGE}.flicker.once").click().run()
    assert len(answers(html_of(app))) == 1
    app.button(key=f"{PAGE}.flicker.ten").click().run()
    found = answers(html_of(app))
    assert len(found) == PRESSES
    different = len(set(found))
    assert different > 1
    said = WORDS.get("flicker.said", lang, count=PRESSES, different=different)
    assert said in html_of(app)
    app.segmented_control(key=f"{PAGE}.flicker.mode").set_value("eval").run()
    assert not app.exception
    assert answers(html_of(app)) == [str(net().labels[0])] * PRESSES
    app.button(key=f"{PAGE}.flicker.again").click().run()
    assert answers(html_of(app)) == []


def test_the_lab_reads_what_the_link_says():
    known = {param.name: param for param in PARAMS}
    for name, text in LAB.items():
        value, slip = known[name].parse(text)
        assert slip is None
        assert known[name].format(value) == text
