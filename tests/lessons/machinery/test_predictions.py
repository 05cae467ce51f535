"""What a convolution asks to predict: right by torch, its slips by the axis they mean."""

from __future__ import annotations

import pytest
import torch
from torch.nn import functional

from lessons.convolution.figures import STEPPER
from lessons.machinery.figure import stepper_of
from lessons.machinery.grid import GridCase, notes_case
from lessons.machinery.predictions import CONVOLUTION, ROUNDS, predict
from lessons.machinery.presets import random_digits
from tests.lessons.by_torch import values
from tests.lessons.machinery.question_cases import random_cases


def test_the_notes_example_is_predicted():
    asked = predict(notes_case())
    assert asked is not None
    question, target = asked
    assert (question.answer, target) == (40, (0, 1))
    named = {slip.name: slip.answer for slip in question.slips}
    assert named.items() >= {"not_moved": 35, "two_cells": 45, "weights_ignored": 72}.items()
    strided = predict(notes_case(stride=2))
    assert strided is not None
    assert strided[0].answer == 45
    one = {slip.name: slip for slip in strided[0].slips}["stride_one"]
    assert one.answer == 40
    assert one.replay == {"stride": 1, "step": 1}


def test_a_prediction_knows_who_reads_the_gaps():
    figure = stepper_of("dilated_transposed")
    asked = predict(figure.case(figure.defaults))
    assert asked is not None
    named = {slip.name: slip for slip in asked[0].slips}
    x = torch.from_numpy(figure.case(figure.defaults).x)[None]
    weight = torch.tensor([[1.0, 0, 1], [0, 1, 0], [1, 0, 1]]).double()[None, None]
    assert named["gaps_read"].answer == float(functional.conv2d(x, weight)[0, 0, 1])
    assert asked[0].answer == float(functional.conv2d(x, weight, dilation=2)[0, 0, 1])


def test_a_prediction_speaks_of_the_axis_the_window_moves_along():
    case = notes_case().changed(x=random_digits((9, 12), 3), stride=(2, 3))
    right, down = predict(case), predict(case, ROUNDS.index("next_row"))
    assert right is not None
    assert down is not None
    assert (right[0].values["stride"], down[0].values["stride"]) == (3, 2)
    named = {slip.name: slip for slip in right[0].slips}
    plain = case.changed(stride=1).out()
    assert named["stride_one_here"].answer == plain[0, 1]
    assert named["stride_one_here"].replay == {"stride": (2, 1), "step": 1}
    swapped = {slip.name: slip for slip in down[0].slips}["axes_swapped"]
    assert swapped.answer == plain[3, 0]
    assert swapped.replay == {"stride": (3, 2), "step": 5}


def test_the_cell_question_takes_each_stride_for_its_own_axis():
    case = notes_case().changed(x=random_digits((9, 12), 3), stride=(2, 3))
    asked = predict(case, ROUNDS.index("corner"))
    assert asked is not None
    question, _ = asked
    assert question.question_id == "corner_axes"
    assert question.answer == (1, 2)
    assert (question.values["top"], question.values["left"]) == (3, 7)
    assert {slip.name for slip in question.slips} == {"swapped", "centre", "first"}


@pytest.mark.parametrize("turn", range(15))
def test_another_prediction_cannot_be_read_off_the_first_cell(turn: int):
    settings = STEPPER.defaults | dict(CONVOLUTION.fresh(turn - turn % len(ROUNDS)))
    asked = predict(GridCase.of(settings), turn)
    assert asked is not None
    question, target = asked
    assert not question.hidden
    if target is not None:
        assert question.answer != question.values["first"]


def test_a_cell_question_with_padding_knows_who_forgets_it():
    case = notes_case(padding=1).changed(x=random_digits(7, 3))
    asked = predict(case, ROUNDS.index("corner"))
    assert asked is not None
    question, _ = asked
    top, left = values(question, "top", "left")
    assert question.answer == (top, left)  # counted from the corner of the padding
    (slip,) = question.judge((top - 1, left - 1)).slips
    assert slip.name == "padding_ignored"


def test_predictions_agree_with_torch_on_any_grid():
    for case in random_cases():
        asked = predict(case)
        if asked is None:
            assert case.out().size < 2
            continue
        weight = torch.from_numpy(case.used_weight.copy())[None, None]
        out = functional.conv2d(torch.from_numpy(case.x)[None], weight, stride=case.stride,
                                padding=case.padding, dilation=case.dilation)[0]  # fmt: skip
        question, target = asked
        assert target is not None
        assert question.answer == pytest.approx(float(out[target]))


def test_the_cell_question_names_the_window_that_torch_reads():
    case = notes_case(stride=2).changed(x=random_digits(9, 3))
    asked = predict(case, ROUNDS.index("corner"))
    assert asked is not None
    question, target = asked
    assert target is None
    assert question.kind == "cell"
    assert isinstance(question.answer, tuple)
    row, column = question.answer
    x = torch.zeros(1, 9, 9, requires_grad=True)
    out = functional.conv2d(x, torch.ones(1, 1, 3, 3), stride=2)
    out[0, int(row), int(column)].backward()
    assert x.grad is not None
    corner = x.grad[0].nonzero().min(0).values + 1
    assert corner.tolist() == [question.values["top"], question.values["left"]]
