"""LeNet and AlexNet."""

from __future__ import annotations

import torch
from torch import nn

from lessons.machinery.questions import Question
from tests.lessons.by_torch import conv_size, values


def _count(module: nn.Module, *, bias: bool = True) -> int:
    return sum(p.numel() for name, p in module.named_parameters() if bias or "bias" not in name)


def grouped_weights(question: Question) -> float:
    kernels, kernel, ins = values(question, "kernels", "kernel_size", "ins")
    return _count(nn.Conv2d(ins, kernels, kernel, groups=2), bias=False)


def _tower(groups: int) -> nn.Sequential:
    """The layers with weights, and the poolings."""
    return nn.Sequential(
        nn.Conv2d(3, 96, 11, 4), nn.MaxPool2d(3, 2),
        nn.Conv2d(96, 256, 5, padding=2, groups=groups), nn.MaxPool2d(3, 2),
        nn.Conv2d(256, 384, 3, padding=1),
        nn.Conv2d(384, 384, 3, padding=1, groups=groups),
        nn.Conv2d(384, 256, 3, padding=1, groups=groups), nn.MaxPool2d(3, 2),
        nn.Flatten(), nn.Linear(9216, 4096), nn.Linear(4096, 4096), nn.Linear(4096, 1000),
    )  # fmt: skip


def so_little(question: Question) -> str:
    """Parameters are counted where they are; a weight is used once for each output cell."""
    with torch.device("meta"):
        net = _tower(groups=2)
    inside, uses = {"conv": 0, "fc": 0}, {"conv": 0, "fc": 0}
    x = torch.zeros(1, 3, 227, 227, device="meta")
    for layer in net:
        x = layer(x)
        if isinstance(layer, nn.Conv2d | nn.Linear):
            kind = "conv" if isinstance(layer, nn.Conv2d) else "fc"
            inside[kind] += _count(layer)
            uses[kind] += layer.weight.numel() * x[0, 0].numel()
    share = round(100 * inside["fc"] / sum(inside.values()))
    assert share == values(question, "share")[0]
    assert round(100 * uses["conv"] / sum(uses.values())) == values(question, "conv")[0]
    return "where"


def windows(question: Question) -> float:
    size, kernel, stride = values(question, "size", "kernel_size", "stride")
    return conv_size(size, kernel, stride=stride)


def larger_picture(question: Question) -> float:
    (side,) = values(question, "side")
    with torch.device("meta"):
        features = _tower(groups=1)[:8]

    def left(size: int) -> int:
        return features(torch.zeros(1, 3, size, size, device="meta")).shape[-1]

    return next(size for size in range(227, 1000) if left(size) == side)
