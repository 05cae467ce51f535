"""The lesson on receptive fields once more, by PyTorch: where gradients arrive."""

from __future__ import annotations

import torch
from torch import nn

from lessons.machinery.questions import Question
from lessons.receptive_field.questions import CHANGES
from lessons.receptive_field.stacks import RESNET_18, VGG_16, stack_of
from tests.lessons.by_torch import values


def _seen(rows: list[tuple[int, int, int, int]], size: int, unit: int, units: int = 1) -> list[int]:
    """First and last input cell with a gradient, for neighbouring units of a stack of ones."""
    x = torch.zeros(1, 1, size, dtype=torch.float64, requires_grad=True)
    y = x
    for kernel, stride, padding, dilation in rows:
        y = nn.functional.conv1d(y, torch.ones(1, 1, kernel).double(), None, stride, padding,
                                 dilation)  # fmt: skip
    (grad,) = torch.autograd.grad(y[0, 0, unit : unit + units].sum(), x)
    reached = grad[0, 0].nonzero().flatten()
    return [int(reached[0]), int(reached[-1])]


def _rows_of(stack: str) -> list[tuple[int, int, int, int]]:
    return [(e.kernel_size, e.stride, e.padding, e.dilation) for e in stack_of(stack)]


def _width(rows: list[tuple[int, int, int, int]], units: int = 1) -> int:
    first, last = _seen(rows, 200, 8, units)
    return last - first + 1


def next_row(question: Question) -> float:
    """A window of the size and the jump of what came before, then one more layer."""
    size, jump, kernel = values(question, "size", "jump", "kernel")
    return _width([(size, jump, 0, 1), (kernel, 1, 0, 1)])


def saving(question: Question) -> float:
    layers, wide = values(question, "layers", "wide")
    many = sum(nn.Conv2d(8, 8, 3, bias=False).weight.numel() for _ in range(layers))
    one = nn.Conv2d(8, 8, wide, bias=False).weight.numel()
    return round(100 * (one - many) / one, 1)


def widest_change(_question: Question) -> str:
    return max(CHANGES, key=lambda name: _width(_rows_of(CHANGES[name])))


def dilated(question: Question) -> float:
    rates = [int(rate) for rate in str(question.values["rates"]).split(", ")]
    return _width([(3, 1, 0, rate) for rate in rates])


def patch_field(question: Question) -> float:
    (rate,) = values(question, "rate")
    return _width([(3, 1, 0, rate)], units=3)


def corner(question: Question) -> float:
    """The last column of the picture that the first unit reaches, in a picture of its size."""
    (size,) = values(question, "size")
    net = {"ResNet-18": RESNET_18, "VGG-16": VGG_16}[str(question.values["net"])]
    return _seen(_rows_of(net.stack), size, 0)[1] + 1


def same_function(_question: Question) -> str:
    """Two 3x3 are a 5x5 by their linearity, and have fewer weights than its 25."""
    two = nn.Sequential(nn.Conv2d(1, 1, 3, bias=False), nn.Conv2d(1, 1, 3, bias=False)).double()
    free = sum(weight.numel() for weight in two.parameters())
    eye = torch.eye(25).double().reshape(25, 1, 5, 5)
    kernel, x = two(eye).reshape(1, 1, 5, 5), torch.rand(1, 1, 9, 9).double()
    is_one = torch.allclose(two(x), nn.functional.conv2d(x, kernel))
    return "some" if is_one and free < 25 else "always"


def batch_norm(_question: Question) -> str:
    """A pixel of another picture, far away, moves a unit in training and not in testing."""
    torch.manual_seed(0)
    net = nn.Sequential(nn.Conv2d(1, 2, 3, padding=1), nn.BatchNorm2d(2)).double()
    x = torch.rand(2, 1, 9, 9).double().requires_grad_(True)
    reached = []
    for is_training in (True, False):
        (grad,) = torch.autograd.grad(net.train(is_training)(x)[0, 0, 4, 4], x)
        reached.append(bool(grad[1, 0, 0, 0] != 0))
    return "batch" if reached == [True, False] else "square"
