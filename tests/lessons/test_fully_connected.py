"""The lesson on fully connected layers: its numbers against torch, its code as printed."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional

from lessons.fully_connected.cases import FlatCase, example
from lessons.fully_connected.code import numpy_loop, torch_call
from lessons.fully_connected.figures import SLIDE, STEPPER
from lessons.fully_connected.predictions import predict
from lessons.fully_connected.shares import alexnet, endings, linear_share, vgg_d
from lessons.fully_connected.sliding import by_convolution
from lessons.fully_connected.stack import KERNEL, LARGEST, LENET, SMALLEST, WINDOW

CASES = {
    "example": {},
    "large": {"side": 3, "out_features": 4, "seed": 3},
    "one": {"channels": 1, "out_features": 1},
    "edited": {"input_edits": {(3, 1): "-2"}, "weight_edits": {(1, 7): "0.5"},
               "bias_edits": {(2, 0): "4"}},
}  # fmt: skip


@pytest.mark.parametrize("changes", CASES.values(), ids=CASES)
def test_the_code_runs_as_printed_and_agrees(changes):
    case = FlatCase.of(STEPPER.defaults | changes)
    names: dict[str, Any] = {"np": np, **case.arrays()}
    exec("\n".join("    " * line.indent + line.text for line in numpy_loop(case)), names)
    tensors = {name: torch.from_numpy(array.copy()) for name, array in case.arrays().items()}
    by_torch = eval(torch_call(case), {"F": functional, **tensors})[0]
    np.testing.assert_allclose(names["out"], case.out())
    np.testing.assert_allclose(by_torch, case.out())


@pytest.mark.parametrize("changes", CASES.values(), ids=CASES)
def test_the_code_of_flattening_runs_as_printed_and_agrees(changes):
    case = FlatCase.of(STEPPER.defaults | changes | {"phase": "flatten"})
    names: dict[str, Any] = {"np": np, "x": case.x}
    exec("\n".join("    " * line.indent + line.text for line in numpy_loop(case)), names)
    by_torch = eval(torch_call(case), {"x": torch.from_numpy(case.x.copy())})[0]
    np.testing.assert_array_equal(names["v"], case.vector)
    np.testing.assert_array_equal(by_torch, case.vector[None])


def test_each_prediction_hides_an_output_that_is_not_there_yet_and_tells_its_slips_apart():
    for turn in (0, 1):
        asked = predict(example(), turn)
        assert asked is not None
        question, cell = asked
        assert cell
        assert cell[0] > 0
        given = [slip.answer for slip in question.slips]
        assert len({*given, question.answer}) == len(given) + 1
    assert predict(example().changed(weight=np.ones((1, 8)), bias=np.zeros(1))) is None


def test_the_stack_is_torchs_at_every_side_down_to_the_sentence_of_its_error():
    first, second = LENET.maps
    features = nn.Sequential(
        nn.Conv2d(1, first, KERNEL), nn.MaxPool2d(WINDOW),
        nn.Conv2d(first, second, KERNEL), nn.MaxPool2d(WINDOW), nn.Flatten(),
    )  # fmt: skip
    last = nn.Linear(LENET.in_features, LENET.out_features)
    fitting = []
    for side in range(SMALLEST, LARGEST + 1):
        try:
            vector = features(torch.zeros(1, 1, side, side))
        except RuntimeError:
            assert LENET.flattened(side) is None
            continue
        assert vector.shape[1] == LENET.flattened(side)
        if LENET.fits(side):
            fitting.append(side)
            assert last(vector).shape == (1, LENET.out_features)
        else:
            said = LENET.complaint(side).removeprefix("RuntimeError: ")
            with pytest.raises(RuntimeError, match=re.escape(said)):
                last(vector)
    assert fitting == LENET.solutions()
    assert len(fitting) > 1


def test_the_shares_are_those_of_the_golden_networks():
    golden = json.loads((Path(__file__).parents[1] / "golden/golden.json").read_text())
    models = {model["id"]: model for model in golden["architectures"]}
    for costs, name in ((alexnet(), "alexnet_paper"), (vgg_d(), "vgg_D")):
        assert sum(cost.params for cost in costs) == models[name]["params"]["total"]
        assert sum(cost.mult_adds for cost in costs) == models[name]["macs"]["total"]
    assert f"{linear_share(alexnet(), 'params'):.3f}" == "0.962"
    assert f"{linear_share(vgg_d(), 'params'):.2f}" == "0.89"


def test_a_row_is_a_kernel_and_on_a_larger_map_its_corner_stays():
    flat = example()
    np.testing.assert_array_equal(by_convolution(flat), flat.out()[:, 0])
    for size in (2, 3, 5):
        slid = SLIDE.case(SLIDE.defaults | {"size": (size, size)})
        assert slid.maps().shape == (3, size - 1, size - 1)
        np.testing.assert_array_equal(slid.maps()[:, 0, 0], flat.out()[:, 0])


def test_the_mean_may_be_taken_before_or_behind_a_1x1_convolution():
    x = torch.rand(1, 5, 4, 4, dtype=torch.float64)
    weight, bias = torch.rand(3, 5, dtype=torch.float64), torch.rand(3, dtype=torch.float64)
    behind = functional.conv2d(x, weight[:, :, None, None], bias).mean(dim=(2, 3))
    torch.testing.assert_close(behind, functional.linear(x.mean(dim=(2, 3)), weight, bias))
    ways = {way.name: way for way in endings()}
    assert ways["map_and_mean"].params == ways["mean_and_linear"].params
