"""Convolution."""

from __future__ import annotations

import numpy as np
import torch
from torch.nn import functional

from lessons.machinery.presets import kernel_grid, random_digits
from lessons.machinery.questions import Question
from tests.lessons.by_torch import asked_size, values


def out_size(question: Question) -> float:
    return asked_size(question)


def shared_weights(question: Question) -> float:
    (kernel,) = values(question, "kernel_size")
    return torch.nn.Conv2d(1, 1, kernel, bias=False).weight.numel()


def five_times_centre(question: Question) -> float:
    x = torch.arange(1.0, 26).reshape(1, 5, 5)
    weight = torch.tensor([[1.0, 0, 1], [0, 1, 0], [1, 0, 1]])[None, None]
    out = functional.conv2d(x, weight)[0]
    inner = x[0, 1:4, 1:4]
    return float(out[inner == question.values["centre"]])


def flip_matters(question: Question) -> str:
    """The one kernel that a turn changes."""
    x = torch.from_numpy(random_digits(6, 1))[None]
    changed = []
    for name in map(str, question.options):
        weight = torch.from_numpy(kernel_grid(name, 3))[None, None]
        plain, turned = (functional.conv2d(x, w) for w in (weight, weight.flip(2, 3)))
        changed += [name] * (not torch.allclose(plain, turned))
    (found,) = changed
    return found


def true_convolution(question: Question) -> float:
    window, weight = (np.array(question.values[name]) for name in ("window", "weight"))
    return float((window * np.rot90(weight, 2)).sum())


def flat_area(question: Question) -> float:
    x = torch.full((1, 3, 3), float(str(question.values["grey"])))
    return float(functional.conv2d(x, torch.tensor([[[[-1.0, 0, 1]] * 3]])))
