"""The lesson on fully connected layers once more, by PyTorch."""

from __future__ import annotations

import torch
from torch.nn import (
    AdaptiveAvgPool2d,
    Conv2d,
    Flatten,
    Linear,
    MaxPool2d,
    Sequential,
    functional,
)

from lessons.machinery.questions import Question
from tests.lessons.by_torch import conv_size, values


def place(question: Question) -> float:
    channels, side, channel, row, column = values(
        question, "channels", "side", "channel", "row", "column"
    )
    x = torch.zeros(channels, side, side)
    x[channel - 1, row - 1, column - 1] = 1
    return x.flatten().argmax().item()


def weights(question: Question) -> float:
    channels, side, outs = values(question, "channels", "side", "outs")
    layer = Linear(channels * side * side, outs, device="meta")
    return sum(parameter.numel() for parameter in layer.parameters())


def in_features(question: Question) -> float:
    size, first, second, kernel = values(question, "size", "first", "second", "kernel_size")
    stack = Sequential(
        Conv2d(1, first, kernel),
        MaxPool2d(2),
        Conv2d(first, second, kernel),
        MaxPool2d(2),
        Flatten(),
    )
    return stack(torch.zeros(1, 1, size, size)).shape[1]


def map_of_scores(question: Question) -> float:
    side, larger = values(question, "side", "larger")
    return conv_size(larger, side)


def mean_first(question: Question) -> float:
    channels, side, classes = values(question, "channels", "side", "classes")
    vector = Sequential(AdaptiveAvgPool2d(1), Flatten())(torch.zeros(1, channels, side, side))
    layer = Linear(vector.shape[1], classes)
    return sum(parameter.numel() for parameter in layer.parameters())


def gradient(question: Question) -> float:
    shares = torch.tensor([float(str(question.values[n])) for n in ("first", "second", "third")])
    scores = shares.double().log().requires_grad_()
    (right,) = values(question, "right_class")
    functional.cross_entropy(scores[None], torch.tensor([right - 1])).backward()
    assert scores.grad is not None
    return round(scores.grad[right - 1].item(), 6)


def add_to_all(question: Question) -> str:
    (added,) = values(question, "added")
    scores = torch.tensor([1.0, 3.0, 0.0])
    is_same = torch.allclose(scores.softmax(0), (scores + added).softmax(0))
    return "same" if is_same else ""
