"""Questions on their pages: right, each slip with its diagnosis, nonsense, try again, the score."""

from __future__ import annotations

import pytest
from streamlit.testing.v1 import AppTest

from lessons.convolution.figures import STEPPER
from lessons.machinery.grid import GridCase
from lessons.machinery.languages import LANGUAGES
from lessons.machinery.questions import (
    Answer,
    Question,
    as_choice,
    build,
    explain,
    fingerprint,
    question_ids,
    recall_items,
    reveal,
    show_value,
)
from lessons.machinery.strings import STRINGS
from pages.ui.lesson import recalls
from tests.lessons.machinery.question_cases import WITH_QUESTIONS
from tests.pages.lesson.opened import html_of, open_page
from tests.pages.lesson.test_figures import sent_to
from tests.pages.remembered import entries_of, forget, steps_done


def headline(text: str) -> str:
    """A headline as it stands in HTML."""
    return text.replace("&", "&amp;").replace("*", "")


def answer(app: AppTest, key: str, question: Question, given: Answer) -> AppTest:
    """Give an answer the way its kind is given."""
    if question.kind == "choice":
        index = question.options.index(given)
        return app.button(key=f"{key}.option.{index}").click().run()
    app.text_input(key=f"{key}.field").input(str(given))
    return app.button(key=f"{key}.submit").click().run()


def varies(page_id: str, name: str) -> bool:
    """Whether there is another question of its kind: there is only one AlexNet."""
    first, *others = (build(page_id, name, seed) for seed in range(25))
    return any((q.values, q.answer) != (first.values, first.answer) for q in others)


def asking(page_id: str, name: str) -> None:
    """A page with one question and nothing else."""
    from pages.ui.lesson.questions import show_question

    show_question(page_id, name)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page_id", WITH_QUESTIONS)
def test_every_slip_is_diagnosed_and_the_right_answer_said(page_id, lang):
    for name in question_ids(page_id):
        app = AppTest.from_function(asking, args=(page_id, name), default_timeout=30)
        app.query_params["lang"] = lang
        answer_in_every_way(app.run(), page_id, name, lang)


def answer_in_every_way(app: AppTest, page_id: str, name: str, lang) -> None:
    question, key = build(page_id, name), f"{page_id}.{name}"
    for slip in question.slips:
        given = slip.answer if question.kind == "choice" else show_value(slip.answer)
        answer(app, key, question, given)
        assert not app.exception
        finding = explain(question, question.judge(given), lang)
        assert headline(finding.headline) in html_of(app).replace("<var>", "").replace("</var>", "")
        if question.kind == "number":
            app.button(key=f"{key}.again").click().run()
            assert app.text_input(key=f"{key}.field").value == ""
        forget(app, f"tries/{key}.0")
    given = question.answer if question.kind == "choice" else show_value(question.answer)
    answer(app, key, question, given)
    finding = explain(question, question.judge(given), lang)
    assert headline(finding.headline) in html_of(app)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("first", ["4", "17"])
def test_the_number_is_told_after_the_second_wrong_try_and_counts_as_not_right(first, lang):
    app = open_page("convolution", lang)
    question, key = build("convolution", "out_size"), "convolution.out_size"
    told = reveal(question, lang)
    answer(app, key, question, first)
    assert told.reason not in html_of(app)
    app.button(key=f"{key}.again").click().run()
    answer(app, key, question, "18")
    assert reveal(question, lang, "18").headline in html_of(app)
    assert told.reason in html_of(app).replace("\u00a0", " ")
    assert 'class="chip-right"' not in html_of(app)
    assert f"{key}.again" not in [button.key for button in app.button]
    assert "asked" not in steps_done(app, "convolution")
    app.button(key=f"{key}.another").click().run()
    assert app.text_input(key=f"{key}.field").value == ""


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("first", ["", "6"])
def test_who_asks_to_be_shown_is_told_without_praise(first, lang):
    app = open_page("convolution", lang)
    question, key = build("convolution", "out_size"), "convolution.out_size"
    if first:
        answer(app, key, question, first)
    app.button(key=f"{key}.show").click().run()
    assert not app.exception
    assert reveal(question, lang).headline in html_of(app)
    assert explain(question, question.judge("5"), lang).headline not in html_of(app)
    assert entries_of(app).get(f"tries/{key}.0", [0, False])[1] is False
    assert "asked" not in steps_done(app, "convolution")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nonsense_is_called_no_number_and_not_counted(lang):
    app = open_page("convolution", lang)
    question, key = build("convolution", "out_size"), "convolution.out_size"
    answer(app, key, question, "three")
    said = STRINGS.get("question.unreadable", lang, given="three")
    assert said in html_of(app)
    assert app.text_input(key=f"{key}.field").value == "three"
    assert not [key for key in entries_of(app) if key.startswith("tries/")]


def test_markup_in_an_answer_stays_text():
    app = open_page("convolution", "en")
    answer(app, "convolution.out_size", build("convolution", "out_size"), "<b>x</b>")
    assert not app.exception
    assert "<b>x</b>" not in html_of(app)


