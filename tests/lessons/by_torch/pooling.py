"""Pooling."""

from __future__ import annotations

import torch
from torch.nn import functional

from lessons.machinery.questions import Question
from lessons.pooling.shifts import measured
from tests.lessons.by_torch import values


def thousand(question: Question) -> str:
    """How many windows read the cell that becomes large."""
    kernel, row, column = values(question, "kernel_size", "row", "column")
    x = torch.arange(1.0, 26).reshape(1, 5, 5)
    larger = x.clone()
    larger[0, row - 1, column - 1] = 1000
    outs = [functional.max_pool2d(one, kernel, 2) for one in (x, larger)]
    return {0: "none", 1: "one", 4: "all"}[int((outs[0] != outs[1]).sum())]


def ceil_size(question: Question) -> float:
    return _size(question)


def falls_off(question: Question) -> float:
    return _size(question)


def _size(question: Question) -> float:
    size, kernel, stride = values(question, "size", "kernel_size", "stride")
    return functional.max_pool1d(torch.zeros(1, 1, size), kernel, stride, ceil_mode=True).shape[-1]


def divisor(question: Question) -> float:
    x = torch.zeros(1, 1, 5, 5, dtype=torch.float64)
    corner = [float(str(question.values[name])) for name in "abcd"]
    x[0, 0, :2, :2] = torch.tensor(corner, dtype=torch.float64).reshape(2, 2)
    return functional.avg_pool2d(x, 3, 2, 1, count_include_pad=False)[0, 0, 0, 0].item()


def grad_overlap(question: Question) -> float:
    x = torch.zeros(4, 4)
    x[1, 1] = 1
    grads = torch.tensor([float(str(question.values[name])) for name in "abcd"]).reshape(2, 2)
    return _gradient(x, grads, 3, 1)[1, 1].item()


def grad_tie(question: Question) -> float:
    winner, rest, least, grad = map(float, values(question, "winner", "rest", "least", "grad"))
    x = torch.tensor([[winner, winner], [rest, least]])
    return _gradient(x, torch.tensor([[grad]]), 2, 2)[0, 1].item()


def _gradient(x: torch.Tensor, grads: torch.Tensor, kernel: int, stride: int) -> torch.Tensor:
    """What comes back to the input of a max pooling."""
    x = x[None, None].requires_grad_()
    functional.max_pool2d(x, kernel, stride).backward(grads[None, None])
    assert x.grad is not None
    return x.grad[0, 0]


def gap_weights(question: Question) -> float:
    size, channels = values(question, "size", "channels")
    x = torch.zeros(1, channels, size, size)
    pooled = functional.adaptive_avg_pool2d(x, 1)
    return x.flatten(1).shape[1] / pooled.flatten(1).shape[1]


def conv_weights(question: Question) -> float:
    (channels,) = values(question, "channels")
    return sum(p.numel() for p in torch.nn.Conv2d(channels, channels, 3, stride=2).parameters())


def shift_winner(_question: Question) -> str:
    """The largest mean of what was measured; a test measures it anew."""
    lanes = {"none": "picture", "stride": "stride", "avg": "avg", "max": "max"}
    return max(lanes, key=lambda name: measured().mean("picture", lanes[name]))


def five_of_eight(_question: Question) -> str:
    """3 in a window of 2; 3, 5 or 8 in one of 3, as ``tests/lessons/test_pooling.py`` counts."""
    return "depends"


def invariant(question: Question) -> str:
    """A row whose maxima all change when it moves by one, and one where none does."""
    row, moved = (torch.tensor([[float(n) for n in str(question.values[name]).split()]])
                  for name in ("row", "moved"))  # fmt: skip
    before, after = (functional.max_pool1d(one, 2)[0].tolist() for one in (row, moved))
    assert (before, after) == ([0, 9, 0, 9], [9, 9, 9, 9])
    return "small_often"
