"""The lesson on pooling: its cases by torch, its verdicts by counting, its measurements anew."""

from __future__ import annotations

from dataclasses import asdict
from itertools import product

import numpy as np
import pytest
import torch
from numpy.typing import NDArray
from torch.nn import functional

from lessons.machinery.params import as_text
from lessons.machinery.presets import random_digits
from lessons.machinery.questions import build
from lessons.pooling.cases import PoolCase, notes_case
from lessons.pooling.figures import FALLS_OFF, FINE_POINTS, GRADIENT, READ_ALL, STEPPER, WHOLE
from lessons.pooling.figures import STRANGE as STRANGE_WINDOWS
from lessons.pooling.predictions import predict
from lessons.pooling.questions import kept_shifts
from lessons.pooling.shifted_nets import FARTHEST, NETS, begun, results
from lessons.pooling.shifted_nets import measure as measure_nets
from lessons.pooling.shifts import (
    CANVAS,
    DIRECTIONS,
    POOLS,
    lanes_of,
    measure,
    measured,
    overlaps,
    placed,
)


def test_the_example_of_the_lecture():
    assert notes_case().out().tolist() == [[7, 9], [17, 19]]
    assert notes_case(mode="avg").out().tolist() == [[4, 6], [14, 16]]
    assert notes_case(ceil_mode=True).out().tolist() == [[7, 9, 10], [17, 19, 20], [22, 24, 25]]


PLAIN = random_digits((7, 9), 3)
STRANGE = PLAIN.copy()
STRANGE[1, 2], STRANGE[4:, 5:] = np.nan, -np.inf


def _by_torch(case: PoolCase) -> NDArray[np.float64]:
    tensor = torch.from_numpy(case.x)[None]
    shared = (tensor, case.kernel_size, case.stride, case.padding)
    if case.mode == "max":
        return functional.max_pool2d(*shared, case.dilation, case.ceil_mode)[0].numpy()
    counted = case.count_include_pad
    return functional.avg_pool2d(*shared, case.ceil_mode, counted)[0].numpy()


@pytest.mark.parametrize("x", [PLAIN, STRANGE], ids=["plain", "strange"])
@pytest.mark.parametrize("mode", ["max", "avg"])
def test_a_case_is_what_torch_gives(mode: str, x: NDArray[np.float64]):
    flags = (False, True)
    apart, counts = ((1, 2), (True,)) if mode == "max" else ((1,), flags)
    table = product((1, 2, 3, (3, 2)), (1, 2, 3), (0, 1), apart, flags, counts)
    for kernel, stride, padding, dilation, ceil, counted in table:
        window = kernel if isinstance(kernel, tuple) else (kernel, kernel)
        if padding > min(window) // 2:
            continue
        pairs = ((n, n) for n in (stride, padding, dilation))
        case = PoolCase(x, window, *pairs, mode=mode, ceil_mode=ceil, count_include_pad=counted)
        np.testing.assert_allclose(case.out(), _by_torch(case))


EXAMPLES = {**READ_ALL, **FINE_POINTS, **STRANGE_WINDOWS, **FALLS_OFF, **WHOLE}


@pytest.mark.parametrize("name", EXAMPLES)
def test_every_example_is_what_torch_gives(name: str):
    checked = {p.name: p.parse(as_text(v))[0] for p in STEPPER.params
               if (v := EXAMPLES[name].get(p.name)) is not None}  # fmt: skip
    case = STEPPER.case(STEPPER.defaults | checked)
    np.testing.assert_allclose(case.out(), _by_torch(case))
    whole = functional.adaptive_avg_pool2d(torch.from_numpy(case.x)[None], 1)
    assert name not in WHOLE or case.out() == whole.numpy()[0]


def test_settings_without_a_pooling_give_nothing():
    assert notes_case(padding=(2, 2)).out().size == 0
    assert notes_case(kernel_size=(7, 7)).out().size == 0
    assert predict(notes_case(padding=(2, 2))) is None


