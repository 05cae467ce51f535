"""Activation functions."""

from __future__ import annotations

import torch
from torch.nn import functional

from lessons.machinery.questions import Question
from tests.lessons.by_torch import values


def passes(question: Question) -> float:
    x = torch.tensor(question.values["cells"], requires_grad=True)
    functional.relu(x).sum().backward()
    assert x.grad is not None
    return int((x.grad != 0).sum())


def sigmoid_depth(question: Question) -> float:
    (depth,) = values(question, "depth")
    x = torch.zeros((), dtype=torch.float64, requires_grad=True)
    (slope,) = torch.autograd.grad(torch.sigmoid(x), x)
    return round(float(1 / slope) ** depth)


def merged_cell(question: Question) -> float:
    first, second = (torch.tensor(question.values[name]) for name in ("first", "second"))
    row, column = values(question, "row", "column")
    return float((second @ first)[row - 1, column - 1])


def prelu_step(question: Question) -> float:
    given = (float(str(question.values[name])) for name in ("x", "grad", "rate", "slope"))
    x, grad, rate, start = given
    slope = torch.tensor([start], dtype=torch.float64, requires_grad=True)
    out = functional.prelu(torch.tensor([x], dtype=torch.float64), slope)
    out.backward(torch.tensor([grad], dtype=torch.float64))
    assert slope.grad is not None
    return float(slope.detach() - rate * slope.grad)


def random_slope(question: Question) -> str:
    """The one that gives several outputs for one input."""
    x = -torch.ones(50)
    called = {
        "rrelu": lambda: functional.rrelu(x, training=True),
        "leaky_relu": lambda: functional.leaky_relu(x),
        "prelu": lambda: functional.prelu(x, torch.tensor([0.25])),
        "elu": lambda: functional.elu(x),
    }
    assert set(question.options) == set(called)
    (drawn,) = [name for name, call in called.items() if len(call().unique()) > 1]
    return drawn
