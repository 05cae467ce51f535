"""Two layers, and the gradient of the first kernel through all that stands behind it."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import torch
from torch.nn import functional

from cnncore.ops import conv2d, conv2d_backward, relu, relu_backward
from lessons.backprop.cases import GOAL, WEIGHT, Grid, X

TARGET = 4.0
"""What the single output of both layers should be."""
NUDGE = 0.001


@dataclass(frozen=True, slots=True, eq=False)
class TwoLayers:
    """The gradient of the first kernel, computed in three ways; each (3, 3)."""

    chain: Grid
    nudge: Grid
    autograd: Grid

    @property
    def largest_difference(self) -> float:
        """Between any two of them, in any cell."""
        every = np.stack([self.chain, self.nudge, self.autograd])
        return float(np.ptp(every, axis=0).max())


def _between(weight: Grid) -> Grid:
    return conv2d(X[None], weight[None, None])


def _loss(weight: Grid) -> float:
    out = conv2d(relu(_between(weight)), GOAL[None, None])
    return float((out.item() - TARGET) ** 2 / 2)


def two_layers() -> TwoLayers:
    """Convolution, ReLU, convolution: backwards through each in turn."""
    between = _between(WEIGHT)
    bent = relu(between)
    miss = conv2d(bent, GOAL[None, None]) - TARGET
    grad = conv2d_backward(miss, bent, GOAL[None, None])[0]
    grad = relu_backward(grad, between)
    chain = conv2d_backward(grad, X[None], WEIGHT[None, None])[1][0, 0]
    return TwoLayers(chain, _nudged(), _by_torch())


def _nudged() -> Grid:
    found = np.zeros_like(WEIGHT)
    for cell in np.ndindex(WEIGHT.shape):
        step = np.zeros_like(WEIGHT)
        step[cell] = NUDGE
        found[cell] = (_loss(WEIGHT + step) - _loss(WEIGHT - step)) / (2 * NUDGE)
    return found


def _by_torch() -> Grid:
    weight = torch.from_numpy(WEIGHT)[None, None].clone().requires_grad_()
    bent = functional.relu(functional.conv2d(torch.from_numpy(X)[None, None], weight))
    out = functional.conv2d(bent, torch.from_numpy(GOAL)[None, None])
    (((out - TARGET) ** 2).sum() / 2).backward()
    assert weight.grad is not None
    return weight.grad[0, 0].numpy()
