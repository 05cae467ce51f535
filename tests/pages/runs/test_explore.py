"""The tab Explore in both languages: what it draws, what it says, which addresses it takes."""

from __future__ import annotations

import json
import re
from html import unescape
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from cnncore.data import DataConfig
from cnncore.engine import EngineError
from cnncore.network import Network
from cnncore.train import TrainConfig
from lessons.figures.run_look import LOOKS
from lessons.machinery.explore import EXPLORE
from lessons.machinery.languages import LANGUAGES
from pages.ui.runs import charts, runs
from pages.ui.runs.explore_controls import PARAMS
from tests.browser.live import recording

CONFIG = TrainConfig(Network.from_text("c8-relu-m2-flat-fc"), DataConfig("shapes")).as_dict()
EVENTS: dict[str, list[recording.Event]] = {
    "ended": list(recording.ended_run()),
    "running": list(recording.whole_run(until=150)),
    "queued": [],
}


def events_so_far(job_id: str, kinds: Any) -> list[recording.Event]:
    if job_id not in EVENTS:
        raise EngineError("unknown_job")
    return [event for event in EVENTS[job_id] if event["type"] in kinds]


@pytest.fixture(autouse=True)
def _engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(runs, "events_so_far", events_so_far)


def explored(lang: str, jobs: str, **address: str) -> AppTest:
    def page(config, jobs):  # its text is run by itself: no names from here
        from pages.ui.runs import explore, runs

        for job in jobs.split():
            names = {"zh": ["1", "2"], "en": ["1", "2"]}
            runs.remember(job, config, class_names=names, params=1)
        explore.show_explore()

    app = AppTest.from_function(page, args=(CONFIG, jobs), default_timeout=60)
    for name, value in {"lang": lang, **address}.items():
        app.query_params[name] = value
    app.run()
    assert not app.exception
    return app


def figures(app: AppTest) -> list[dict[str, Any]]:
    """Each chart's layout, and of its traces those with a name."""
    specs = [json.loads(chart.proto.spec) for chart in app.get("plotly_chart")]
    return [spec | {"data": [t for t in spec["data"] if t.get("name")]} for spec in specs]


def said(app: AppTest) -> str:
    return " ".join(block.proto.body for block in app.get("html"))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("quantity", EXPLORE.area("explore.quantities", "en"))
def test_every_quantity_has_a_chart_and_a_word_about_it(lang, quantity):
    app = explored(lang, "ended running", quantity=quantity, smoothing="30", y_scale="log")
    curves, costs = figures(app)
    assert {trace["legendgroup"] for trace in curves["data"]} == {"A", "B"}
    assert curves["layout"]["yaxis"]["title"]["text"] == EXPLORE.get(
        f"explore.units.{quantity}", lang
    )
    assert [trace["name"] for trace in costs["data"]] == ["A", "B"]
    about = re.sub(r"\[(.*?)\]\(term:\w+\)", r"\1", EXPLORE.get(f"explore.about.{quantity}", lang))
    assert about in unescape(re.sub("<[^>]*>", "", said(app)))
    running = EXPLORE.get("explore.running", lang, letters="B", step=150)
    assert running in said(app)
    assert [b.label for b in app.button] == [EXPLORE.get("explore.again", lang)]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_a_value_it_says_so(lang):
    app = explored(lang, "queued", quantity="gradient")
    assert figures(app) == []
    name = EXPLORE.get("explore.quantities.gradient", lang)
    assert EXPLORE.get("explore.nothing", lang, quantity=name) in said(app)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_run_that_is_gone_is_named(lang):
    app = explored(lang, "ended gone")
    assert EXPLORE.get("explore.missing", lang, letters="B") in said(app)
    assert [trace["name"] for trace in figures(app)[0]["data"]] == ["A"]
    assert figures(explored(lang, "gone")) == []


def test_what_the_address_cannot_mean_falls_back():
    wrong = {param.name: "<b>" for param in PARAMS}
    app = explored("en", "ended", **wrong)
    [curves, _] = figures(app)
    assert curves["layout"]["yaxis"]["title"]["text"] == "accuracy %"
    assert not set(wrong) & set(app.query_params)
    assert "&lt;b&gt;" in said(app)


def test_a_layer_beyond_the_last_means_the_last():
    app = explored("en", "ended", quantity="update", layer="99")
    assert app.selectbox[0].value == 3
    assert figures(app)[0]["data"][0]["y"]


def test_layers_stand_side_by_side():
    app = explored("zh", "ended", quantity="gradient", layer="0")
    assert len(figures(app)[0]["data"]) == 1
    assert EXPLORE.get("explore.profile_note", "zh") in said(app)
    axis = EXPLORE.get("explore.layer_axis", "zh")
    assert figures(app)[0]["layout"]["xaxis"]["title"]["text"] == axis


def test_only_zeros_stay_on_a_linear_axis(monkeypatch: pytest.MonkeyPatch):
    alive = [
        {**event, "dead": {"count": 0, "total": 36}} if event["type"] == "snapshot" else event
        for event in EVENTS["ended"]
    ]
    monkeypatch.setitem(EVENTS, "alive", alive)
    app = explored("en", "alive", quantity="dead", y_scale="log")
    assert figures(app)[0]["layout"]["yaxis"]["type"] == "linear"
    assert EXPLORE.get("explore.not_positive", "en") in said(app)


def test_a_choice_goes_into_the_address():
    app = explored("zh", "ended")
    control: Any = app.get("button_group")[0]
    control.set_value("loss").run()
    assert not app.exception
    assert app.query_params["quantity"] in ("loss", ["loss"])


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_tool_bar_speaks_the_readers_language(lang):
    app = explored(lang, "ended")
    chart = app.get("plotly_chart")[0].proto
    config = json.loads(chart.config)
    assert config["locale"] == lang
    words = config["locales"][lang]["dictionary"]
    assert words["Pan"] == EXPLORE.get("plotly.pan", lang)
    assert "89" not in chart.alt  # the numbers are this run's own
    assert f"{100 * recording.test(900)['test_accuracy']:.3g}" in chart.alt
    assert json.loads(chart.spec)["data"][0]["line"]["color"] == LOOKS["light"].runs["A"]


def test_on_a_phone_a_finger_scrolls_over_the_charts(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(charts, "is_phone", lambda: True)
    app = explored("zh", "ended")
    assert [figure["layout"]["dragmode"] for figure in figures(app)] == [False, False]
    assert [list(chart.proto.selection_mode) for chart in app.get("plotly_chart")] == [[], []]
    assert EXPLORE.get("explore.hint_phone", "zh") in said(app)
