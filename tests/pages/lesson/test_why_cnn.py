"""The boards of the first lesson, as a learner finds them."""

from __future__ import annotations

import re
import threading
from collections.abc import Iterator

import pytest

from lessons.machinery.background import Background
from lessons.machinery.languages import LANGUAGES
from lessons.machinery.questions import build
from lessons.machinery.strings import lesson_texts
from lessons.why_cnn import gradients, shuffle
from pages.ui.lesson import gradient_board
from pages.ui.lesson.stills import still_figure
from tests.pages.lesson.opened import html_of, open_page
from tests.pages.lesson.test_pooling import sent_to
from tests.pages.lesson.test_questions import answer

PAGE = "why_cnn"
WORDS = lesson_texts(PAGE)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_results_and_gradients_are_shown_once_they_were_guessed(lang):
    app = open_page(PAGE, lang)
    html = html_of(app)
    assert 'class="dumbbell"' not in html
    assert 'class="gradient-panel"' not in html
    gradients.FOUND.wait()
    for name in ("shuffled", "three_layers"):
        question = build(PAGE, name)
        answer(app, f"{PAGE}.{name}", question, question.slips[0].answer)
    html = html_of(app)
    rows = shuffle.rows()
    for network in shuffle.NETWORKS:
        plain, shuffled = (
            f"{100 * rows[f'{network}_{order}'].first['test_accuracy']:.1f}"
            for order in ("plain", "shuffled")
        )
        name = WORDS.get(f"shuffle.{network}", lang)
        said = WORDS.get("shuffle.row", lang, network=name, plain=plain, shuffled=shuffled)
        assert f'aria-label="{said}"' in html
    assert html.count('class="gradient-panel"') == 3
    assert not app.exception


def test_gradients_are_worked_out_behind_the_page(monkeypatch):
    gate = threading.Event()

    def waiting() -> Iterator[None]:
        gate.wait(30)
        yield

    work = Background(waiting, 1)
    monkeypatch.setattr(gradient_board, "FOUND", work)
    app = open_page(PAGE, "en")
    assert work.is_running  # while the learner still judges
    question = build(PAGE, "three_layers")
    answer(app, f"{PAGE}.three_layers", question, question.answer)
    assert 'class="gradient-panel"' not in html_of(app)
    gate.set()
    work.wait()
    assert html_of(app.run()).count('class="gradient-panel"') == 3
    assert not app.exception


def test_a_link_to_thirty_layers_that_begin_well_shows_them():
    app = open_page(PAGE, "en", gradient_layers="30", gradient_init="good")
    gradients.FOUND.wait()
    question = build(PAGE, "three_layers")
    answer(app, f"{PAGE}.three_layers", question, question.answer)
    html = html_of(app)
    bars = re.findall(r'class="gradient-bars"[^>]*>((?:<i [^>]*></i>)+)', html)
    assert [one.count("<i ") for one in bars] == [30] * 3
    assert html.count("is-little") == 1  # the sigmoid alone


def test_the_first_look_has_the_three_matrices_and_the_large_one():
    app = open_page(PAGE, "en", links="local")
    sent = sent_to(app, f"{PAGE}.stepper")
    assert sent["band"]["keyboard"] == "digits"  # a count has no sign
    drawn = still_figure(sent)
    counts = re.findall(r'class="melt-count"[^>]*>([^<]+)<', drawn)
    assert counts == ["256", "?", "?"]  # the second is asked for, the third was not chosen yet
    assert drawn.count('"melt-card" aria-pressed="true"') == 1
    large = drawn[drawn.index('class="weights') :]
    assert (large.count("data-empty"), large.count("--t:")) == (256 - 100, 100)
