"""From the loss back through max pooling and ReLU to the convolution and its kernel."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import numpy as np

from cnncore.ops import (
    conv2d,
    conv2d_backward,
    max_pool2d,
    max_pool2d_backward,
    relu,
    relu_backward,
)
from lessons.backprop.cases import GOAL, WEIGHT, Grid
from lessons.machinery.cells import apply_edits
from lessons.machinery.code import CodeLine

POOL = 2
"""Side and stride of the pooling."""
X: Grid = np.array(
    [[1, 0, 3, 3, 0, 0], [0, 1, 0, 0, 0, 2], [1, 1, 0, 0, 3, 0],
     [0, 0, 0, 0, 0, 2], [2, 3, 0, 1, 0, 2], [0, 0, 0, 1, 3, 1]],
    dtype=float,
)  # fmt: skip
"""With the kernel below: in one window of the pooling nothing is above 0, in none two are equal."""


def _blocks(x: Grid, weight: Grid) -> tuple[Grid, Grid, Grid]:
    """After the convolution, after ReLU, after pooling."""
    z = conv2d(x[None], weight[None, None])[0]
    bent = relu(z)
    return z, bent, max_pool2d(bent[None], POOL)[0]


TARGET: Grid = _blocks(X, GOAL)[2]


@dataclass(frozen=True, eq=False)
class ThroughCase:
    """A convolution, ReLU and max pooling, and what their output should be.

    Shape:
        x: (6, 6)    weight: (3, 3)    target: (2, 2)
    """

    x: Grid
    weight: Grid
    target: Grid

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> ThroughCase:
        """The example with the learner's own numbers."""
        return cls(
            apply_edits(X, settings["input_edits"]),
            apply_edits(WEIGHT, settings["kernel_edits"]),
            apply_edits(TARGET, settings["target_edits"]),
        )

    @cached_property
    def maps(self) -> tuple[Grid, Grid, Grid]:
        """After the convolution and after ReLU, (4, 4); after pooling, (2, 2)."""
        return _blocks(self.x, self.weight)

    @property
    def grad_pool(self) -> Grid:
        """By how much each output is off, (2, 2)."""
        return self.maps[2] - self.target

    @property
    def grad_relu(self) -> Grid:
        """What pooling hands on to the map before it, (4, 4)."""
        return max_pool2d_backward(self.grad_pool[None], self.maps[1][None], POOL)[0]

    def out(self) -> Grid:
        """What the steps fill: what ReLU lets through to the convolution, (4, 4)."""
        return relu_backward(self.grad_relu, self.maps[0])

    @property
    def grad_weight(self) -> Grid:
        """The gradient of the kernel, (3, 3)."""
        grads = conv2d_backward(self.out()[None], self.x[None], self.weight[None, None])
        return grads[1][0, 0]

    @property
    def loss(self) -> float:
        """Half the sum of the squared misses."""
        return float((self.grad_pool**2).sum() / 2)


def table() -> dict[str, list[list[float]]]:
    """The example as the browser takes it."""
    return {"x": X.tolist(), "weight": WEIGHT.tolist(), "target": TARGET.tolist()}


def numpy_loop(case: ThroughCase) -> tuple[CodeLine, ...]:
    """A loop over the map: reads ``z``, ``grad_pool`` and leaves ``grad_z``."""
    rows, columns = case.maps[0].shape
    return (
        CodeLine("relu = np.maximum(z, 0)"),
        CodeLine(f"grad_z = np.zeros(({rows}, {columns}))"),
        CodeLine(f"for i in range({rows}):", shows="i"),
        CodeLine(f"for j in range({columns}):", 1, "j"),
        CodeLine(f"p, q = i // {POOL} * {POOL}, j // {POOL} * {POOL}", 2),
        CodeLine(f"met = relu[p:p+{POOL}, q:q+{POOL}]", 2, "window"),
        CodeLine(f"wins = met.argmax() == {POOL}*(i-p) + j-q", 2),
        CodeLine("is_open = z[i, j] > 0", 2),
        CodeLine(f"miss = grad_pool[i//{POOL}, j//{POOL}]", 2),
        CodeLine("grad_z[i, j] = miss * wins * is_open", 2, "value"),
    )


def torch_call(_case: ThroughCase) -> str:
    """Forward, the loss, and ``backward`` down to the map."""
    return (
        "z = F.conv2d(x[None, None], weight[None, None])\n"
        "z.requires_grad_()\n"
        f"pool = F.max_pool2d(F.relu(z), {POOL})\n"
        "loss = ((pool - target)**2).sum() / 2\n"
        "loss.backward()\n"
        "z.grad[0]"
    )


def arrays(case: ThroughCase) -> dict[str, Grid]:
    """What the text speaks of."""
    return {
        "x": case.x, "weight": case.weight, "target": case.target,
        "z": case.maps[0], "grad_pool": case.grad_pool,
    }  # fmt: skip
