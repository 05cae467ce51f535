"""A figure and its address: rectangles, old links, nonsense; what the browser is told and sends."""

from __future__ import annotations

import json
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lessons.machinery.figure import stepper_of
from lessons.machinery.grid import GridCase
from lessons.machinery.languages import LANGUAGES, Language
from lessons.machinery.strings import STRINGS
from tests.pages.lesson.opened import html_of
from tests.pages.shell.test_shell import open_page

PAGES = ("convolution", "stride_padding")


def sent_to(app: AppTest, key: str) -> dict[str, Any]:
    """What a browser component was given."""
    found = next(c for c in app.main.get("bidi_component") if c.key == key)
    return json.loads(found.proto.json)


def stepper_on(page_id: str, lang: str = "en", query: dict[str, str] | None = None) -> Any:
    app = open_page(page_id, lang, query or {})
    assert not app.exception
    return app, sent_to(app, f"{page_id}.stepper")


@pytest.mark.parametrize("page_id", PAGES)
def test_the_browser_is_told_its_figure(page_id: str):
    _, data = stepper_on(page_id)
    figure = stepper_of(page_id)
    assert (data["channel"], data["name"], data["operator"]) == (page_id, "stepper", "conv2d")
    assert [name for name, _ in data["parts"]] == [part.name for part in figure.parts]
    assert set(data["words"]) == set(figure.words)
    assert data["settings"]["size"] == [5, 5]
    assert data["settings"]["flip"] is False
    assert data["settings"]["input_edits"] == []
    assert set(data["settings"]) == {*data["keys"], "step"}
    assert data["limits"]["kernel_size"] == [1, 7]
    assert set(data["choices"]) == {"image", "kernel", "padding_mode"}
    assert len(data["given"]["random"]) == 12
    assert data["band"]["targets"] == ["out:0,1"]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_chips_have_words_and_pairs(lang: Language):
    _, data = stepper_on("stride_padding", lang)
    items = dict(data["parts"])["chips"]["items"]
    assert [item["id"] for item in items] == ["same", "halve", "rest"]
    assert items[0]["label"] == STRINGS.get("stepper.scenario_same", lang)
    assert items[2]["settings"]["stride"] == [2, 2]


RECTANGLE = {"kernel_size": "1x3", "size": "4x7", "stride": "1x2", "padding": "0x1"}


@pytest.mark.parametrize("page_id", PAGES)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_rectangle_is_in_the_address(page_id: str, lang: str):
    app, data = stepper_on(page_id, lang, RECTANGLE)
    assert 'class="notice"' not in html_of(app)
    assert (data["settings"]["kernel_size"], data["settings"]["size"]) == ([1, 3], [4, 7])
    values = app.session_state[f"{page_id}.state"]
    assert GridCase.of(values).out().shape == (4, 4)
    for name, text in RECTANGLE.items():
        assert app.query_params[name] in (text, [text])  # AppTest gives either


@pytest.mark.parametrize("page_id", ["convolution", "stride_padding"])
def test_the_code_beside_a_rectangle_is_what_ran(page_id: str):
    app, _ = stepper_on(page_id, "en", RECTANGLE)
    code = sent_to(app, f"{page_id}.code_sync")
    figure = stepper_of(page_id)
    values = app.session_state[f"{page_id}.state"]
    assert code["call"] == "F.conv2d(x[None], weight[None, None], stride=(1, 2), padding=(0, 1))"
    assert code["case_key"] == figure.case_key(values)
    assert code["case_key"].startswith("4x7|ramp|x|1x3|1x2|0x1|1|")
    assert code["torch"] == GridCase.of(values).out().tolist()


@pytest.mark.parametrize("page_id", PAGES)
def test_old_addresses_open_as_before(page_id: str):
    query = {"kernel_size": "2", "size": "6", "stride": "3", "flip": "1", "input_edits": "0.1.5"}
    app, data = stepper_on(page_id, "en", query)
    assert 'class="notice"' not in html_of(app)
    settings = data["settings"]
    assert (settings["kernel_size"], settings["size"], settings["stride"]) == (
        [2, 2],
        [6, 6],
        [3, 3],
    )
    assert (settings["flip"], settings["input_edits"]) == (True, [[0, 1, "5"]])
    for name, text in query.items():
        assert app.query_params[name] in (text, [text])


NONSENSE = {
    "size": ("0000000059", "bad_pair", "5"),
    "kernel_size": ("3x8", "bad_pair", "3"),
    "padding": ("1x2x3", "bad_pair", "0"),
    "dilation": ("x", "bad_pair", "1"),
    "seed": ("0000000007", "bad_int", "0"),
    "flip": ("2", "bad_int", "0"),
}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page_id", PAGES)
def test_nonsense_gets_a_word_and_the_default(page_id: str, lang):
    query = {name: text for name, (text, _, _) in NONSENSE.items()}
    app, data = stepper_on(page_id, lang, query)
    html = html_of(app)
    limits = {**data["limits"], "flip": [0, 1]}
    for name, (text, code, default) in NONSENSE.items():
        low, high = limits[name]
        said = STRINGS.get(f"notice.{code}", lang, name=name, value=text, low=low, high=high,
                           default=default)  # fmt: skip
        assert said in html
        assert name not in app.query_params
    defaults = stepper_of(page_id).defaults
    assert app.session_state[f"{page_id}.state"] == defaults


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_lab_too_reads_whole_texts(lang):
    query = {"epochs": "0000000019999", "learning_rate": "0.1" + "0" * 30}
    app = open_page("training_lab", lang, query)
    for name, text in query.items():
        assert f"{name}={text}" in html_of(app)
        assert name not in app.query_params


def taking() -> None:
    """A page that hears what a browser sent, in the place of the component."""
    import streamlit as st

    from lessons.convolution.figures import STEPPER
    from pages.ui.lesson import exchange
    from pages.ui.lesson.figures import open_figure

    open_figure("convolution", STEPPER)
    st.button(
        "take",
        key="take",
        on_click=lambda: exchange.take_settings("convolution", STEPPER, st.session_state.sent),
    )


@pytest.fixture
def page() -> AppTest:
    return AppTest.from_function(taking, default_timeout=30).run()


def test_a_gesture_goes_through_the_parameters(page: AppTest):
    page.session_state["sent"] = {
        "size": [4, 7], "kernel_size": [1, 99], "stride": [2, 2], "flip": True, "image": "face",
        "kernel": "<b>", "input_edits": [[0, 1, "1/3"], [99, 0, "1"]], "step": 2.0, "echo": 3,
    }  # fmt: skip
    page.button(key="take").click().run()
    assert not page.exception
    values = page.session_state["convolution.state"]
    assert (values["size"], values["kernel_size"], values["stride"]) == ((4, 7), (3, 3), (2, 2))
    assert (values["flip"], values["image"], values["kernel"]) == (True, "face", "x")
    assert (values["input_edits"], values["step"]) == ({(0, 1): "1/3"}, 2)
    assert page.session_state["convolution.stepper.echo"] == 3
    assert "convolution.stepper.revision" not in page.session_state


@pytest.mark.parametrize(
    "sent",
    [None, "settings", [1], {"size": None, "stride": {}, "padding": [[1, "x"]], "flip": "yes",
                             "input_edits": {"0.1": "5"}, "kernel_edits": [[]], "step": 1e400}],
    ids=str,
)  # fmt: skip
def test_what_no_browser_of_ours_sends_changes_nothing(page: AppTest, sent: object):
    page.session_state["sent"] = sent
    page.button(key="take").click().run()
    assert not page.exception
    assert page.session_state["convolution.state"] == stepper_of("convolution").defaults
