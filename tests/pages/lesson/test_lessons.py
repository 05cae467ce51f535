"""Lessons as a learner walks through them: steps, prediction, puzzles, formula, summary."""

from __future__ import annotations

import re
import threading
from pathlib import Path
from types import FrameType

import pytest
import torch
from streamlit.testing.v1 import AppTest
from torch.nn import functional

from lessons.machinery.grid import notes_case
from lessons.machinery.languages import LANGUAGES
from lessons.machinery.puzzles import PUZZLES
from lessons.machinery.questions import build
from lessons.machinery.strings import STRINGS
from pages.ui.lesson.frame import STEPS
from tests.lessons.machinery.question_cases import WITH_QUESTIONS
from tests.pages.lesson.opened import html_of, open_page, seen
from tests.pages.lesson.test_questions import answer
from tests.pages.remembered import entries_of, remember, steps_done

OPENED = [(page_id, lang) for page_id in WITH_QUESTIONS for lang in LANGUAGES]
COMPUTED = {
    "convolution": ["35.0", "35.0"],
    "stride_padding": ["45.0", "45.0", "2", "2"],
    "dilated_transposed": ["36", "36"],
    "activations": ["[5. 6. 0.]", "[5. 6. 0.]"],
}
"""What the summaries of some lessons say, read off by hand."""
COURSE = str(Path(__file__).parents[3])
MOST_CALLS = 12_000
"""Of the course's own functions in a run of a page; most pages take half of them."""


@pytest.fixture(scope="module", params=OPENED, ids="-".join)
def opened(request) -> tuple[str, str, str]:
    page_id, lang = request.param
    app = seen(page_id, lang)
    assert not app.exception
    return page_id, lang, html_of(app)


def test_every_step_of_the_rail_has_its_place(opened):
    _, _, html = opened
    ids = re.findall(r'id="([a-z-]+)"', html)
    assert len(ids) == len(set(ids))
    places = [ids.index(step) for step in STEPS]
    assert places == sorted(places)


def test_it_opens_with_a_drawing_beside_what_it_is_for(opened):
    _, _, html = opened
    opening = re.search(r'<div class="why"><(?!div class="lesson-text")', html)
    assert opening
    assert opening.start() < html.index('id="terms"')


def test_no_word_stands_beside_itself(opened):
    _, _, html = opened
    title = r'<h1 class="lesson-title">([^<]+)<span class="pair">([^<]*)<'
    term = r'<span class="term"[^>]*>([^<]+)</span> ?([^<]*?)[:：]'
    pairs = re.findall(title, html) + re.findall(term, html)
    assert pairs
    assert not [word for word, pair in pairs if word.casefold() == pair.casefold()]


def test_nothing_is_left_unfilled_or_unrendered(opened):
    _, _, html = opened
    words = re.sub(r"<style>.*?</style>|<[^>]*>", " ", html, flags=re.DOTALL)
    assert "[[" not in words
    assert "**" not in words
    assert "](" not in words


def test_the_summary_computes_its_numbers(opened):
    page_id, _, html = opened
    values = re.findall(r'class="value">([^<]+)<', html)
    assert values == COMPUTED.get(page_id, values)
    assert {"NumPy", "PyTorch"} <= set(re.findall(r'class="library">(\w+)<', html))


@pytest.mark.parametrize("page_id", ["convolution", "stride_padding"])
def test_the_code_of_the_summary_runs_as_printed_and_gives_the_number_beside_it(page_id):
    html = html_of(open_page(page_id, "en"))
    line = r'<code>([^<]+)</code><span class="library">(\w+)</span><span class="value">([^<]+)<'
    arrays = {"x": notes_case().x, "weight": notes_case().weight}
    tensors = {name: torch.from_numpy(array) for name, array in arrays.items()}
    names = {"NumPy": arrays, "PyTorch": {"F": functional, **tensors}, "Python": {}}
    printed = re.findall(line, html)
    assert {library for _, library, _ in printed} >= {"NumPy", "PyTorch"}
    for code, library, value in printed:
        assert str(eval(code, dict(names[library]))) == value


