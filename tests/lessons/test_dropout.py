"""The numbers of the lesson on dropout, held against PyTorch."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch.nn import functional

from cnncore.network.text import blocks_from_text
from lessons.dropout import code, flicker
from lessons.dropout.cases import HIDDEN, RATES, WEIGHT, DropoutCase
from lessons.dropout.figures import STEPPER
from lessons.dropout.predictions import UNITS, predict
from lessons.dropout.questions import bent


def case_of(**settings: object) -> DropoutCase:
    return STEPPER.case(STEPPER.defaults | settings)


@pytest.mark.parametrize("p", RATES)
def test_with_the_same_mask_it_is_torchs_dropout(p: str):
    torch.manual_seed(3)
    x = torch.from_numpy(HIDDEN)
    out = functional.dropout(x, float(p), training=True)
    edits = {(0, i): "0" if value == 0 else "1" for i, value in enumerate(out[0].tolist())}
    case = case_of(p=p, mask_edits=edits)
    np.testing.assert_allclose(case.out(), out.numpy())
    np.testing.assert_allclose(case.score, functional.linear(out, torch.from_numpy(WEIGHT)).numpy())
    assert (case_of(p=p, mode="test").out() == HIDDEN).all()


@pytest.mark.parametrize("scaling", ["train", "test"])
@pytest.mark.parametrize("p", RATES)
def test_both_ways_of_scaling_have_the_mean_of_training_in_testing(p: str, scaling: str):
    case = case_of(p=p, scaling=scaling)
    assert case.expected() == pytest.approx(case.tested())
    spread = float(case.sampled().std()) / len(case.sampled()) ** 0.5
    assert abs(case.sampled().mean() - case.tested()) <= spread
    assert case_of(p=p, scaling=scaling, mode="test").score[0, 0] == pytest.approx(case.tested())


@pytest.mark.parametrize("p", RATES[1:])
def test_behind_a_relu_the_mean_of_training_is_larger(p: str):
    case = case_of(p=p, bend="relu")
    assert case.expected() > case.tested() + 1
    assert case.sampled().mean() > case.tested() + 1
    assert bent(0).answer == "larger"


def test_the_variance_of_the_score_is_the_penalty_of_the_text():
    case = case_of()
    penalty = case.p / (1 - case.p) * float(((HIDDEN * WEIGHT) ** 2).sum())
    rng = np.random.default_rng(0)
    keep = rng.random((200_000, HIDDEN.size)) >= case.p
    scores = (HIDDEN * keep / (1 - case.p)) @ WEIGHT[0]
    assert scores.var() == pytest.approx(penalty, rel=0.02)
    assert case.sampled().var() == pytest.approx(penalty, rel=0.2)


def test_what_is_asked_of_a_unit_and_how_it_goes_wrong():
    asked = {}
    for turn in range(4):
        found = predict(case_of(**UNITS.fresh(turn)), turn)
        assert found is not None
        question, target = found
        asked[question.question_id] = question.answer
        assert target is not None
        assert question.answer == case_of(**UNITS.fresh(turn)).out()[target]
    assert asked.keys() == {"stays", "dropped", "whole"}
    first = predict(case_of())
    assert first is not None
    assert first[0].answer == 5
    named = {slip.name: slip.answer for slip in first[0].slips}
    assert named == {"unchanged": 4, "shrunk": 3.2, "keep": 20, "zero": 0}
    assert predict(case_of(scaling="test")) is None
    assert predict(case_of(p="0")) is None


def test_the_programs_run_as_printed():
    by_numpy, by_torch = (code.output(text).split("\n") for text in (code.NUMPY, code.TORCH))
    assert by_numpy == ["[0.0, 1.25] 1.0"]
    assert by_torch == ["[0.0, 1.25] 1.0", "True"]


def test_without_eval_ten_answers_flicker_and_with_it_there_is_one():
    network = flicker.net()
    assert network.tested > 0.9
    for digit, label in enumerate(network.labels):
        drawn = [network.answer(digit, seed=seed)[0] for seed in range(flicker.PRESSES)]
        assert len(set(drawn)) >= 3
        assert network.answer(digit, seed=None)[0] == label
        assert network.answer(digit, seed=4) == network.answer(digit, seed=4)


def test_the_lab_is_sent_a_network_with_dropout():
    kinds = [block.kind for block in blocks_from_text(flicker.LAB["network"])]
    assert kinds.count("dropout") == 2
