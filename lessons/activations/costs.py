"""What a function costs: operations per number, counted, and the time this machine takes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import torch
from torch import Tensor
from torch.nn import functional

from lessons.activations.functions import LEAKY_SLOPE, MAXOUT_PIECES, PRELU_SLOPE
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
    error_functions: int = 0


OPERATIONS: Mapping[str, Operations] = {
    "relu": Operations(comparisons=1),
    "leaky_relu": Operations(comparisons=1, multiplications=1),
    "prelu": Operations(comparisons=1, multiplications=1),
    "rrelu": Operations(comparisons=1, multiplications=1),  # in testing: nothing is drawn
    "elu": Operations(comparisons=1, additions=1, exponentials=1),
    "maxout": Operations(comparisons=1, additions=2, multiplications=2),
    "sigmoid": Operations(additions=1, divisions=1, exponentials=1),
    # (e^2x - 1) / (e^2x + 1)
    "tanh": Operations(additions=2, multiplications=1, divisions=1, exponentials=1),
    # x / 2 (1 + erf(x / sqrt 2))
    "gelu": Operations(additions=1, multiplications=3, error_functions=1),
    "silu": Operations(additions=1, divisions=1, multiplications=1, exponentials=1),
}

_IN_TORCH: Mapping[str, Callable[[Tensor], Tensor]] = {
    "relu": functional.relu,
    "leaky_relu": lambda x: functional.leaky_relu(x, LEAKY_SLOPE),
    "prelu": lambda x: functional.prelu(x, torch.tensor([PRELU_SLOPE])),
    "rrelu": functional.rrelu,
    "elu": functional.elu,
    "maxout": lambda x: torch.maximum(*(x * weight + bias for weight, bias in MAXOUT_PIECES)),
    "sigmoid": torch.sigmoid,
    "tanh": torch.tanh,
    "gelu": functional.gelu,
    "silu": functional.silu,
}


def calls() -> Calls:
    """Each function over a million numbers."""
    x = torch.linspace(-4, 4, ELEMENTS)
    return {name: partial(function, x) for name, function in _IN_TORCH.items()}


TIMES = Stopwatch(calls, _PASSES)
"""By PyTorch, over a million float32 numbers."""
