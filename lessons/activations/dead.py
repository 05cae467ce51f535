"""A tiny network whose ReLU units can be killed: 2 inputs, 12 hidden units, 2 classes.

Its training is computed again from the first step whenever it is asked for, so an address that
names the steps gives the same network everywhere.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from cnncore import ops

Array = NDArray[np.float64]

UNITS = 12
SAMPLES = 80
LAB: Mapping[str, str] = {
    "data": "digits",
    "network": "mlp",
    "learning_rate": "0.5",
    "epochs": "3",
}
"""Settings of the training lab at which ReLU units die."""
_NOISE = 0.15
_SEED = 3


@dataclass(frozen=True, slots=True)
class Block:
    """What is done to the network at a time.

    Attributes:
        rate, steps: Gradient descent on all samples, at one learning rate.
        lower: By how much all hidden biases are lowered before that.
    """

    rate: float = 0.0
    steps: int = 0
    lower: float = 0.0


@dataclass(frozen=True, slots=True)
class State:
    """The network after some blocks of training.

    Attributes:
        active: Per hidden unit, for how many samples its output is above 0.
        right: Of how many samples the class is right.
        loss: Mean cross-entropy; infinite once it can no longer be computed.
    """

    active: tuple[int, ...]
    right: int
    loss: float

    @property
    def dead(self) -> int:
        """How many units are 0 for every sample."""
        return self.active.count(0)

    def revived(self, before: State) -> int:
        """How many of the units that were dead before are not dead any more."""
        pairs = zip(before.active, self.active, strict=True)
        return sum(then == 0 < now for then, now in pairs)


@dataclass(slots=True)
class _Network:
    weight: Array
    bias: Array
    out_weight: Array
    out_bias: Array


@lru_cache(maxsize=1)
def samples() -> tuple[Array, NDArray[np.int64]]:
    """Two half rings that grip each other: points (80, 2) and their classes (80,)."""
    rng = np.random.default_rng(_SEED)
    angle = rng.uniform(0, np.pi, SAMPLES)
    label = np.arange(SAMPLES) % 2
    ring = np.stack([np.cos(angle), np.sin(angle)], axis=1)
    points = np.where(label[:, None] == 0, ring, np.array([1.0, 0.5]) - ring)
    return points + rng.normal(0, _NOISE, points.shape) - np.array([0.5, 0.25]), label


@lru_cache(maxsize=256)
def train(blocks: tuple[Block, ...]) -> State:
    """The network after these blocks, begun with He's weights and biases of 0."""
    network = _begin()
    for block in blocks:
        network.bias -= block.lower
        for _ in range(block.steps):
            _step(network, block.rate)
    return _state(network)


def history(blocks: Sequence[Block]) -> list[State]:
    """The network before the first block and after each."""
    return [train(tuple(blocks[:n])) for n in range(len(blocks) + 1)]


def _begin() -> _Network:
    rng = np.random.default_rng(_SEED)
    weight = rng.normal(0, np.sqrt(2 / 2), (UNITS, 2))
    out_weight = rng.normal(0, np.sqrt(2 / UNITS), (2, UNITS))
    return _Network(weight, np.zeros(UNITS), out_weight, np.zeros(2))


def _step(net: _Network, rate: float) -> None:
    x, label = samples()
    hidden = ops.linear(x, net.weight, net.bias)
    out = ops.relu(hidden)
    scores = ops.linear(out, net.out_weight, net.out_bias)
    grad_scores = ops.cross_entropy_backward(np.array(1.0), scores, label)
    grad_out, grad_out_weight, grad_out_bias = ops.linear_backward(grad_scores, out, net.out_weight)
    grad_hidden = ops.relu_backward(grad_out, hidden)
    _, grad_weight, grad_bias = ops.linear_backward(grad_hidden, x, net.weight)
    net.weight -= rate * grad_weight
    net.bias -= rate * grad_bias
    net.out_weight -= rate * grad_out_weight
    net.out_bias -= rate * grad_out_bias


def _state(net: _Network) -> State:
    x, label = samples()
    out = ops.relu(ops.linear(x, net.weight, net.bias))
    scores = ops.linear(out, net.out_weight, net.out_bias)
    right = int((scores.argmax(axis=1) == label).sum())
    return State(
        tuple((out > 0).sum(axis=0).tolist()), right, float(ops.cross_entropy(scores, label))
    )