def test_the_padded_output_of_the_notes_is_on_the_page():
    html = html_of(open_page("stride_padding", "zh"))
    cells = [8, 16, 19, 22, 14, 20, 35, 40, 45, 28, 35, 60, 65, 70, 43, 50, 85, 90, 95, 58]
    text = " ".join(re.findall(r'<span class="c" style="[^"]*">([^<]*)</span>', html))
    assert " ".join(map(str, cells)) in text


def choose(app: AppTest, puzzle: str, **numbers: int) -> AppTest:
    for name, number in numbers.items():
        app.number_input(key=f"{puzzle}.{name}").set_value(number)
        app.run()
    return app


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_puzzle_answers_with_a_distance_and_then_lists_all(lang):
    app = open_page("stride_padding", lang)
    key = "stride_padding.puzzle.224-55"
    choose(app, key, kernel_size=11, stride=4)
    html = html_of(app)
    assert "213" in html
    assert "216" in html
    assert 'class="solutions"' not in html
    choose(app, key, padding=2)
    assert not app.exception
    html = html_of(app)
    ranges = {"kernel_size": "1–11", "stride": "1–4", "padding": "0–3"}
    assert STRINGS.get("puzzle.solutions", lang, count=12, **ranges) in html
    assert html.count('<tr class="mine">') == 1
    assert "construct" in steps_done(app, "stride_padding")
    assert app.session_state[f"{key}.tries"] == ["222", "214", "54", "55"]


BOARDS = [
    ("convolution", "puzzle", PUZZLES["convolution"][:1]),
    ("convolution", "more_puzzle", PUZZLES["convolution"][1:]),
    ("stride_padding", "puzzle", PUZZLES["stride_padding"][:1]),
    ("stride_padding", "more_puzzle", PUZZLES["stride_padding"][1:]),
]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("page_id", "part", "puzzles"), BOARDS)
def test_every_puzzle_opens_and_every_solution_solves_it(page_id, part, puzzles, lang):
    app = open_page(page_id, lang, **({"more": "sizes"} if part != "puzzle" else {}))
    for index, puzzle in enumerate(puzzles):
        if len(puzzles) > 1:
            app.button(key=f"{page_id}.{part}.choose.{index}").click().run()
        spec = puzzle.solutions()[-1]
        numbers = {"kernel_size": spec.kernel_size}
        if not puzzle.kernel_only:
            numbers |= {"stride": spec.stride, "padding": spec.padding}
        choose(app, f"{page_id}.{part}.{puzzle.puzzle_id}", **numbers)
        assert not app.exception
        assert 'class="solutions"' in html_of(app)


def test_a_puzzle_keeps_its_numbers_while_another_is_open():
    app = open_page("stride_padding", "en", more="sizes")
    key = "stride_padding.more_puzzle"
    choose(app, f"{key}.5-5", kernel_size=7)
    app.button(key=f"{key}.choose.1").click().run()
    choose(app, f"{key}.32-16", kernel_size=11, stride=3)
    app.button(key=f"{key}.choose.0").click().run()
    assert "fits nowhere" in html_of(app)
    assert app.number_input(key=f"{key}.5-5.kernel_size").value == 7


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_size_puzzle_of_convolution(lang):
    app = open_page("convolution", lang)
    choose(app, "convolution.puzzle.7-5", kernel_size=3)
    assert STRINGS.get("puzzle.solutions_kernel", lang, count=1) in html_of(app)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_formula_is_predicted_case_by_case_before_it_is_shown(lang):
    app = open_page("stride_padding", lang, more="claim")
    key = "stride_padding.claim"
    assert 'class="claim"' not in html_of(app)
    app.button(key=f"{key}.option.will").click().run()
    html = html_of(app)
    assert headline_of("claim.differs", lang, claimed="6", real=3, off=3) in html
    assert STRINGS.get("claim.surprised", lang) in html
    assert f"<s>6</s> {STRINGS.get('claim.off', lang, off=3)}" in html
    app.number_input(key=f"{key}.padding").set_value(1).run()
    assert headline_of("claim.agrees", lang, real=5) not in html_of(app)
    app.button(key=f"{key}.option.will").click().run()
    assert headline_of("claim.agrees", lang, real=5) in html_of(app)
    assert "5 ✓" in html_of(app)
    app.number_input(key=f"{key}.kernel_size").set_value(11).run()
    app.button(key=f"{key}.option.will_not").click().run()
    said = headline_of("claim.nothing_fits", lang, kernel_size=11, padded=7, claimed="5")
    assert said in html_of(app)
    assert STRINGS.get("claim.guessed", lang) in html_of(app)
    assert not app.exception


