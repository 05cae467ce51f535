"""Every question over many seeds: its slips distinct, its words complete, answers read."""

from __future__ import annotations

import re
from dataclasses import replace
from importlib import import_module

import pytest

from lessons.machinery.languages import LANGUAGES
from lessons.machinery.questions import (
    as_choice,
    build,
    explain,
    home_recall,
    option_label,
    parse_answer,
    parse_cell,
    prompt,
    question_texts,
    recall_items,
    reveal,
    same_answer,
    show_value,
)
from tests.lessons.machinery.question_cases import ALL, SEEDS, every_question

LESSON_IDS = list(dict.fromkeys(lesson for lesson, _ in ALL))

SIZES = {
    "stride_padding": ("out_size", "padded_size", "leftover"),
    "dilated_transposed": ("dilation_extent", "transposed_size", "pad_mode"),
}


@pytest.mark.parametrize(
    ("lesson", "name"), [(lesson, name) for lesson, names in SIZES.items() for name in names]
)
def test_the_slips_about_sizes_have_a_number_each_whatever_the_seed(lesson: str, name: str):
    for seed in range(200):
        question = build(lesson, name, seed)
        answers = [question.answer, *(slip.answer for slip in question.slips)]
        assert len(set(answers)) == len(answers), seed
        assert question.hidden == (), seed


@pytest.mark.parametrize(("lesson", "name"), ALL)
def test_the_first_instance_tells_every_slip_from_the_answer_and_from_the_others(lesson, name):
    question = build(lesson, name)
    answers = [question.answer, *(slip.answer for slip in question.slips)]
    meeting = [
        one for index, one in enumerate(answers)
        if any(same_answer(one, other) for other in answers[:index])
    ]  # fmt: skip
    assert meeting == []
    assert question.hidden == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_where_slips_meet_every_cause_is_named(language):
    met = 0
    for question in every_question():
        for slip in question.slips:
            verdict = question.judge(slip.answer)
            assert slip in verdict.slips
            told = explain(question, verdict, language)
            for one in verdict.slips:
                alone = explain(question, replace(verdict, slips=(one,)), language)
                assert alone.headline in f"{told.headline} {told.reason}"
                assert alone.reason in told.reason
            met += len(verdict.slips) > 1
    assert met


def numbers_in(words: str) -> set[str]:
    return set(re.findall(r"[\d.,/]*\d(?:×10)?[⁰¹²³⁴⁵⁶⁷⁸⁹]*", words))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("lesson", "name"), ALL)
def test_a_wrong_answer_is_not_told_the_number(lesson, name, language):
    question = build(lesson, name)
    for key, raw in question_texts(lesson).area(name, language).items():
        assert key == "right" or "[[answer]]" not in raw
    if not isinstance(question.answer, (int, float)):
        return
    known = numbers_in(prompt(question, language))
    wrong = [slip.answer for slip in question.slips]
    for given in wrong if question.kind == "choice" else [*wrong, -987.5]:
        told = explain(question, question.judge(given), language)
        said = numbers_in(f"{told.headline} {told.reason}") - known - {show_value(given)}
        assert show_value(abs(question.answer)) not in said, told


@pytest.mark.parametrize(
    ("question_id", "keyboard"),
    [("out_size", "digits"), ("true_convolution", "signed"), ("flat_area", "text")],
)
def test_a_field_has_the_keyboard_that_its_answers_need(question_id: str, keyboard: str):
    assert build("convolution", question_id).keyboard == keyboard


def test_options_are_the_answer_and_what_the_slips_give():
    for question in every_question():
        expected = {question.answer, *(slip.answer for slip in question.slips)}
        if question.kind == "choice":
            assert sorted(map(str, question.options)) == sorted(map(str, expected))
        else:
            assert question.options == ()


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_text_fills_and_every_finding_has_headline_and_reason(language):
    for question in every_question():
        texts = [prompt(question, language)]
        texts += [option_label(question, option, language) for option in question.options]
        findings = [reveal(question, language), reveal(question, language, "17")]
        if question.kind != "choice":
            findings.append(explain(question, question.judge(-987.5), language))
        findings += [
            explain(question, question.judge(slip.answer), language) for slip in question.slips
        ]
        for finding in findings:
            assert finding.headline
            assert finding.reason
            texts += [finding.headline, finding.reason]
        for text in texts:
            assert "[[" not in text
            assert not re.search(r"\d\.\d{5}|\d\.0\b(?!\d)", text), text


