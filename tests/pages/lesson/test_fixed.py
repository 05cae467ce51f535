"""What a teacher's link fixes: nobody changes it on the page, and the page says who has set it."""

from __future__ import annotations

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from lessons.machinery.catalogue import LESSONS
from lessons.machinery.figure import STEP, Figure, figures_of
from lessons.machinery.languages import LANGUAGES, Language
from lessons.machinery.strings import STRINGS
from tests.pages.lesson.opened import html_of
from tests.pages.lesson.test_figures import sent_to, stepper_on
from tests.pages.shell.test_shell import open_page

FIXED = {"fix": "kernel_size,image", "kernel_size": "2"}


def other_value(figure: Figure[Any], name: str) -> Any:
    """A value that differs from the default, as a browser sends it."""
    return figure.limits[name][1] if name in figure.limits else figure.choices[name][-1]


def test_a_fixed_setting_has_the_value_of_the_address_or_its_default():
    _, data = stepper_on("stride_padding", query=FIXED)
    assert data["fixed"]["names"] == ["image", "input_edits", "kernel_size"]
    assert data["settings"]["kernel_size"] == [2, 2]
    assert data["settings"]["image"] == "ramp"
    _, free = stepper_on("stride_padding")
    assert free["fixed"]["names"] == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_browser_is_told_who_has_set_it(lang: Language):
    _, data = stepper_on("convolution", lang, FIXED)
    assert data["fixed"]["word"] == STRINGS.get("share.fixed", lang)


def test_what_the_session_remembers_gives_way_to_what_is_fixed():
    app = open_page("convolution", "en", {"kernel_size": "2"})
    app.switch_page("stride_padding.py").run()
    app.switch_page("convolution.py")
    app.query_params.clear()
    app.query_params["fix"] = "kernel_size"
    app.run()
    assert sent_to(app, "convolution.stepper")["settings"]["kernel_size"] == [3, 3]


def gestures() -> None:
    """A page with each figure of a lesson, whose browser sends other values for all settings."""
    import streamlit as st

    from lessons.machinery.figure import figures_of
    from pages.ui.lesson import exchange
    from tests.pages.lesson.test_fixed import other_value

    for figure in figures_of(st.session_state.lesson).values():
        exchange.open_settings(st.session_state.lesson, figure)
        sent = {n: other_value(figure, n) for n in (*figure.limits, *figure.choices)}
        exchange.take_settings(st.session_state.lesson, figure, sent)
        st.session_state[figure.name] = exchange.settings(st.session_state.lesson, figure)


@pytest.mark.parametrize("page_id", [e.page_id for e in LESSONS if figures_of(e.page_id)])
def test_the_server_refuses_other_values_for_any_figure(page_id: str):
    figures = figures_of(page_id)
    named = [f.prefix + name for f in figures.values() for name in (*f.limits, *f.choices)]
    app = AppTest.from_function(gestures)
    app.session_state.lesson = page_id
    app.query_params["fix"] = ",".join(named)
    app.run()
    assert not app.exception
    for figure in figures.values():
        shown = app.session_state[figure.name]
        assert all(shown[n] == figure.defaults[n] for n in (*figure.limits, *figure.choices))


def test_what_stands_elsewhere_does_not_put_other_settings_on_the_figure():
    app = open_page("stride_padding", "en", {"fix": "padding"})
    buttons = {b.key: b for b in app.main.button}
    assert buttons["stride_padding.on_grid_padding"].disabled
    free = open_page("stride_padding", "en")
    assert not {b.key: b for b in free.main.button}["stride_padding.on_grid_padding"].disabled


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_board_of_streamlits_own_is_switched_off_and_says_so(lang: Language):
    app = open_page("stride_padding", lang, {"fix": "read_stride", "read_stride": "2"})
    field = app.number_input(key="stride_padding.read.stride")
    assert field.disabled
    assert field.value == 2
    assert STRINGS.get("share.fixed", lang) in field.label


def test_a_concealed_setting_is_fixed_and_not_drawn():
    app = open_page("stride_padding", "en", {"conceal": "read_stride,stride", "read_stride": "2"})
    keys = [field.key for field in app.number_input]
    assert "stride_padding.read.padding" in keys
    assert "stride_padding.read.stride" not in keys
    _, data = stepper_on("stride_padding", query={"conceal": "stride"})
    assert (data["fixed"]["names"], data["fixed"]["hidden"]) == (["stride"], ["stride"])


def pressed() -> None:
    """A board whose browser sends another value for a setting that is fixed."""
    import streamlit as st

    from lessons.machinery.params import ChoiceParam
    from pages.ui.shell.url_state import open_part

    state = open_part("alexnet", (ChoiceParam("variant", ("paper", "one"), "paper"),), "lanes")
    st.button("press", on_click=lambda: state.update({"variant": "one"}))
    st.text(state.values["variant"])


def test_whoever_presses_what_is_fixed_on_a_board_is_told():
    app = AppTest.from_function(pressed)
    app.query_params["fix"] = "variant"
    word = STRINGS.get("share.fixed_message", "en")
    assert word not in html_of(app.run())
    assert word in html_of(app.button[0].click().run())
    assert app.text[0].value == "paper"
    assert word not in html_of(app.run())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_name_that_the_page_does_not_know_gets_a_word(lang: Language):
    app = open_page("convolution", lang, {"fix": f"kernel_size,colour,{STEP}"})
    word = STRINGS.get("notice.unknown_fix", lang, names=f"colour, {STEP}")
    assert word in html_of(app)
    assert "notice" not in html_of(open_page("convolution", lang, FIXED)).partition("<h1")[0]


def test_a_fixed_setting_stays_in_the_address():
    app, _ = stepper_on("convolution", query=FIXED)
    assert app.query_params["fix"] in (FIXED["fix"], [FIXED["fix"]])
