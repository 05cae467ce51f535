"""What a function costs: operations per number, counted, and the time this machine takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import torch
from torch import Tensor
from torch.nn import functional

from lessons.activations.functions import LEAKY_SLOPE
from lessons.machinery.stopwatch import Calls, Stopwatch

ELEMENTS = 1_000_000
_PASSES = 7


@dataclass(frozen=True, slots=True)
class Operations:
    """Of one number, written out as the formula says; a library may take a shorter way."""

    comparisons: int = 0
    additions: int = 0
    multiplications: int = 0
    divisions: int = 0
    exponentials: int = 0


OPERATIONS: Mapping[str, Operations] = {
    "relu": Operations(comparisons=1),
    "leaky_relu": Operations(comparisons=1, multiplications=1),
    "elu": Operations(comparisons=1, additions=1, exponentials=1),
    "sigmoid": Operations(additions=1, divisions=1, exponentials=1),
    # (e^2x - 1) / (e^2x + 1)
    "tanh": Operations(additions=2, multiplications=1, divisions=1, exponentials=1),
    "silu": Operations(additions=1, divisions=1, multiplications=1, exponentials=1),
}

_IN_TORCH: Mapping[str, Callable[[Tensor], Tensor]] = {
    "relu": functional.relu,
    "leaky_relu": lambda x: functional.leaky_relu(x, LEAKY_SLOPE),
    "elu": functional.elu,
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "silu": functional.silu,
}


def _calls() -> Calls:
    x = torch.linspace(-4, 4, ELEMENTS)
    return {name: partial(function, x) for name, function in _IN_TORCH.items()}


TIMES = Stopwatch(_calls, _PASSES)
"""By PyTorch, over a million float32 numbers."""
