"""How a kernel learns."""

from __future__ import annotations

import numpy as np
import torch
from torch.nn import functional

from lessons.backprop.cases import TASKS
from lessons.machinery.questions import Question
from tests.lessons.by_torch import values


def _numbers(question: Question, *names: str) -> list[float]:
    return [float(str(question.values[name])) for name in names]


def _uneven() -> tuple[torch.Tensor, torch.Tensor, torch.Tensor]:
    task = TASKS["uneven"]
    x, weight, target = (torch.from_numpy(a.copy()) for a in (task.x, task.weight, task.target))
    return x[None, None].requires_grad_(), weight[None, None].requires_grad_(), target


def _loss(x: torch.Tensor, weight: torch.Tensor, target: torch.Tensor) -> torch.Tensor:
    return ((functional.conv2d(x, weight) - target) ** 2).sum() / 2


def new_weight(question: Question) -> float:
    row, column = values(question, "row", "column")
    (rate,) = _numbers(question, "rate")
    x, weight, target = _uneven()
    optimizer = torch.optim.SGD([weight], lr=rate)
    _loss(x, weight, target).backward()
    optimizer.step()
    return weight[0, 0, row - 1, column - 1].item()


def runs_away(question: Question) -> str:
    """The one with which the loss after 60 steps is above that of the beginning."""
    away = []
    for name in ("crawls", "well", "edge", "away"):
        x, weight, target = _uneven()
        optimizer = torch.optim.SGD([weight], lr=_numbers(question, name)[0])
        first = _loss(x, weight, target).item()
        for _ in range(60):
            optimizer.zero_grad()
            _loss(x, weight, target).backward()
            optimizer.step()
        if _loss(x, weight, target).item() > first:
            away.append(name)
    assert len(away) == 1
    return away[0]


def one_step_rate(question: Question) -> float:
    x, start, target = _numbers(question, "x", "weight", "target")
    weight = torch.tensor(start, dtype=torch.float64, requires_grad=True)
    ((weight * x - target) ** 2 / 2).backward()
    assert weight.grad is not None
    return (start - target / x) / weight.grad.item()


def nudge_tiny(question: Question) -> float:
    row, column = values(question, "row", "column")
    x, weight, target = (tensor.detach().float() for tensor in _uneven())
    losses = []
    for by in (1e-9, -1e-9):
        moved = weight.clone()
        moved[0, 0, row - 1, column - 1] += by
        losses.append(_loss(x, moved, target))
    return ((losses[0] - losses[1]) / 2e-9).item()


def bias_grad(question: Question) -> float:
    misses = [float(text.replace("−", "-")) for text in str(question.values["misses"]).split(", ")]
    bias = torch.zeros(1, dtype=torch.float64, requires_grad=True)
    ((torch.tensor(misses, dtype=torch.float64) + bias) ** 2).sum().div(2).backward()
    assert bias.grad is not None
    return bias.grad.item()


def input_cell(question: Question) -> float:
    row, column = values(question, "row", "column")
    x, weight, target = _uneven()
    _loss(x, weight, target).backward()
    assert x.grad is not None
    return x.grad[0, 0, row - 1, column - 1].item()


def gets_through(question: Question) -> int:
    z = torch.tensor(np.array(question.values["cells"]))[None, None].requires_grad_()
    functional.max_pool2d(functional.relu(z), 2).sum().backward()
    assert z.grad is not None
    return int(torch.count_nonzero(z.grad))


def sum_children(question: Question) -> float:
    first, second, left, right = _numbers(question, "first", "second", "left", "right")
    x = torch.ones((), dtype=torch.float64, requires_grad=True)
    (left * (first * x) + right * (second * x)).backward()
    assert x.grad is not None
    return x.grad.item()


def decided(question: Question) -> int:
    x = torch.full((1, 1, 5, 5), _numbers(question, "value")[0])
    return int(torch.linalg.matrix_rank(functional.unfold(x, 3)[0]))
