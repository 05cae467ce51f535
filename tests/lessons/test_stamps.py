"""Stamps: outputs are sums of their terms, by torch; printed code gives the number beside it."""

from __future__ import annotations

import numpy as np
import torch
from torch.nn import functional

from lessons.dilated_transposed import code
from lessons.dilated_transposed.figures import TRANSPOSED
from lessons.dilated_transposed.predictions import predict
from lessons.dilated_transposed.stamps import StampCase
from tests.lessons.machinery.question_cases import stamp_cases


def by_torch(case: StampCase) -> np.ndarray:
    x, weight = torch.from_numpy(case.x)[None, None], torch.from_numpy(case.weight)[None, None]
    return functional.conv_transpose2d(
        x,
        weight,
        stride=case.stride,
        padding=case.padding,
        output_padding=case.output_padding,
        dilation=case.dilation,
    )[0, 0].numpy()


def test_every_output_is_the_sum_of_its_terms():
    compared = 0
    for case in stamp_cases():
        if not case.out().size:
            continue
        sums = np.array(
            [
                [sum(term.product for term in case.terms((row, column))) for column in range(width)]
                for row, width in enumerate([case.out().shape[1]] * case.out().shape[0])
            ]
        )
        np.testing.assert_allclose(sums, by_torch(case), atol=1e-12)
        np.testing.assert_allclose(case.out(), by_torch(case), atol=1e-12)
        compared += 1
    assert compared > 40


def test_the_first_prediction_is_the_first_overlap():
    asked = predict(StampCase.of(TRANSPOSED.defaults))
    assert asked is not None
    question, target = asked
    assert (question.answer, target) == (5, (0, 2))
    named = {slip.name: slip.answer for slip in question.slips}
    assert named == {"last_only": 2, "first_only": 3, "turned": 25, "numbers_ignored": 4}
    assert question.replay == {"step": 1}


def test_the_printed_code_runs_as_printed_and_gives_the_number_beside_it():
    case = StampCase.of(TRANSPOSED.defaults)
    names: dict[str, object] = {}
    for text, _, value in code.both(case):
        *program, asked = text.split("\n")
        exec("\n".join(program), names)
        assert float(eval(asked, names)) == float(value) == by_torch(case)[2, 2] == 36
