"""Why convolution."""

from __future__ import annotations

import torch
from torch import nn
from torch.nn import functional

from lessons.machinery.questions import Question
from lessons.why_cnn.gradients import INITS, WIDTH
from lessons.why_cnn.shuffle import accuracies
from tests.lessons.by_torch import values

_DEEP = 30
"""Layers."""


def weighted_sum(question: Question) -> float:
    return eval(str(question.values["terms"]).replace("×", "*"))


def uses(question: Question) -> float:
    size, row, column = values(question, "size", "row", "column")
    weight = torch.zeros(1, 1, 3, 3)
    weight[0, 0, row - 1, column - 1] = 1
    return float(functional.conv2d(torch.ones(1, 1, size, size), weight, padding=1).sum())


def dense_weights(_question: Question) -> float:
    with torch.device("meta"):
        return nn.Linear(1000 * 1000, 10**6, bias=False).weight.numel()


def local_weights(_question: Question) -> float:
    with torch.device("meta"):
        return nn.Linear(10 * 10, 10**6, bias=False).weight.numel()


def mislabelled(question: Question) -> str:
    """Both names are wrong if neither number is that of a fully connected layer."""
    dense = dense_weights(question)
    claimed = {"first": question.values["local"], "second": question.values["shared"]}
    wrong = [name for name, number in claimed.items() if number != dense]
    return {("first", "second"): "both", (): "none"}.get(tuple(wrong), wrong[0])


def shuffled(_question: Question) -> str:
    """The network that loses most in the committed runs of the first seed."""
    shares = accuracies()
    lost = {name: shares[f"{name}_plain"] - shares[f"{name}_shuffled"] for name in ("cnn", "mlp")}
    return max(lost, key=lambda name: lost[name])


def three_layers(_question: Question) -> str:
    """Whether a gradient crosses thirty layers depends on the network."""
    crosses = {_crosses(name, init) for name in ("sigmoid", "tanh", "relu") for init in INITS}
    return {frozenset({True}): "never", frozenset({False}): "always"}.get(
        frozenset(crosses), "depends"
    )


def _crosses(activation: str, init: str) -> bool:
    torch.manual_seed(0)
    out = first = torch.randn(64, WIDTH, dtype=torch.float64, requires_grad=True)
    std = INITS[init](activation, WIDTH)
    for _ in range(_DEEP):
        weight = std * torch.randn(WIDTH, WIDTH, dtype=torch.float64)
        out = getattr(torch, activation)(out @ weight.T)
    errors = torch.randn_like(out)
    (grad,) = torch.autograd.grad(out, first, errors)
    return bool(grad.norm() > 1e-3 * errors.norm())


def matrix_cell(question: Question) -> float:
    out, into = values(question, "out", "into")
    x = torch.zeros(16, dtype=torch.float64)
    x[into - 1] = 1
    weight = torch.tensor(question.values["kernel"], dtype=torch.float64)[None, None]
    return float(functional.conv2d(x.reshape(1, 1, 4, 4), weight, padding=1).flatten()[out - 1])


def equivariant(_question: Question) -> str:
    """Where the map of a moved picture is the map moved as far, for an untrained kernel."""
    torch.manual_seed(0)
    layer = nn.Conv2d(1, 1, 3, padding=1, bias=False)
    x = torch.rand(1, 1, 8, 8)
    along = torch.isclose(layer(x.roll(1, 3)), layer(x).roll(1, 3), atol=1e-6)[0, 0]
    still = torch.isclose(layer(x.roll(1, 3)), layer(x), atol=1e-6)
    if still.all():
        return "same"
    if along.all():
        return "everywhere"
    return "along" if along[:, 2:-1].all() else "trained"


def overfit(_question: Question) -> str:
    """A line with two numbers to learn fits two points, and says nothing of a third."""
    x = torch.tensor([[0.0, 1], [1, 1]])
    fitted = torch.linalg.solve(x, torch.tensor([0.0, 1]))
    third = torch.tensor([2.0, 1]) @ fitted
    # As many parameters as points: right on another line's point, wrong on a parabola's.
    return "possible" if third == 2 != 4 else "always"


def unimportant(_question: Question) -> str:
    """The weight of a pixel that is always 0 stays where it began, without regularisation."""
    torch.manual_seed(0)
    layer = nn.Linear(3, 1)
    before = layer.weight.detach().clone()
    optimizer = torch.optim.SGD(layer.parameters(), lr=0.1)
    for _ in range(5):
        optimizer.zero_grad()
        layer(torch.tensor([[1.0, 0, 2]])).pow(2).sum().backward()
        optimizer.step()
    stays, moves = (layer.weight == before)[0, 1], (layer.weight != before)[0, 0]
    return "not_by_itself" if stays and moves else "always"
