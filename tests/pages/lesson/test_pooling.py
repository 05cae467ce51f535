"""The page on pooling: strange numbers from the address, what it measures, what it counts."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import torch
from streamlit.testing.v1 import AppTest
from torch.utils.flop_counter import FlopCounterMode

from lessons.activations import costs as activation_costs
from lessons.machinery.languages import LANGUAGES, Language
from lessons.machinery.questions import build
from lessons.machinery.stopwatch import Stopwatch
from lessons.pooling import costs
from lessons.pooling.shifted_nets import results
from tests.pages.lesson.opened import html_of, open_page
from tests.pages.lesson.test_questions import answer

PAGE = "pooling"


def sent_to(app: AppTest, key: str) -> dict[str, Any]:
    """What a browser component was given, as strict JSON has it."""
    found = next(c for c in app.main.get("bidi_component") if c.key == key)
    return json.loads(found.proto.json, parse_constant=pytest.fail)


def test_nan_and_minus_infinity_from_an_address_reach_grid_and_tensor():
    app = open_page(PAGE, "en", input_edits="0.1.nan_2.2.-inf", mode="avg")
    assert not app.exception
    assert sent_to(app, "pooling.stepper")["settings"]["input_edits"] == [
        [0, 1, "nan"], [2, 2, "-inf"],
    ]  # fmt: skip
    assert sent_to(app, "pooling.code_sync")["torch"] == [["nan", 6.0], [14.0, "-inf"]]
    assert not app.warning


@pytest.mark.parametrize("lang", LANGUAGES)
def test_elsewhere_nan_is_refused_with_a_word(lang: Language):
    app = open_page("stride_padding", lang, input_edits="0.1.nan")
    assert "0.1.nan" in html_of(app)
    refused = open_page(PAGE, lang, more="gradient", gradient_input_edits="0.1.nan")
    assert "0.1.nan" in html_of(refused)
    assert "0.1.nan" not in html_of(open_page(PAGE, lang, input_edits="0.1.nan"))


@pytest.mark.parametrize(
    ("page_id", "fold", "key", "watch"),
    [("pooling", "strided", "pooling.halvings", costs.TIMES),
     ("activations", "choose", "activations.costs", activation_costs.TIMES)],
)  # fmt: skip
def test_times_come_when_they_are_asked_for(page_id: str, fold: str, key: str, watch: Stopwatch):
    app = open_page(page_id, "en", more=fold)
    if page_id == PAGE:  # the table answers a question: first it is asked
        assert "multiply-adds" not in html_of(app)
        question = build(PAGE, "conv_weights")
        answer(app, f"{PAGE}.conv_weights", question, question.answer)
    assert "<th>ms</th>" not in html_of(app)
    app.button(key=f"{key}.measure").click().run()
    watch.wait()
    shown = html_of(app.run())
    assert not app.exception
    assert all(f"{value:.2f}" in shown for value in watch.milliseconds.values())
    assert f"{key}.measure" not in [button.key for button in app.button]


def test_what_is_counted_is_counted_by_torch():
    layers = {
        "max": torch.nn.MaxPool2d(costs.KERNEL, costs.STRIDE, costs.PADDING),
        "avg": torch.nn.AvgPool2d(costs.KERNEL, costs.STRIDE, costs.PADDING),
        "conv": torch.nn.Conv2d(costs.CHANNELS, costs.CHANNELS, costs.KERNEL, costs.STRIDE,
                                costs.PADDING),
    }  # fmt: skip
    x = torch.zeros(1, costs.CHANNELS, costs.SIZE, costs.SIZE)
    for name, way in costs.halvings().items():
        assert layers[name](x).shape == (1, costs.CHANNELS, way.out, way.out)
        assert sum(p.numel() for p in layers[name].parameters()) == way.params
    with FlopCounterMode(display=False) as counter:
        layers["conv"](x)
    assert counter.get_total_flops() == 2 * costs.halvings()["conv"].total


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_table_of_predictions_is_the_measured_one(lang: Language):
    html = html_of(open_page(PAGE, lang, more="aliasing"))
    table = html[html.index("claim heat") :].partition("</table>")[0]
    cells = [int(cell) for cell in re.findall(r'class="c"[^>]*>(\d+)<', table)]
    nets = results().nets.values()
    assert cells == [round(100 * share) for net in nets for share in net.changed[1:]]
    sent = sent_to(open_page(PAGE, lang), "shift_test")["changed"]
    assert sent["blur"] == list(results().nets["blur"].changed)
