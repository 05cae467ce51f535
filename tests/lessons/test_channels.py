"""The lesson on channels: its case by torch, its program text executed, its accounts."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
import torch
from torch.nn import Conv2d, functional

from lessons.channels.cases import ChannelCase, example, mixing_example
from lessons.channels.code import numpy_loop, torch_call
from lessons.channels.figures import STEPPER
from lessons.channels.ledger import ASKED, COLUMNS, FILLED, judge
from lessons.channels.pictures import berries, grey
from lessons.channels.predictions import LANES, lane_asked, predict
from lessons.machinery.code import as_text
from lessons.machinery.strings import lesson_texts


def settings(**changes: object) -> dict[str, object]:
    return STEPPER.defaults | changes


LEGAL = [
    ChannelCase.of(
        settings(in_channels=ins, out_channels=outs, groups=groups, shown_kernel=shown,
                 kernel_size=kernel, stride=stride, padding=padding, size=(5, 6), seed=ins)
    )
    for (ins, outs, groups, shown), (kernel, stride, padding) in product(
        ((3, 2, 1, 2), (1, 1, 1, 1), (4, 4, 2, 3), (3, 3, 3, 2), (4, 2, 2, 2)),
        (((3, 3), (1, 1), (0, 0)), ((1, 1), (1, 2), (0, 0)), ((2, 3), (2, 1), (1, 0))),
    )
]  # fmt: skip


@pytest.mark.parametrize("case", LEGAL, ids=lambda case: f"{case.x.shape} {torch_call(case)}")
def test_lanes_maps_loop_and_call_give_what_torch_gives(case: ChannelCase):
    arrays = case.arrays()
    tensors = {name: torch.from_numpy(array) for name, array in arrays.items()}
    maps = functional.conv2d(
        tensors["x"], tensors["weight"], tensors["bias"], case.stride, case.padding,
        groups=case.groups,
    ).numpy()  # fmt: skip
    np.testing.assert_allclose(case.maps(), maps)
    np.testing.assert_allclose(case.parts().sum(0) + case.bias[case.shown], maps[case.shown])
    names: dict[str, object] = {"np": np, **arrays}
    exec(as_text(numpy_loop(case)), names)
    np.testing.assert_allclose(np.asarray(names["out"]), maps[case.shown])
    found = eval(torch_call(case), {"F": functional, **tensors})
    np.testing.assert_allclose(found[0].numpy(), maps[case.shown])


@pytest.mark.parametrize("groups", [2, 4])
def test_without_such_a_layer_there_is_no_output(groups: int):
    case = ChannelCase.of(settings(groups=groups))
    assert (case.out().size, case.maps().size, predict(case)) == (0, 0, None)


def test_a_first_prediction_tells_its_slips_apart_and_its_answer_wins_a_kernel():
    case = ChannelCase.of(STEPPER.defaults)
    asked = predict(case)
    assert asked is not None
    question, cell = asked
    answers = [question.answer, *(slip.answer for slip in question.slips)]
    assert len(set(answers)) == len(answers) == 6
    assert question.answer == case.parts()[lane_asked(case)][cell]
    assert (LANES.grid(case), LANES.won(case)) == ("part.1", {"out_channels": 2})
    assert LANES.won(example()) == {}


def test_a_kernel_of_one_cell_is_a_matrix():
    case = mixing_example()
    mixed = np.einsum("kc,chw->khw", case.weight[:, :, 0, 0], case.x)
    np.testing.assert_allclose(case.maps(), mixed + case.bias[:, None, None])


def test_berries_are_as_bright_as_leaves():
    picture = berries()
    assert np.ptp(grey(picture)) < 1
    assert np.ptp(picture[0] - picture[1]) > 200


def test_accounts_are_those_of_torch_and_of_the_golden_numbers():
    for layer in (FILLED, *ASKED.values()):
        made = Conv2d(layer.ins, layer.outs, layer.kernel)
        accounts = layer.accounts()
        assert made.bias is not None
        assert accounts["weights"] == made.weight.numel()
        assert accounts["total"] == made.weight.numel() + made.bias.numel()
    assert list(ASKED["plain"].accounts().values()) == [27, 192, 5184, 192, 5376]
    assert (ASKED["sized"].out, ASKED["sized"].accounts()["total"]) == (28, 456)


@pytest.mark.parametrize("name", ASKED)
def test_every_slip_of_the_accounts_has_a_number_and_words_of_its_own(name: str):
    layer, words = ASKED[name], lesson_texts("channels")
    right = {column: str(number) for column, number in layer.accounts().items()}
    assert judge(layer, right).code == "right"
    for column in COLUMNS:
        slips = layer.slips(column)
        assert len(set(slips.values()) | {layer.accounts()[column]}) == len(slips) + 1
        for slip, number in slips.items():
            finding = judge(layer, right | {column: str(number)})
            assert (finding.code, finding.column) == (f"slips.{slip}", column)
        unknown = judge(layer, right | {column: "7777"})
        for code in (unknown.code, *(f"slips.{slip}" for slip in slips)):
            for lang in ("zh", "en"):
                assert "7777" in words.get(f"ledger.{code}", lang, column="x", given="7777")
    assert judge(layer, right | {"biases": " "}).code == "empty"
    assert judge(layer, right | {"biases": "two"}).code == "unreadable"
