"""Dilated and transposed convolution."""

from __future__ import annotations

import torch
from torch.nn import functional

from lessons.machinery.questions import Question
from tests.lessons.by_torch import conv_size, values


def dilation_extent(question: Question) -> float:
    kernel, dilation = values(question, "kernel_size", "dilation")
    shrunk = 40 - conv_size(40, kernel, dilation=dilation)
    return shrunk + 1


def uneven(question: Question) -> float:
    """The stride whose stamps of ones leave different numbers in the middle."""
    (kernel,) = values(question, "kernel_size")
    ones = torch.ones(1, 1, 9, 9)

    def middle(stride: int) -> torch.Tensor:
        weight = torch.ones(1, 1, kernel, kernel)
        out = functional.conv_transpose2d(ones, weight, stride=stride)[0, 0]
        return out[2 * kernel : -2 * kernel, 2 * kernel : -2 * kernel]

    (found,) = [option for option in question.options if len(middle(int(str(option))).unique()) > 1]
    return float(str(found))


def undo(question: Question) -> str:
    """The size comes back without a remainder, and the numbers do not."""
    kernel, stride, exact, rest = values(question, "kernel_size", "stride", "exact", "rest")
    weight = torch.tensor([[1.0, 0, 1], [0, 1, 0], [1, 0, 1]])[None, None]
    assert weight.shape[-1] == kernel
    backs = []
    for size in (exact, rest):
        x = torch.arange(1.0, size * size + 1).reshape(1, 1, size, size)
        small = functional.conv2d(x, weight, stride=stride)
        backs.append(functional.conv_transpose2d(small, weight, stride=stride))
    assert [back.shape[-1] for back in backs] == [exact, exact]
    assert float(backs[0][0, 0, 0, 0]) == question.values["corner"] != question.values["original"]
    return "size_if_exact"


def transposed_size(question: Question) -> float:
    size, kernel, stride = values(question, "size", "kernel_size", "stride")
    x, weight = torch.zeros(1, 1, size, size), torch.zeros(1, 1, kernel, kernel)
    return functional.conv_transpose2d(x, weight, stride=stride).shape[-1]


def pad_mode(question: Question) -> float:
    (distance,) = values(question, "distance")
    mode = {"zeros": "constant"}.get(str(question.values["mode"]), str(question.values["mode"]))
    row = torch.tensor([float(n) for n in str(question.values.get("row", "1 2 3 4 5")).split()])
    padded = functional.pad(row[None, None], (distance, distance), mode=mode)
    return float(padded[0, 0, 0])


def same_even(question: Question) -> float:
    def keeps_size(kernel: float) -> bool:
        sizes = [conv_size(20, int(kernel), padding=padding) for padding in range(8)]
        return 20 in sizes

    (found,) = [option for option in question.options if not keeps_size(float(str(option)))]
    return float(str(found))