POINTS_AT_THE_PAGE = re.compile(
    r"上面的|图里|右边是|网格上|input above|in the figure|[Bb]eside this"
)


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_later_lessons_ask_again_stands_alone(language):
    """On another page there is no figure above, and its numbers are others."""
    for lesson in LESSON_IDS:
        for name in import_module(f"lessons.{lesson}.questions").RECALL:
            asked = prompt(build(lesson, name, seed=1), language)
            assert not POINTS_AT_THE_PAGE.search(asked), asked


def test_every_slip_is_explained_and_every_explanation_is_used():
    explained: dict[str, set[str]] = {}
    used: dict[str, set[str]] = {}
    for question in every_question():
        where = f"{question.lesson_id}.{question.question_id}"
        keys = question_texts(question.lesson_id).area(question.question_id, "zh")
        explained[where] = {key.removeprefix("slips.") for key in keys if key.startswith("slips.")}
        used.setdefault(where, set()).update(slip.name for slip in question.slips)
    assert used == explained


def test_the_same_seed_gives_the_same_question_and_others_vary():
    for lesson, name in ALL:
        assert build(lesson, name, 3) == build(lesson, name, 3)
    varied = {str(build("convolution", "out_size", seed).values) for seed in SEEDS}
    assert len(varied) > 5


@pytest.mark.parametrize("text", ["5", " 5 ", "５", "5.0", "+5", "10/2", "5,0"])
def test_a_number_may_be_written_in_many_ways(text: str):
    assert build("convolution", "out_size").judge(text).is_right


@pytest.mark.parametrize("text", ["", "abc", "3e", "1/0", "--3", "35px", "nan", "inf", "1" * 30])
def test_nonsense_is_no_answer(text: str):
    verdict = build("convolution", "out_size").judge(text)
    assert not verdict.is_readable
    assert verdict.slips == ()
    assert verdict.given == text


def test_a_wrong_number_names_its_slip_or_none():
    question = build("convolution", "out_size")
    assert [slip.name for slip in question.judge("4").slips] == ["plus_one_missing"]
    assert question.judge("100").slips == ()
    assert question.judge("100").is_readable


def test_numbers_and_cells_are_read_and_shown():
    assert parse_answer("\N{MINUS SIGN}1/9") == pytest.approx(-1 / 9)
    assert parse_cell("1, 2") == (1, 2)
    assert parse_cell("x,2") is None
    assert parse_cell("1") is None
    shown = [show_value(v) for v in (10**12, 2 * 10**6, -3.0, 1 / 9, 12345, 4.5)]
    assert shown == ["10¹²", "2×10⁶", "\N{MINUS SIGN}3", "1/9", "12,345", "4.5"]


def test_recall_opens_with_what_is_taken_for_granted_then_with_earlier_lessons():
    (first,) = recall_items("why_cnn")
    assert (first.lesson_id, first.question_id) == ("why_cnn", "weighted_sum")
    later = recall_items("convolution")
    assert len(later) == 3
    assert {item.lesson_id for item in later} == {"why_cnn"}
    assert home_recall([]) == ()
    both = home_recall(["convolution", "stride_padding"], seed=4)
    assert [item.lesson_id for item in both] == ["convolution", "stride_padding", "convolution"]


@pytest.mark.parametrize("page_id", LESSON_IDS[1:])
def test_recall_goes_back_one_lesson_three_and_six(page_id: str):
    before = LESSON_IDS[: LESSON_IDS.index(page_id)][::-1]
    wanted = [before[far - 1] for far in (1, 3, 6) if far <= len(before)]
    asked = [item.lesson_id for item in recall_items(page_id)]
    assert asked[: len(wanted)] == wanted
    assert set(asked) == set(wanted)
    assert len(asked) == 3


def test_a_number_question_becomes_a_choice():
    question = as_choice(build("convolution", "out_size"), seed=1)
    assert question.kind == "choice"
    assert set(question.options) == {5, 4, 7, 6}
    verdict = question.judge(4)
    assert [slip.name for slip in verdict.slips] == ["plus_one_missing"]
    assert not question.judge(99).is_readable
