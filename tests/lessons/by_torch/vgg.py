"""The lesson on VGG once more, by PyTorch: networks from the channels of the paper's table."""

from __future__ import annotations

import torch
from torch import nn

from lessons.machinery.questions import Question
from tests.lessons.by_torch import values

_TWO = ((64, 64), (128, 128))
_STAGES = {
    "A": ((64,), (128,), (256, 256), (512, 512), (512, 512)),
    "B": (*_TWO, (256, 256), (512, 512), (512, 512)),
    "C": (*_TWO, *((n, n, -n) for n in (256, 512, 512))),
    "D": (*_TWO, (256,) * 3, (512,) * 3, (512,) * 3),
    "E": (*_TWO, (256,) * 4, (512,) * 4, (512,) * 4),
}
"""Channels, stage by stage; a minus marks a 1x1."""


def _net(name: str, side: int = 224) -> nn.Sequential:
    layers: list[nn.Module] = []
    channels = 3
    for stage in _STAGES[name]:
        for cell in stage:
            kernel = 3 if cell > 0 else 1
            layers += [nn.Conv2d(channels, abs(cell), kernel, padding=kernel // 2), nn.ReLU()]
            channels = abs(cell)
        layers.append(nn.MaxPool2d(2))
    features = channels * (side // 32) ** 2
    return nn.Sequential(
        *layers, nn.Flatten(), nn.Linear(features, 4096), nn.ReLU(), nn.Linear(4096, 4096),
        nn.ReLU(), nn.Linear(4096, 1000),
    )  # fmt: skip


def _meta(name: str, side: int = 224) -> nn.Sequential:
    with torch.device("meta"):
        return _net(name, side)


def _count(net: nn.Module) -> int:
    return sum(weight.numel() for weight in net.parameters())


def where(_question: Question) -> str:
    net = _meta("D")
    convs = sum(_count(layer) for layer in net if isinstance(layer, nn.Conv2d))
    linear = [_count(layer) for layer in net if isinstance(layer, nn.Linear)]
    found = {"convs": convs, **dict(zip(("fc6", "fc7", "fc8"), linear, strict=True))}
    return max(found, key=lambda name: found[name])


def more_layers(question: Question) -> float:
    few, many = (_count(_meta(str(question.values[name]))) for name in ("few", "many"))
    return round(100 * (many - few) / few, 1)


def farther(question: Question) -> float:
    few, many = (_seen(str(question.values[name])) for name in ("few", "many"))
    return many - few


def _seen(name: str) -> int:
    """Pixels with a gradient below one unit of the last convolution, for kernels of ones."""
    x = torch.zeros(1, 1, 512, dtype=torch.float64, requires_grad=True)
    y = x
    for number, stage in enumerate(_STAGES[name]):
        if number:
            y = nn.functional.avg_pool1d(y, 2)
        for cell in stage:
            kernel = torch.ones(1, 1, 3 if cell > 0 else 1).double()
            y = nn.functional.conv1d(y, kernel, padding=kernel.shape[-1] // 2)
    (grad,) = torch.autograd.grad(y[0, 0, y.shape[-1] // 2], x)
    reached = grad[0, 0].nonzero().flatten()
    return int(reached[-1] - reached[0]) + 1


def bigger_input(question: Question) -> float:
    (side,) = values(question, "side")
    plain, large = (
        next(layer for layer in _meta("D", size) if isinstance(layer, nn.Linear)).weight.numel()
        for size in (224, side)
    )
    return large / plain


def no_doubling(question: Question) -> float:
    """Numbers in the maps before two poolings of D."""
    before, after = values(question, "before", "after")
    maps, x = [], torch.zeros(1, 3, 224, 224, device="meta")
    for layer in _meta("D"):
        if isinstance(layer, nn.MaxPool2d):
            maps.append(x.numel())
        if isinstance(layer, nn.Flatten):
            break
        x = layer(x)
    return maps[before - 1] / maps[after - 1]


def one_by_one(_question: Question) -> str:
    """It sees one cell, keeps the channels and mixes them; without the ReLU it is linear."""
    torch.manual_seed(0)
    layer = nn.Conv2d(4, 4, 1, bias=False).double()
    x = torch.rand(1, 4, 3, 3).double().requires_grad_(True)
    out = layer(x)
    (grad,) = torch.autograd.grad(out[0, 0, 1, 1], x)
    cells = int((grad[0].abs().sum(0) > 0).sum())
    is_mixed = int((grad[0, :, 1, 1] != 0).sum()) == 4
    return "mixes" if cells == 1 and is_mixed and out.shape == x.shape else "nothing"


def started(question: Question) -> float:
    shallow, deep = _meta("A"), _meta(str(question.values["deep"]))
    convs = [_count(layer) for layer in shallow if isinstance(layer, nn.Conv2d)][:4]
    linear = [_count(layer) for layer in shallow if isinstance(layer, nn.Linear)]
    return round(100 * sum(convs + linear) / _count(deep), 1)


def contest(_question: Question) -> str:
    """The abstract of the paper: first in localisation, second in classification."""
    return "localisation"


def crops(question: Question) -> float:
    """Windows of a pooling of the crop's size, with stride 1."""
    scale, crop = values(question, "scale", "crop")
    maps = nn.functional.max_pool2d(torch.zeros(1, 1, scale, scale, device="meta"), crop, 1)
    return maps.numel()
