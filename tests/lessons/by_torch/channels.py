"""The lesson on channels once more, by PyTorch."""

from __future__ import annotations

import torch
from torch.nn import Conv2d, functional

from lessons.machinery.questions import Question
from tests.lessons.by_torch import values


def output_cell(question: Question) -> float:
    *parts, bias = values(question, "red", "green", "blue", "bias")
    x = torch.tensor(parts, dtype=torch.float64).reshape(3, 1, 1)
    weight, offset = torch.ones(1, 3, 1, 1).double(), torch.tensor([bias]).double()
    return functional.conv2d(x, weight, offset).item()


def one_pixel(question: Question) -> str:
    (kernels,) = values(question, "kernels")
    x = torch.rand(1, 3, 5, 5, requires_grad=True)
    weight = torch.rand(kernels, 3, 3, 3) + 1
    at = "RGB".index(str(question.values["channel"]))
    reached = []
    for kernel in range(kernels):
        (grad,) = torch.autograd.grad(functional.conv2d(x, weight)[0, kernel].sum(), x)
        reached.append(bool(grad[0, at, 2, 2] != 0))
    return "all_maps" if all(reached) else "own_map"


def group_weights(question: Question) -> float:
    ins, outs, groups = values(question, "ins", "outs", "groups")
    return Conv2d(ins, outs, 3, groups=groups, bias=False).weight.numel()


def colour_weights(question: Question) -> float:
    kernels, kernel = values(question, "kernels", "kernel_size")
    return Conv2d(3, kernels, kernel).weight.numel()


def volume(question: Question) -> str:
    size, kernels, kernel = values(question, "size", "kernels", "kernel_size")
    out = Conv2d(3, kernels, kernel)(torch.zeros(1, 3, size, size)).shape
    is_told = tuple(out) == (1, kernels, question.values["out"], question.values["out"])
    return "maps" if is_told else ""


def mix_cell(question: Question) -> float:
    pixel = torch.tensor(values(question, *"rgb")).double().reshape(3, 1, 1)
    names = [f"w{k}{c}" for k in (1, 2) for c in (1, 2, 3)]
    weight = torch.tensor(values(question, *names)).double().reshape(2, 3, 1, 1)
    return functional.conv2d(pixel, weight)[1].item()


def mix_neighbours(_question: Question) -> str:
    """Only what differs between neighbours is out of reach of a 1x1 window."""
    layer = Conv2d(3, 64, 1)
    x = torch.rand(1, 3, 4, 4, requires_grad=True)
    (grad,) = torch.autograd.grad(layer(x)[0, :, 1, 1].sum(), x)
    reached = grad[0].abs().sum(0).nonzero().tolist()
    return "edge" if reached == [[1, 1]] else "combine"


def shared_claim(question: Question) -> str:
    layer = Conv2d(3, 1, 3, bias=False)
    return "places" if layer.weight.numel() == question.values["own"] else "channels"
