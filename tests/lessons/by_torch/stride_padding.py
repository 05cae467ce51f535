"""Stride and padding."""

from __future__ import annotations

import torch
from torch.nn import functional

from lessons.machinery.questions import Question
from tests.lessons.by_torch import asked_size, conv_size, values


def out_size(question: Question) -> float:
    return asked_size(question)


def padded_size(question: Question) -> float:
    return asked_size(question)


def leftover(question: Question) -> float:
    size, kernel, stride, padding = values(question, "size", "kernel_size", "stride", "padding")
    x = torch.zeros(1, 1, size + 2 * padding, size + 2 * padding, requires_grad=True)
    functional.conv2d(x, torch.ones(1, 1, kernel, kernel), stride=stride).sum().backward()
    assert x.grad is not None
    read = x.grad[0, 0].sum(0).nonzero().max()
    return float(x.shape[-1] - 1 - read)


def alexnet_size(_question: Question) -> float:
    return conv_size(224, 11, stride=4)


def alexnet_fix(question: Question) -> str:
    """The one repair that does not give 55."""
    outs = {
        "enlarge": conv_size(227, 11, stride=4),
        "two_each": conv_size(224, 11, stride=4, padding=2),
        "shrink": conv_size(223, 11, stride=4),
    }
    one_left_two_right = functional.pad(torch.zeros(1, 224, 224), (1, 2, 1, 2))
    out = functional.conv2d(one_left_two_right, torch.zeros(1, 1, 11, 11), stride=4)
    outs["total_three"] = out.shape[-1]
    assert set(question.options) == set(outs)
    (found,) = [name for name, out in outs.items() if out != 55]
    return found


def claimed_formula(question: Question) -> str:
    """(N - P)/S + 1 is right where P stands for the size of the kernel, and not otherwise."""
    size, kernel = values(question, "size", "kernel_size")
    as_padding = [
        size - padding + 1 == conv_size(size, kernel, padding=padding) for padding in (0, 1)
    ]
    assert as_padding == [False, True]  # neither always nor never
    assert size - kernel + 1 == conv_size(size, kernel)
    return "kernel_meant"