@pytest.mark.parametrize("lang", LANGUAGES)
def test_three_settings_that_read_every_cell_are_looked_for(lang):
    app = open_page("stride_padding", lang)
    key = "stride_padding.read"
    first = {"kernel_size": 2, "stride": 4, "travel": 5}
    assert headline_of("reading.both", lang, between=2, beyond=1, **first) in html_of(app)
    for kernel, stride, count in ((3, 2, 1), (5, 2, 2), (4, 3, 3)):
        choose(app, key, kernel_size=kernel, stride=stride)
        assert STRINGS.get("reading.found", lang, found=count, wanted=3) in html_of(app)
    assert headline_of("reading.solved", lang) in html_of(app)
    assert "change" in steps_done(app, "stride_padding")
    choose(app, key, stride=2, kernel_size=3, padding=1)
    assert headline_of("reading.known", lang)[:12] in html_of(app)
    app.button(key=f"{key}.on_grid").click().run()
    assert not app.exception
    assert app.session_state["stride_padding.state"]["padding"] == (1, 1)


def test_the_core_of_stride_and_padding_is_short():
    """Recall, prediction, two questions, a search and a puzzle; then the summary."""
    app = open_page("stride_padding", "en")
    fields = [field.key for field in app.text_input]
    asked = ["out_size", "leftover"]
    assert fields == [f"stride_padding.{name}.field" for name in asked]
    boards = {str(field.key).split(".")[1] for field in app.number_input}
    assert boards == {"read", "puzzle"}


def test_what_a_browser_tells_of_finds_is_looked_up():
    app = open_page("stride_padding", "en")
    told = [[3, 2, 0], [1, 4, 0], [3, 2], "x", [9, 9, 9]]
    remember(app, **{"found/stride_padding.read": told})
    assert STRINGS.get("reading.found", "en", found=1, wanted=3) in html_of(app.run())


def headline_of(key: str, lang, **values: object) -> str:
    return STRINGS.get(key, lang, **values).removeprefix("**").partition("**")[0]


def predicting() -> None:
    """A page with a prediction and buttons in the place of the figure's band."""
    import streamlit as st

    from lessons.convolution.figures import STEPPER
    from lessons.machinery.predictions import CONVOLUTION
    from pages.ui.lesson.figures import open_figure
    from pages.ui.lesson.predictions import Prediction

    shown = open_figure("convolution", STEPPER)
    prediction = Prediction("convolution", STEPPER, shown.case, shown.case_key, CONVOLUTION)
    band = prediction.band()
    st.session_state["band"] = band
    st.text_input("text", key="text")
    st.button("answer", key="answer", on_click=lambda: prediction.answer(st.session_state.text))
    st.button("skip", key="skip", on_click=prediction.skip)
    st.button("again", key="again", on_click=prediction.again)


def predict(app: AppTest, text: str) -> AppTest:
    app.text_input(key="text").input(text)
    return app.button(key="answer").click().run()


@pytest.fixture
def app() -> AppTest:
    app = AppTest.from_function(predicting, default_timeout=30)
    app.query_params["lang"] = "en"
    return app.run()


def test_the_prediction_hides_the_second_cell(app: AppTest):
    band = app.session_state["band"]
    assert (band.state, band.targets, band.kind) == ("open", ("out:0,1",), "number")
    assert band.headline == ""


def test_a_wrong_prediction_is_diagnosed_and_never_counted(app: AppTest):
    band = predict(app, "72").session_state["band"]
    assert (band.state, band.given) == ("wrong", "72")
    assert "72" in band.headline
    assert not [key for key in entries_of(app) if key.startswith("tries/")]
    assert app.session_state["convolution.state"]["step"] == 1
    assert "predict" in steps_done(app, "convolution")


