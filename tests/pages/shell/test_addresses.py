"""A copied address restores what shapes the view: questions, predictions, puzzles, boards."""

from __future__ import annotations

from itertools import cycle

import pytest
from streamlit.testing.v1 import AppTest

from lessons.machinery.languages import LANGUAGES
from lessons.machinery.questions import build, prompt, question_ids, recall_items, show_value
from lessons.machinery.strings import STRINGS
from pages.ui.shell import text
from tests.lessons.machinery.question_cases import WITH_QUESTIONS
from tests.pages.lesson.opened import html_of, open_all, questions_on
from tests.pages.lesson.test_questions import answer, varies
from tests.pages.shell.test_shell import open_page


def in_address(app: AppTest, name: str) -> str:
    """A parameter of the address; AppTest gives some as lists."""
    value = app.query_params[name]
    return value if isinstance(value, str) else value[0]


@pytest.mark.parametrize(
    ("page_id", "lang"), [*zip(WITH_QUESTIONS, cycle(LANGUAGES), strict=False)]
)
def test_every_question_is_asked_and_its_seed_is_in_the_address(page_id: str, lang):
    app = open_all(page_id, lang)
    opened = {"more": in_address(app, "more")} if "more" in app.query_params else {}
    asked = questions_on(app, page_id)
    recalled = {item.question_id for item in recall_items(page_id)}
    assert set(question_ids(page_id)) <= set(asked) | recalled
    seeds = {name: seed for name in asked if (seed := next_seed(app, page_id, name))}
    copied = open_page(page_id, lang, opened | {f"{name}_seed": seeds[name] for name in seeds})
    assert not copied.exception
    for name, seed in seeds.items():
        words = text.to_html(prompt(build(page_id, name, int(seed)), lang), lang).strip()
        assert words.removeprefix("<p>").removesuffix("</p>") in html_of(copied), name


def next_seed(app: AppTest, page_id: str, name: str) -> str | None:
    """Answer a question wrong, then right, and ask for another; None where there is none."""
    question, key = build(page_id, name), f"{page_id}.{name}"
    assert f"{name}_seed" not in app.query_params
    for given in (question.slips[0].answer, question.answer):
        if f"{key}.again" in [button.key for button in app.button]:
            app.button(key=f"{key}.again").click().run()
        answer(app, key, question, given if question.kind == "choice" else show_value(given))
        assert not app.exception
    if not varies(page_id, name):
        assert f"{key}.another" not in [button.key for button in app.button]
        return None
    app.button(key=f"{key}.another").click().run()
    seed = in_address(app, f"{name}_seed")
    another = build(page_id, name, int(seed))
    assert (another.values, another.answer) != (question.values, question.answer)
    return seed


def test_an_answer_belongs_to_its_variation():
    app = open_page("convolution", "en")
    key = "convolution.out_size"
    answer(app, key, build("convolution", "out_size"), "5")
    app.query_params["out_size_seed"] = "4"
    app.run()
    assert app.text_input(key=f"{key}.field").value == ""
    del app.query_params["out_size_seed"]
    assert "chip-right" in html_of(app.run())


def test_the_turn_of_the_prediction_is_in_the_address():
    app = open_page("convolution", "en", {"prediction": "1"})
    stepper = next(c for c in app.main.get("bidi_component") if c.key == "convolution.stepper")
    assert "row 2, column 1" in stepper.proto.json


def test_the_puzzle_and_its_numbers_are_in_the_address():
    app = open_page("stride_padding", "en", {"more": "sizes"})
    key = "stride_padding.more_puzzle"
    assert not [name for name in app.query_params if name.startswith("more_puzzle")]
    app.button(key=f"{key}.choose.1").click().run()
    app.number_input(key=f"{key}.32-16.stride").set_value(2).run()
    names = ("more_puzzle", "more_puzzle_stride")
    link = {name: in_address(app, name) for name in names}
    assert link == {"more_puzzle": "32-16", "more_puzzle_stride": "2"}
    copied = open_page("stride_padding", "en", link | {"more": "sizes"})
    assert copied.number_input(key=f"{key}.32-16.stride").value == 2
    assert "15: one window short." in html_of(copied)
    app.button(key=f"{key}.choose.0").click().run()
    assert not [name for name in app.query_params if name.startswith("more_puzzle")]
    app.button(key=f"{key}.choose.1").click().run()
    assert in_address(app, "more_puzzle_stride") == "2"


@pytest.mark.parametrize("board", ["claim", "read"])
def test_the_numbers_of_a_board_are_in_the_address(board: str):
    app = open_page("stride_padding", "en", {"more": "claim"})
    app.number_input(key=f"stride_padding.{board}.padding").set_value(1).run()
    assert in_address(app, f"{board}_padding") == "1"
    link = {f"{board}_kernel_size": "5", f"{board}_padding": "1", "more": "claim"}
    copied = open_page("stride_padding", "en", link)
    for name, number in {"kernel_size": 5, "padding": 1}.items():
        assert copied.number_input(key=f"stride_padding.{board}.{name}").value == number


NONSENSE = {
    "convolution": {"out_size_seed": "-1", "prediction": "many", "puzzle": "224-55",
                    "puzzle_kernel_size": "8"},
    "stride_padding": {"leftover_seed": "x", "puzzle": "1-1", "puzzle_padding": "4",
                       "read_stride": "1"},
}  # fmt: skip


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page_id", NONSENSE)
def test_nonsense_falls_back_with_a_word(page_id: str, lang):
    app = open_page(page_id, lang, NONSENSE[page_id])
    assert not app.exception
    html = html_of(app)
    for name, value in NONSENSE[page_id].items():
        said = STRINGS.get("notice.bad_int", lang, name=name, value=value, low="|", high="",
                           default="")  # fmt: skip
        assert said.partition(f"{name}={value}")[0] + f"{name}={value}" in html
        assert name not in app.query_params
