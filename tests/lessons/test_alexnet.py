"""The lesson on LeNet and AlexNet: its columns against torch, its ruler, its boards."""

from __future__ import annotations

import pytest
import torch
from torch import nn

from cnncore.models import build, summarize
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
