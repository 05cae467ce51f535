"""The lesson on pooling: its cases by torch, its verdicts by counting, its measurements anew."""

from __future__ import annotations

from dataclasses import asdict
from itertools import product

import numpy as np
import pytest
import torch
from torch.nn import functional

from lessons.machinery.presets import random_digits
from lessons.machinery.questions import build
from lessons.pooling.cases import PoolCase, notes_case
from lessons.pooling.figures import GRADIENT
from lessons.pooling.predictions import predict
from lessons.pooling.questions import kept_shifts
from lessons.pooling.shifts import (
    DIRECTIONS,
    LANES,
    ShiftParam,
    measure,
    measured,
    overlap,
    placed,
)


def test_the_example_of_the_lecture():
    assert notes_case().out().tolist() == [[7, 9], [17, 19]]
    assert notes_case(mode="avg").out().tolist() == [[4, 6], [14, 16]]
    assert notes_case(ceil_mode=True).out().tolist() == [[7, 9, 10], [17, 19, 20], [22, 24, 25]]


@pytest.mark.parametrize("mode", ["max", "avg"])
def test_a_case_is_what_torch_gives(mode: str):
    x = random_digits((7, 9), 3)
    tensor = torch.from_numpy(x)[None]
    pool = functional.max_pool2d if mode == "max" else functional.avg_pool2d
    for kernel, stride, padding, ceil in product((1, 2, 3), (1, 2, 3), (0, 1), (False, True)):
        if padding > kernel // 2:
            continue
        case = PoolCase(x, (kernel, kernel), (stride, stride), (padding, padding), mode=mode,
                        ceil_mode=ceil)  # fmt: skip
        expected = pool(tensor, kernel, stride, padding, ceil_mode=ceil)[0].numpy()
        np.testing.assert_allclose(case.out(), expected)


def test_settings_without_a_pooling_give_nothing():
    assert notes_case(padding=(2, 2)).out().size == 0
    assert notes_case(kernel_size=(7, 7)).out().size == 0
    assert predict(notes_case(padding=(2, 2))) is None


def test_the_gradient_is_what_torch_gives():
    settings = GRADIENT.defaults | {"image": "random", "kernel_size": (3, 3), "stride": (1, 1)}
    case = GRADIENT.case(settings)
    grads = torch.from_numpy(case.grad_out)[None]
    pools = (functional.max_pool2d, functional.avg_pool2d)
    for pool, found in zip(pools, case.grads(), strict=True):
        x = torch.from_numpy(case.pool.x)[None].requires_grad_()
        pool(x, 3, 1).backward(grads)
        assert x.grad is not None
        np.testing.assert_allclose(found, x.grad[0].numpy())


def test_shifts_that_keep_a_maximum_are_counted():
    counts = [[kept_shifts(3, (row, column)) for column in range(3)] for row in range(3)]
    assert counts == [[3, 5, 3], [5, 8, 5], [3, 5, 3]]
    assert {kept_shifts(2, (row, column)) for row in range(2) for column in range(2)} == {3}
    assert build("pooling", "five_of_eight").values["mean"] == pytest.approx(40 / 9)


def test_the_measurements_are_those_of_the_digits():
    assert asdict(measure()) == asdict(measured())


def test_lanes_halve_and_keep_what_does_not_move():
    digit = np.array(measured().digits[3:4], dtype=float)
    still, moved = placed(digit, (0, 0)), placed(digit, (0, 1))
    shares = {name: float(overlap(lane(still), lane(moved))[0]) for name, lane in LANES.items()}
    rounded = {name: round(100 * share) for name, share in shares.items()}
    assert rounded == {"none": 61, "stride": 52, "avg": 70, "max": 75, "blur": 78}
    for name, lane in LANES.items():
        assert lane(still).shape[-1] == still.shape[-1] // (1 if name == "none" else 2)
        assert overlap(lane(still), lane(still))[0] == 1
    assert len(DIRECTIONS) == len(set(DIRECTIONS)) == 8


@pytest.mark.parametrize("text", ["1x-2", "-8x8", "0x0"])
def test_a_shift_is_read_as_it_is_written(text: str):
    param = ShiftParam("shift")
    value, slip = param.parse(text)
    assert slip is None
    assert param.format(value) == text


@pytest.mark.parametrize("text", ["", "1", "9x0", "x", "1x2x3", "--1x0", "1.5x0", "a×b"])
def test_nonsense_is_no_shift(text: str):
    value, slip = ShiftParam("shift").parse(text)
    assert value == (0, 0)
    assert slip is not None
    assert slip.code == "bad_shift"