@pytest.mark.parametrize("image", ["random", "checkerboard", "face"])
@pytest.mark.parametrize("windows", [(2, 2), (3, 1), (3, 2), (2, 3)], ids=str)
def test_the_gradient_is_what_torch_gives(image: str, windows: tuple[int, int]):
    kernel, stride = windows
    settings = GRADIENT.defaults | {
        "size": (6, 5), "image": image, "kernel_size": (kernel, kernel), "stride": (stride, stride),
    }  # fmt: skip
    case = GRADIENT.case(settings)
    grads = torch.from_numpy(case.grad_out)[None]
    pools = (functional.max_pool2d, functional.avg_pool2d)
    for pool, found in zip(pools, case.grads(), strict=True):
        x = torch.from_numpy(case.pool.x)[None].requires_grad_()
        pool(x, kernel, stride).backward(grads)
        assert x.grad is not None
        np.testing.assert_allclose(found, x.grad[0].numpy())


def test_shifts_that_keep_a_maximum_are_counted():
    counts = [[kept_shifts(3, (row, column)) for column in range(3)] for row in range(3)]
    assert counts == [[3, 5, 3], [5, 8, 5], [3, 5, 3]]
    assert {kept_shifts(2, (row, column)) for row in range(2) for column in range(2)} == {3}
    assert build("pooling", "five_of_eight").values["mean"] == pytest.approx(40 / 9)


def test_the_measurements_are_those_of_the_digits():
    assert asdict(measure()) == asdict(measured())


def _shares(shift: tuple[int, int], source: str = "picture") -> dict[str, tuple[int, int]]:
    """Per cent in place and moved back, of the digit that the page begins with."""
    digit = np.array(measured().digits[3:4], dtype=float)
    before, after = (lanes_of(placed(digit, step), source) for step in ((0, 0), shift))
    found = {lane: overlaps(before[lane], after[lane], shift, CANVAS) for lane in before}
    return {lane: (round(100 * kinds["in_place"][0]), round(100 * kinds["back"][0]))
            for lane, kinds in found.items()}  # fmt: skip


def test_lanes_halve_and_keep_what_does_not_move():
    in_place = {lane: share for lane, (share, _) in _shares((0, 1)).items()}
    assert in_place == {"picture": 61, "edges": 56, "stride": 52, "avg": 70, "max": 75, "blur": 78}
    assert set(_shares((0, 0)).values()) == {(100, 100)}
    still = placed(np.array(measured().digits[3:4], dtype=float), (0, 0))
    assert {pool(still).shape[-1] for pool in POOLS.values()} == {still.shape[-1] // 2}
    assert len(DIRECTIONS) == len(set(DIRECTIONS)) == 8


@pytest.mark.parametrize("source", ["picture", "edges"])
@pytest.mark.parametrize("far", range(9))
def test_moved_back_a_convolution_agrees_always_and_what_is_halved_after_even_steps(
    far: int, source: str
):
    for down, across in DIRECTIONS:
        back = {
            lane: share for lane, (_, share) in _shares((far * down, far * across), source).items()
        }
        assert back["picture"] == back["edges"] == 100
        halved = {back[lane] for lane in POOLS}
        assert (halved == {100}) if far % 2 == 0 else (max(halved) < 100)


def test_networks_with_a_global_mean_are_sure_after_multiples_of_their_strides():
    found = results()
    assert (set(found.nets), found.tested) == (set(NETS), 1797 - 1500)
    for name, net in found.nets.items():
        assert len(net.changed) == FARTHEST + 1
        assert net.changed[0] == 0
        assert max(net.changed) > 0
        if NETS[name][1]:
            assert (net.changed[4], net.changed[8]) == (0, 0)
        assert net.accuracy > 0.75


@pytest.mark.parametrize("name", NETS)
def test_every_network_begins_to_learn_as_the_one_that_was_measured(name: str):
    assert begun(name) == pytest.approx(results().nets[name].losses, abs=2e-3)


def test_the_committed_results_come_out_again():
    again, kept = (found.nets["stride"] for found in (measure_nets(("stride",)), results()))
    assert again.accuracy == pytest.approx(kept.accuracy, abs=0.05)
    assert again.changed == pytest.approx(kept.changed, abs=0.1)
