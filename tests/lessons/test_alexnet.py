"""The lesson on LeNet and AlexNet: its columns against torch, its ruler, its boards."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from torch import nn
from torch.nn import functional

from cnncore.models import build, summarize
from cnncore.models.variants import differences
from lessons.alexnet import crops, lenet, momentum
from lessons.alexnet.claims import CLAIMS
from lessons.alexnet.lrn import normalise
from lessons.alexnet.pooling import MODES
from lessons.alexnet.race import EVERY, LEVEL, results
from lessons.alexnet.racing import errors
from lessons.alexnet.ruler import WANTED, WAYS
from lessons.alexnet.towers import ONE_TOWER, PAPER, TORCHVISION, VARIANTS, tower

IDS = {PAPER: "alexnet_paper", TORCHVISION: "alexnet_torchvision"}


@pytest.mark.parametrize("variant", IDS)
def test_the_columns_are_those_of_the_module(variant):
    with torch.device("meta"):
        net = build(IDS[variant])
    weights = [m for m in net.modules() if isinstance(m, nn.Conv2d | nn.Linear)]
    columns = [column for column in tower(variant).columns if column.params]
    assert [c.weights for c in columns] == [m.weight.numel() for m in weights]
    assert [c.seen for c in columns] == [m.weight.shape[1] for m in weights]
    assert tower(variant).params == sum(p.numel() for p in net.parameters())
    assert tower(variant).mult_adds == summarize(IDS[variant]).totals.mult_adds


def test_one_tower_has_the_channels_of_the_paper_without_its_groups():
    one, two = tower(ONE_TOWER), tower(PAPER)
    assert [c.channels for c in one.columns] == [c.channels for c in two.columns]
    assert [c.seen for c in one.columns if c.kind == "conv"] == [3, 96, 256, 384, 384]
    assert (one.params, one.mult_adds) == (62_378_344, 1_135_256_096)


def test_the_way_from_paper_to_torchvision_passes_the_one_tower_and_adds_up():
    steps = differences("alexnet_paper", "alexnet_torchvision")
    paper, one, end = (tower(variant) for variant in VARIANTS)
    assert one.params - paper.params == steps[0].effect_params
    assert one.mult_adds - paper.mult_adds == steps[0].effect_mult_adds
    assert end.params - paper.params == sum(step.effect_params for step in steps)
    assert [step.effect_params for step in steps[-3:]] == [0, 0, 0]


def test_only_conv3_and_the_fully_connected_layers_read_the_other_gpu():
    crossing = {v: [c.name for c in tower(v).columns if c.crosses] for v in VARIANTS}
    assert crossing == {PAPER: ["conv3", "fc6", "fc7", "fc8"], ONE_TOWER: [], TORCHVISION: []}
    halves = [column.weights % 2 or column.biases % 2 for column in tower(PAPER).columns]
    assert not any(halves)
    assert tower(PAPER).per_gpu == 30_482_612


def test_the_ruler_gives_54_once_and_55_three_times():
    assert [len(way.starts) for way in WAYS.values()] == [54, WANTED, WANTED, WANTED]
    assert [way.rest for way in WAYS.values()] == [1, 0, 0, 1]
    conv1 = nn.Conv2d(3, 96, 11, 4)
    for way in WAYS.values():
        x = nn.functional.pad(torch.zeros(1, 3, way.size, way.size), (way.left, way.right) * 2)
        assert conv1(x).shape[-1] == len(way.starts)


def test_two_lenets_stage_by_stage():
    published, rebuilt = lenet.params(lenet.PUBLISHED), lenet.params(lenet.REBUILT)
    assert (sum(published.values()), sum(rebuilt.values())) == (60_000, 61_706)
    differs = [name for name in published if published[name] != rebuilt[name]]
    assert differs == ["S2", "C3", "S4", "output"]
    assert sum(lenet.map_params(number) for number in range(16)) == published["C3"]


def test_the_map_of_reads_counts_what_average_pooling_sends_back():
    for windows in MODES.values():
        x = torch.zeros(1, 1, 7, 7, requires_grad=True)
        out = functional.avg_pool2d(x, windows.kernel, windows.stride, divisor_override=1)
        out.sum().backward()
        assert x.grad is not None
        assert x.grad[0, 0].int().tolist() == windows.counts().tolist()


@pytest.mark.parametrize("beta", [0.75, 1.0])
@pytest.mark.parametrize("form", ["paper", "torch"])
def test_five_channels_are_normalised_as_torch_does(form, beta):
    values = [3.0, 0.0, 7.0, 2.0, 9.0]
    alpha = 0.1 * (5 if form == "paper" else 1)
    x = torch.tensor(values, dtype=torch.float64).reshape(1, 5, 1)
    expected = functional.local_response_norm(x, 5, alpha=alpha, beta=beta, k=2.0)[0, :, 0]
    found = normalise(values, 0.1, beta, form)
    assert np.allclose([one.out for one in found], expected.numpy())
    assert np.allclose([one.value / one.base**beta for one in found], expected.numpy())


def test_the_race_is_the_committed_one_in_its_first_steps():
    torch.set_num_threads(1)
    for name, run in results().items():
        again = errors(name, run.rate, seed=1, steps=10)
        assert np.allclose(again, run.errors[0][: 10 // EVERY + 1], atol=0.01)
        assert all(errors_of[-1] < LEVEL for errors_of in run.errors)


def test_the_axes_of_the_colours_are_those_of_their_covariance():
    found = crops.axes()
    directions = np.array([axis.direction for axis in found])
    assert np.allclose(directions @ directions.T, np.eye(3))
    assert sum(axis.value for axis in found) == pytest.approx(
        float((crops.photo().reshape(-1, 3) / 255).var(axis=0, ddof=1).sum())
    )
    assert (crops.QUOTED, crops.COUNT, len(crops.tested())) == (2048, 2178, 10)


@pytest.mark.parametrize("kept", [0.0, 0.5, 0.9])
def test_moves_are_those_of_torch(kept):
    weight = torch.zeros(1, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.SGD([weight], lr=momentum.RATE, momentum=kept)
    places = [0.0]
    for step in range(momentum.STEPS):
        if step == momentum.DROP:
            optimizer.param_groups[0]["lr"] = momentum.RATE / 10
        weight.grad = torch.ones_like(weight)
        optimizer.step()
        places.append(weight.item())
    moves = -np.diff(places)
    assert np.allclose(moves, momentum.moves(kept, "torch"))
    assert np.allclose(moves[:12], momentum.moves(kept, "paper")[:12])


def test_counts_and_rates_of_the_claims_stand_as_they_are():
    cells = {claim.name: claim.evidence().rows for claim in CLAIMS}
    assert [row[1] for row in cells["ensemble"]] == ["18.2", "16.4", "16.6", "15.4"]
    assert [row[1] for row in cells["times_2048"]] == ["2,048", "2,178"]
    assert all(isinstance(row[1], str) for row in cells["exactly_half"])
