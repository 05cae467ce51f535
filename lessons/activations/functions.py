"""The functions of the lesson, each with its derivative: all numbers come from ``cnncore.ops``."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cnncore import ops

Grid = NDArray[np.float64]

EXAMPLE: Grid = np.array([[5.0, 6.0, -2.0], [-10.0, 0.0, 4.0], [9.0, -1.0, 7.0]])
LEAKY_SLOPE = 0.1
"""Of the notes' example; Maas et al. 2013 used 0.01."""
PRELU_SLOPE = 0.25
"""Where learning begins (He et al. 2015, arXiv:1502.01852)."""
RRELU_RANGE = (1 / 8, 1 / 3)
"""What ``torch.nn.functional.rrelu`` draws from if it is told nothing else."""
MAXOUT_PIECES = ((-0.75, -0.25), (1.0, -0.5))
"""Weight and bias of the two lines that the lesson draws."""
SETTINGS = {
    "leaky": LEAKY_SLOPE,
    "prelu": PRELU_SLOPE,
    "rrelu": RRELU_RANGE,
    "maxout": MAXOUT_PIECES,
}
"""The same for the browser."""


@dataclass(frozen=True, slots=True)
class Activation:
    """A function of one number.

    Attributes:
        value: What comes out, cell by cell.
        derivative: By which a gradient is multiplied on its way back; at a bend, PyTorch's choice.
    """

    value: Callable[[Grid], Grid]
    derivative: Callable[[Grid], Grid]


def _simple(
    forward: Callable[..., Grid], backward: Callable[..., Grid], *setting: float
) -> Activation:
    return Activation(
        lambda x: forward(x, *setting), lambda x: backward(np.ones_like(x), x, *setting)
    )


def prelu(slope: float) -> Activation:
    """PReLU with this slope below 0."""
    weight = np.array([slope])
    return Activation(
        lambda x: ops.prelu(x, weight),
        lambda x: ops.prelu_backward(np.ones_like(x), x, weight)[0],
    )


def _rrelu() -> Activation:
    """As in testing: every slope is the mean of the range."""
    return Activation(
        lambda x: ops.rrelu(x, *RRELU_RANGE),
        lambda x: ops.rrelu_backward(np.ones_like(x), ops.rrelu_slopes(x, *RRELU_RANGE)),
    )


def _maxout() -> Activation:
    weights, biases = np.array(MAXOUT_PIECES).T

    def lines(x: Grid) -> Grid:
        return weights[:, None] * x.ravel() + biases[:, None]

    def derivative(x: Grid) -> Grid:
        pieces = lines(x).T
        grad = ops.maxout_backward(np.ones((len(pieces), 1)), pieces, len(weights))
        return (grad @ weights).reshape(x.shape)

    return Activation(lambda x: ops.maxout(lines(x).T, len(weights)).reshape(x.shape), derivative)


ACTIVATIONS: Mapping[str, Activation] = {
    "sigmoid": _simple(ops.sigmoid, ops.sigmoid_backward),
    "tanh": _simple(ops.tanh, ops.tanh_backward),
    "relu": _simple(ops.relu, ops.relu_backward),
    "leaky_relu": _simple(ops.leaky_relu, ops.leaky_relu_backward, LEAKY_SLOPE),
    "prelu": prelu(PRELU_SLOPE),
    "rrelu": _rrelu(),
    "elu": _simple(ops.elu, ops.elu_backward),
    "maxout": _maxout(),
    "gelu": _simple(ops.gelu, ops.gelu_backward),
    "silu": _simple(ops.silu, ops.silu_backward),
}
"""The eight of the lesson, in its order, and two that came later."""
TITLES = {name: name for name in ("sigmoid", "tanh")} | {
    "relu": "ReLU",
    "leaky_relu": "Leaky ReLU",
    "prelu": "PReLU",
    "rrelu": "RReLU",
    "elu": "ELU",
    "maxout": "Maxout",
    "gelu": "GELU",
    "silu": "SiLU",
}
"""As they stand in a sentence, in both languages."""
CALLED = {"relu": "max(0, ", "sigmoid": "σ("}
"""How a function is written before its number, where that is not its name."""
EIGHT = tuple(ACTIVATIONS)[:8]
