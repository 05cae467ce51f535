"""Parameters of an address: what they read, what they refuse and how that is said as data."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from lessons.machinery.cells import apply_edits, format_number, parse_edits, parse_number
from lessons.machinery.languages import LANGUAGES
from lessons.machinery.params import (
    ChoiceParam,
    EditsParam,
    FlagParam,
    IntParam,
    ManyParam,
    PairParam,
    Param,
    ShiftParam,
    as_text,
)
from lessons.machinery.questions import parse_answer, show_value
from lessons.machinery.strings import STRINGS
from tests.lessons.machinery.number_cases import ANSWERS, CELLS, STRANGE

SIZE = IntParam("size", 3, 12, 5)
KERNEL = PairParam("kernel_size", 1, 7, (3, 3))
KIND = ChoiceParam("kernel", ("x", "edge"), "x")
EDITS = EditsParam("input_edits", 12)
FLIP = FlagParam("flip")


@pytest.mark.parametrize("text", CELLS, ids=ascii)
def test_a_cell_reads_what_the_table_says(text: str):
    assert parse_number(text) == pytest.approx(CELLS[text])


@pytest.mark.parametrize("text", STRANGE, ids=ascii)
def test_nan_and_minus_infinity_are_read_only_where_they_are_spoken_of(text: str):
    expected = STRANGE[text]
    found = parse_number(text, strange=True)
    assert found == pytest.approx(expected, nan_ok=True) if expected is not None else found is None
    edits, slip = EditsParam("input_edits", 12, strange=True).parse(f"0.0.{text}")
    assert edits == ({} if expected is None else {(0, 0): text})
    assert (slip is None) == (expected is not None)
    if expected != 7:
        assert EDITS.parse(f"0.0.{text}")[0] == {}


@pytest.mark.parametrize("text", CELLS, ids=ascii)
def test_an_answer_reads_whatever_a_cell_reads(text: str):
    if CELLS[text] is not None:
        assert parse_answer(text) == pytest.approx(CELLS[text])


@pytest.mark.parametrize("text", ANSWERS, ids=ascii)
def test_an_answer_reads_what_the_table_says(text: str):
    assert parse_answer(text) == ANSWERS[text]


@pytest.mark.parametrize(
    "value", [0, -3, 0.25, 1 / 9, 9999, 20032, -20032, 20032.5, 10**5, 2 * 10**6, 1234567, 10**12]
)
def test_what_a_page_prints_can_be_typed(value: float):
    assert parse_answer(show_value(value)) == pytest.approx(value)


def test_what_a_cell_shows_can_be_typed_into_it():
    for value in (0.0, -0.25, 1 / 3, -9999.0, 12.5, -np.inf, np.nan):
        shown = parse_number(format_number(value), strange=True)
        assert shown == pytest.approx(value, nan_ok=True)


@pytest.mark.parametrize(
    ("text", "value"), [("3", 3), ("12", 12), ("05", 5), ("\uff11\uff12", 12), ("\uff15", 5)]
)
def test_a_whole_number(text: str, value: int):
    assert SIZE.parse(text) == (value, None)


@pytest.mark.parametrize(
    "text",
    ["", "2", "13", "-3", "3.0", "3x3", "1e1", "0000000059", "0000000005", "9" * 5000, "\u0665"],
)
def test_no_whole_number_in_range_gives_the_default_and_a_slip(text: str):
    value, slip = SIZE.parse(text)
    assert value == 5
    assert slip is not None
    assert slip.code == "bad_int"
    assert slip.values == {"name": "size", "value": text[:40], "low": 3, "high": 12, "default": "5"}


@pytest.mark.parametrize(
    ("text", "value"),
    [("3", (3, 3)), ("1x3", (1, 3)), ("3x3", (3, 3)), ("7x1", (7, 1)), ("1\u00d73", (1, 3)),
     ("1X3", (1, 3)), ("\uff11\uff58\uff13", (1, 3))],
)  # fmt: skip
def test_a_pair(text: str, value: tuple[int, int]):
    assert KERNEL.parse(text) == (value, None)


def test_a_pair_is_written_as_short_as_it_can_be():
    assert [KERNEL.format(pair) for pair in ((3, 3), (1, 3), (7, 1))] == ["3", "1x3", "7x1"]


@pytest.mark.parametrize(
    "text",
    ["", "x", "3x", "x3", "0x3", "3x8", "1x2x3", "1,3", "-1x3", "0000000003"],
)
def test_no_pair_gives_the_default_and_a_slip(text: str):
    value, slip = KERNEL.parse(text)
    assert value == (3, 3)
    assert slip is not None
    assert slip.code == "bad_pair"
    assert slip.values["default"] == "3"


def test_choice_and_flag():
    assert KIND.parse("edge") == ("edge", None)
    assert FLIP.parse("1") == (True, None)
    assert FLIP.format(True) == "1"
    value, slip = KIND.parse("blur")
    assert (value, slip and slip.code, slip and slip.values["choices"]) == (
        "x", "bad_choice", "x \u00b7 edge")  # fmt: skip
    value, slip = FLIP.parse("2")
    assert (value, slip and slip.code) == (False, "bad_int")


def test_no_choice_at_all_is_not_listed_among_the_choices():
    _, slip = ChoiceParam("only", ("", "recall", "change"), default="").parse("nothing")
    assert slip
    assert slip.values["choices"] == "recall \u00b7 change"
    assert slip.code == "no_choice"
    for lang in LANGUAGES:
        assert "nothing" in STRINGS.get(f"notice.{slip.code}", lang, **slip.values)


def test_what_is_quoted_of_an_address_is_seen():
    _, slip = KIND.parse("a\x00\n" + 50 * "b")
    assert slip
    assert str(slip.values["value"]).startswith("a\ufffd\ufffdbbb")
    assert len(str(slip.values["value"])) == 40


def test_nothing_between_two_commas_is_no_word():
    assert ManyParam("hide", ("recall", "terms"), between=",").parse(",recall,,") == (
        ("recall",),
        None,
    )


def test_edits_keep_the_text_as_it_was_written():
    text = "0.1.\uff0d\uff13_2.11.1/3"
    edits, slip = EDITS.parse(text)
    assert slip is None
    assert edits == {(0, 1): "\uff0d\uff13", (2, 11): "1/3"}
    assert EDITS.format(edits) == text
    grid = apply_edits(np.zeros((3, 12)), edits)
    assert (grid[0, 1], grid[2, 11]) == (-3, pytest.approx(1 / 3))


@pytest.mark.parametrize(
    "item",
    ["0000.0.5", "0.0000000001.5", "12.0.5", "0.12.5", "0.0.x", "0.0", "-1.0.5", "0.0.1e3"],
)
def test_an_unreadable_edit_is_left_out_and_named(item: str):
    assert parse_edits(f"1.1.7_{item}", max_size=12) == ({(1, 1): "7"}, [item])
    value, slip = EDITS.parse(f"1.1.7_{item}")
    assert value == {(1, 1): "7"}
    assert slip is not None
    assert (slip.code, slip.values["value"]) == ("bad_cells", item)


@pytest.mark.parametrize(
    ("param", "value"),
    [(SIZE, 7), (KERNEL, (1, 3)), (KERNEL, (2, 2)), (KIND, "edge"), (FLIP, True),
     (EDITS, {(0, 3): "1/3"})],
)  # fmt: skip
def test_every_value_survives_the_address(param: Param, value: Any):
    assert param.parse(param.format(value)) == (value, None)


@pytest.mark.parametrize(
    ("value", "text"),
    [(3, "3"), (3.0, "3"), (2.7, "2.7"), (float("nan"), "nan"), (True, "1"), ("edge", "edge"),
     ([1, 3], "1x3"), ((2, 2), "2x2"), ([[0, 1, "5"], [2, 3, "1/3"]], "0.1.5_2.3.1/3"), ([], ""),
     ({(0, 1): "5"}, "0.1.5"), (None, "None")],
)  # fmt: skip
def test_a_value_of_the_browser_as_an_address_would_say_it(value: object, text: str):
    assert as_text(value) == text


@pytest.mark.parametrize("text", ["1x-2", "-8x8", "0x0"])
def test_a_shift_is_read_as_it_is_written(text: str):
    param = ShiftParam("shift", 8)
    value, slip = param.parse(text)
    assert slip is None
    assert param.format(value) == text


@pytest.mark.parametrize("text", ["", "1", "9x0", "x", "1x2x3", "--1x0", "1.5x0", "a×b"])
def test_nonsense_is_no_shift(text: str):
    value, slip = ShiftParam("shift", 8).parse(text)
    assert value == (0, 0)
    assert slip is not None
    assert slip.code == "bad_shift"
