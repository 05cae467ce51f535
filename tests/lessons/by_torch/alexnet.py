"""LeNet and AlexNet."""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional

from lessons.alexnet.racing import errors
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


def c3_params(question: Question) -> float:
    """The published network holds C3 map by map: the kernels that the question speaks of."""
    maps, pairs = values(question, "maps", "pairs")
    return _count(nn.Conv2d(1, pairs, 5), bias=False) + torch.zeros(maps).numel()


def sub_sample(question: Question) -> float:
    window = torch.tensor([float(n) for n in str(question.values["window"]).split(", ")])
    total = functional.avg_pool2d(window.reshape(1, 2, 2), 2, divisor_override=1)
    coefficient, bias = (float(str(question.values[name])) for name in ("coefficient", "bias"))
    return round(float(total) * coefficient + bias, 4)


def overlap_reads(question: Question) -> float:
    """What average pooling sends back, windows of 1 each."""
    side, kernel, stride = values(question, "side", "kernel_size", "stride")
    x = torch.zeros(1, 1, side, side, requires_grad=True)
    (functional.avg_pool2d(x, kernel, stride) * kernel**2).sum().backward()
    assert x.grad is not None
    return int((x.grad.round() > 1).sum())


def race(question: Question) -> str:
    """The first steps once more, with one seed each."""
    reached = {}
    for name in ("relu", "tanh"):
        found = errors(name, 0.05, seed=4, steps=20)
        reached[name] = next(i for i, error in enumerate(found) if error <= 0.25)
    return min(reached, key=lambda name: reached[name])


def lrn_middle(question: Question) -> float:
    """Torch divides by n, so its alpha is n times the paper's."""
    numbers = [float(n) for n in str(question.values["values"]).split(", ")]
    x = torch.tensor(numbers, dtype=torch.float64).reshape(1, 5, 1)
    out = functional.local_response_norm(x, 5, alpha=5.0, beta=1.0, k=2.0)
    return round(float(out[0, 2, 0]), 4)


def crop_places(question: Question) -> float:
    size, crop = values(question, "size", "crop")
    return torch.zeros(size).unfold(0, crop, 1).shape[0]


def third_step(question: Question) -> float:
    """Three steps of torch's SGD on a slope that stays the same."""
    names = ("momentum", "rate", "gradient")
    momentum, rate, gradient = (float(str(question.values[name])) for name in names)
    weight = torch.zeros(1, requires_grad=True)
    optimizer = torch.optim.SGD([weight], lr=rate, momentum=momentum)
    places = [0.0]
    for _ in range(3):
        optimizer.zero_grad()
        (gradient * weight).sum().backward()
        optimizer.step()
        places.append(weight.item())
    return round(places[-2] - places[-1], 4)