def test_an_empty_field_is_no_answer():
    app = open_page("convolution", "en")
    answer(app, "convolution.out_size", build("convolution", "out_size"), "   ")
    assert not app.exception
    assert not [key for key in entries_of(app) if key.startswith("given/convolution.out_size.")]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_score_is_quiet_and_counts_first_tries(lang):
    app = open_page("convolution", lang)
    sentence = STRINGS.get("summary.score", lang, answered=2, first=1)
    first = build("convolution", "shared_weights")
    answer(app, "convolution.shared_weights", first, "9")
    second, key = build("convolution", "out_size"), "convolution.out_size"
    answer(app, key, second, "7")
    app.button(key=f"{key}.again").click().run()
    answer(app, key, second, "5")
    assert sentence in html_of(app.run())


def test_a_slip_is_replayed_on_the_grid():
    app = open_page("convolution", "en")
    question, key = build("convolution", "out_size"), "convolution.out_size"
    answer(app, key, question, "6")
    app.button(key=f"{key}.replay").click().run()
    assert not app.exception
    assert app.session_state["convolution.state"]["kernel_size"] == (2, 2)
    assert app.query_params["kernel_size"] in ("2", ["2"])  # AppTest gives either
    figure = sent_to(app, "convolution.stepper")
    assert (figure["plays"], figure["settings"]["step"]) == (1, 0)
    assert figure["band"]["state"] == "replay"
    assert figure["band"]["prompt"] == "6 is right for a kernel 2 wide."
    assert figure["band"]["targets"] == []  # nothing of the answer is hidden
    assert figure["band"]["back"] == f"{key}.card"


def test_an_example_is_no_replay_and_leads_back_too():
    app = open_page("convolution", "en", more="pairs")
    app.button(key="convolution.on_grid_edge").click().run()
    figure = sent_to(app, "convolution.stepper")
    assert figure["band"]["state"] == "open"
    assert figure["band"]["back"] == "convolution.on_grid_edge.examples"
    assert figure["plays"] == 0


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_field_is_named_by_its_question_and_echoes_ordinary_digits(lang):
    app = open_page("convolution", lang)
    key = "convolution.out_size"
    label = app.text_input(key=f"{key}.field").label
    assert "7" in label
    assert "*" not in label
    answer(app, key, build("convolution", "out_size"), "\uff14")
    assert '<div class="typed">4</div>' in html_of(app)


def test_an_example_goes_to_the_grid_and_keeps_the_answers():
    app = open_page("convolution", "zh", more="pairs")
    answer(app, "convolution.out_size", build("convolution", "out_size"), "4")
    app.button(key="convolution.on_grid_edge").click().run()
    state = app.session_state["convolution.state"]
    assert (state["image"], state["kernel"]) == ("edge", "edge")
    given = f"given/convolution.out_size.{fingerprint(build('convolution', 'out_size'))}"
    assert entries_of(app)[given] == "4"


def test_a_finding_follows_the_language():
    app = open_page("convolution", "zh")
    question, key = build("convolution", "out_size"), "convolution.out_size"
    answer(app, key, question, "4")
    app.query_params["lang"] = "en"
    english = explain(question, question.judge("4"), "en").headline
    assert english in html_of(app.run())


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("page_id", ["why_cnn", "stride_padding"])
def test_recall_goes_from_item_to_item_and_is_then_done(page_id, lang):
    app = open_page(page_id, lang)
    items = [as_choice(item) for item in recall_items(page_id, recalls.today())]
    for at, item in enumerate(items):
        key = f"{page_id}.recall.{item.lesson_id}.{item.question_id}"
        wrong = item.slips[0]
        answer(app, key, item, wrong.answer)
        assert explain(item, item.judge(wrong.answer), lang).headline in html_of(app)
        answer(app, key, item, item.answer)
        if at + 1 < len(items):
            app.button(key=f"{page_id}.recall.next").click().run()
    assert not app.exception
    assert "recall" in steps_done(app, page_id)


@pytest.mark.parametrize("page_id", WITH_QUESTIONS)
def test_of_a_question_the_grid_shows_every_slip_or_none(page_id: str):
    for name in question_ids(page_id):
        for question in (build(page_id, name, seed) for seed in range(6)):
            shown = [slip.name for slip in question.slips if slip.replay is not None]
            assert shown in ([], [slip.name for slip in question.slips]), name


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("name", ["true_convolution", "flat_area"])
def test_the_grid_shows_the_number_of_the_slip(name: str, seed: int):
    question = build("convolution", name, seed)
    for answer, replay in [(question.answer, question.replay)] + [
        (slip.answer, slip.replay) for slip in question.slips
    ]:
        assert replay is not None
        case = GridCase.of(STEPPER.defaults | dict(replay))
        assert case.out().ravel()[int(str(replay["step"]))] == pytest.approx(answer)