def test_a_right_prediction_and_then_another_one(app: AppTest):
    assert predict(app, "40").session_state["band"].state == "right"
    app.button(key="again").click().run()
    band = app.session_state["band"]
    assert (band.state, band.targets) == ("open", ("out:1,0",))
    assert app.session_state["convolution.state"]["step"] == 2
    app.button(key="again").click().run()
    band = app.session_state["band"]
    assert (band.kind, band.targets) == ("cell", ())
    assert predict(app, "1,2").session_state["band"].state == "right"
    app.button(key="again").click().run()
    assert app.session_state["convolution.state"]["kernel"] == "edge"


def test_nonsense_leaves_the_prediction_open(app: AppTest):
    band = predict(app, "forty").session_state["band"]
    assert band.state == "open"
    assert "forty" in band.headline


def test_just_show_me(app: AppTest):
    app.button(key="skip").click().run()
    band = app.session_state["band"]
    assert band.state == "shown"
    assert band.headline == STRINGS.get("question.it_is", "en", answer="40")


def test_an_answered_prediction_survives_a_change_of_the_grid(app: AppTest):
    predict(app, "35")
    app.query_params["kernel"] = "blur"
    band = app.run().session_state["band"]
    assert (band.state, band.given) == ("wrong", "35")


def on_another_day(app: AppTest, **address: str) -> AppTest:
    """The same page in a new session that the browser has told of the one before."""
    later = AppTest.from_function(predicting, default_timeout=30)
    remember(later, **entries_of(app))
    later.query_params["lang"] = "en"
    for name, value in address.items():
        later.query_params[name] = value
    return later.run()


def test_a_prediction_is_there_on_another_day(app: AppTest):
    predict(app, "72")
    band = on_another_day(app, step="1").session_state["band"]
    assert (band.state, band.given) == ("wrong", "72")
    assert "72" in band.headline


def test_a_prediction_says_nothing_of_other_numbers(app: AppTest):
    predict(app, "72")
    assert on_another_day(app, kernel="blur").session_state["band"].state == "open"


@pytest.mark.parametrize("told", [["right", "40"], ["done", "40", ""], "right", [1, 2, 3], {}])
def test_no_browser_of_ours_remembers_such_a_prediction(app: AppTest, told: object):
    remember(app, **{"predicted/convolution.0": told})
    assert app.run().session_state["band"].state == "open"


def test_a_changed_lesson_says_so_once_and_keeps_what_fits():
    app = open_page("convolution", "en")
    answer(app, "convolution.out_size", build("convolution", "out_size"), "5")
    kept = entries_of(app)
    said = STRINGS.get("notice.lesson_changed", "en")
    assert said not in html_of(app.run())
    gone = {"given/convolution.flat_area.00000000": "7", "version/convolution": "of another day"}
    later = open_page("convolution", "en")
    remember(later, **kept | gone)
    html = html_of(later.run())
    assert said in html
    assert "✓ 5" in html
    assert said in html_of(later.run())  # it can be read
    remember(later, **entries_of(later))
    later.session_state["shell.page"] = "home"
    assert said not in html_of(later.run())


def test_a_grid_without_a_second_cell_asks_nothing(app: AppTest):
    app.query_params["kernel_size"] = "5"
    assert app.run().session_state["band"] is None


def test_a_lesson_is_finished_by_predicting_answering_and_constructing():
    app = open_page("convolution", "en")
    remember(app, "done/convolution/predict")
    answer(app, "convolution.out_size", build("convolution", "out_size"), "5")
    choose(app, "convolution.puzzle.7-5", kernel_size=3)
    assert {"asked", "construct", "summary", "finished"} <= steps_done(app, "convolution")


@pytest.mark.parametrize("page_id", WITH_QUESTIONS)
def test_a_page_that_runs_again_computes_little(page_id: str):
    """Each gesture runs the page: what stays the same is not computed anew."""
    app = seen(page_id, "zh")
    calls = 0

    def count(frame: FrameType, event: str, _argument: object) -> None:
        nonlocal calls
        file = frame.f_code.co_filename
        calls += event == "call" and file.startswith(COURSE) and "/.venv/" not in file

    threading.setprofile(count)
    try:
        app.run()
    finally:
        threading.setprofile(None)
    assert calls < MOST_CALLS
