"""The boards of the lesson on activation functions, as a learner finds them."""

from __future__ import annotations

import re

import pytest

from cnncore.train import train
from cnncore.train.events import SnapshotEvent
from lessons.activations.dead import LAB
from lessons.machinery.languages import LANGUAGES
from lessons.machinery.strings import lesson_texts
from pages.ui.lab.params import PARAMS
from pages.ui.lab.state import Lab
from tests.pages.lesson.opened import html_of, open_page

PAGE = "activations"
WORDS = lesson_texts(PAGE)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_units_are_killed_in_both_ways_and_none_comes_back(lang):
    app = open_page(PAGE, lang, more="dead")
    for key in ("lower", "lower", "lower", "rate.0.1"):
        app.button(key=f"{PAGE}.dead.{key}").click().run()
        assert not app.exception
    assert app.query_params["dead_rates"] in ("lower_lower_lower_0.1", ["lower_lower_lower_0.1"])
    rows = re.findall(r"<tr><td>[^<]*</td><td>(\d+)</td><td>(\d*)</td>", html_of(app))
    deaths = [int(dead) for dead, _ in rows]
    assert deaths[0] == 0 < deaths[3] <= deaths[4]
    assert [back for _, back in rows] == ["", "0", "0", "0", "0"]


def test_the_lab_behind_the_link_kills_units():
    values = {param.name: param.default for param in PARAMS}
    for param in PARAMS:
        if param.name in LAB:
            values[param.name], slip = param.parse(LAB[param.name])
            assert slip is None
    assert LAB.keys() <= values.keys()
    config = Lab(values, {}, 0).train_config((1, 8, 8))
    dead = [event.dead for event in train(config) if isinstance(event, SnapshotEvent)]
    assert dead[0]["count"] < dead[0]["total"] / 4
    assert dead[-1]["count"] > dead[-1]["total"] / 2


@pytest.mark.parametrize("lang", LANGUAGES)
def test_maxout_doubles_the_parameters_and_the_batch_says_where_it_went(lang):
    app = open_page(PAGE, lang, more="family_depth")
    html = html_of(app)
    assert 'class="why"' in html
    assert "36,928" in html
    assert "73,856" in html
    assert (
        WORDS.get("depth.vanishes", lang, first="0.025", last="1.8×10⁻¹⁵", gradient="3.8×10⁻¹⁵")
        in html
    )
    assert WORDS.get("depth.off_centre", lang, mean="0.5") in html


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_tables_read_as_sentences_do(lang):
    """A small remainder is no 0.00, two operations are a plural, a sign is not struck out."""
    html = html_of(open_page(PAGE, lang, more="bend_choose"))
    assert "1/1,048,576" in html
    assert "5 6 −2 → 5 6 0" in html
    assert WORDS.get("cost.additions.more", lang, count=2) in html
    assert "<b>≠ (−9, −15)</b>" in html
