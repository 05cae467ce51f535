"""The lanes on their page: their address, and what waits for a prediction."""

from __future__ import annotations

import pytest

from lessons.alexnet.questions import GROUPED
from lessons.alexnet.towers import VARIANTS, tower
from lessons.machinery.languages import LANGUAGES
from lessons.machinery.questions import build
from tests.pages.lesson.opened import html_of, open_page
from tests.pages.lesson.test_figures import sent_to
from tests.pages.lesson.test_questions import answer
from tests.pages.remembered import steps_done

PAGE = "alexnet"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_grouped_layers_wait_for_the_prediction(lang):
    app = open_page(PAGE, lang)
    data = sent_to(app, f"{PAGE}.lanes")
    assert tuple(data["masked"]) == GROUPED
    assert [v["params"] for v in data["variants"]] == [tower(name).params for name in VARIANTS]
    answer(app, f"{PAGE}.grouped_weights", build(PAGE, "grouped_weights"), "307200")
    assert sent_to(app, f"{PAGE}.lanes")["masked"] == []
    taken = sent_to(app, f"{PAGE}.lanes.take_along")["seen"]["settings"]
    assert taken == {"variant": "paper", "layer": "conv2"}
    assert "predict" in steps_done(app, PAGE)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_variant_and_layer_are_in_the_address(lang):
    app = open_page(PAGE, lang, variant="torchvision", layer="fc6")
    settings = sent_to(app, f"{PAGE}.lanes")["settings"]
    assert settings == {"variant": "torchvision", "layer": "fc6"}
    app = open_page(PAGE, lang, variant="three_towers")
    assert 'class="notice"' in html_of(app)
    assert sent_to(app, f"{PAGE}.lanes")["settings"]["variant"] == "paper"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_ruler_opens_with_the_answer(lang):
    app = open_page(PAGE, lang)
    assert html_of(app).count('class="ruler-row') == 1
    answer(app, f"{PAGE}.windows", build(PAGE, "windows"), "54")
    assert html_of(app).count('class="ruler-row is-wanted') == 3
    assert sent_to(app, f"{PAGE}.ruler.take_along")["figure"] == "ruler"
