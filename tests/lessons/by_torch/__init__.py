"""Each question of the course once more, by PyTorch: a module a lesson, a function a question.

``tests/lessons/by_torch/<lesson_id>.py`` has for each question of the lesson a function of its name
that takes the question as it was asked and returns its answer without the code of the lesson. Where
the answer is a word, it returns the word that its computation leaves, or that the literature says.
"""

from __future__ import annotations

import torch
from torch.nn import functional

from lessons.machinery.questions import Question


def values(question: Question, *names: str) -> list[int]:
    """Whole numbers that the question gives."""
    return [int(str(question.values[name])) for name in names]


def conv_size(size: int, kernel: int, **settings: int) -> int:
    """The size torch gives to a convolution that is carried out."""
    x, weight = torch.zeros(1, 1, size, size), torch.zeros(1, 1, kernel, kernel)
    return functional.conv2d(x, weight, None, **settings).shape[-1]


def asked_size(question: Question) -> int:
    """The same for the sizes that a question gives."""
    size, kernel = values(question, "size", "kernel_size")
    more = {name: values(question, name)[0] for name in ("stride", "padding")
            if name in question.values}  # fmt: skip
    return conv_size(size, kernel, **more)
