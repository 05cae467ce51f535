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
from lessons.backprop.cases import GOAL, WEIGHT, Grid, half_squares
from lessons.machinery.cells import apply_edits, format_number
from lessons.machinery.code import CodeLine
from lessons.machinery.plate import Box, Line, Plate, Said, Sheet, filled_up_to
from lessons.machinery.written import Token, equals

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

    def plates(self) -> tuple[Plate, ...]:
        """Every cell of the map and what comes back to it, as they are drawn on paper."""
        return tuple(map(self._plate, range(self.maps[0].size)))

    def _plate(self, step: int) -> Plate:
        z, bent, _ = self.maps
        cell = row, column = divmod(step, z.shape[1])
        pooled = (row // POOL, column // POOL)
        won = _winner(bent, pooled)
        wins, is_open = won == cell, bool(z[cell] > 0)
        miss, total = float(self.grad_pool[pooled]), float(self.out()[cell])
        key = "lost" if not wins else "passes" if is_open else "shut"
        tokens = (
            Token(format_number(miss), "output"), Token(f" × {int(wins)} × {int(is_open)}"),
            *equals(total),
        )  # fmt: skip
        where = Said(f"where_through_{key}", {"row": row + 1, "column": column + 1})
        items = (*self._forwards(pooled, won), "=", *self._backwards(step, pooled))
        loss = Line(Said("loss_is"), half_squares(self.grad_pool, self.loss))
        return Plate(items, (row + 1, column + 1), total, tokens, where, (loss,))

    def _forwards(self, pooled: tuple[int, int], won: tuple[int, int]) -> tuple[Sheet | str, ...]:
        z, bent, pool = self.maps
        numbers = np.concatenate([each.ravel() for each in (*self.maps, self.target)])
        at, one = {"role": "output", "scaled": numbers}, Box(*pooled, 1, 1)
        return (
            Sheet("input", "x", "input", self.x), "⊙",
            Sheet("kernel", "w", "kernel", self.weight, grid="weight"), "→",
            Sheet("after_conv", "z", values=z, grid="out", **at), "→",
            Sheet("after_relu", "", values=bent, grid="relu", frame=_wide(pooled), won=won, **at),
            "→", Sheet("after_pool", "", values=pool, grid="pool", frame=one, **at), "−",
            Sheet("target", "", values=self.target, grid="target", frame=one, **at),
        )  # fmt: skip

    def _backwards(self, step: int, pooled: tuple[int, int]) -> tuple[Sheet | str, ...]:
        handed, out = self.grad_relu, self.out()
        numbers = np.concatenate([self.grad_pool.ravel(), handed.ravel()])
        at = {"role": "output", "scaled": numbers}
        later, cell = filled_up_to(step, out), divmod(step, out.shape[1])
        return (
            Sheet("grad_pool", "", values=self.grad_pool, grid="grad_pool",
                  frame=Box(*pooled, 1, 1), **at), "→",
            Sheet("grad_relu", "", values=handed, grid="grad_relu", empty=later,
                  frame=_wide(pooled), **at), "→",
            Sheet("grad_z", "", values=out, grid="grad_out", empty=later, current=cell, **at), "→",
            Sheet("grad_weight", "", "kernel", self.grad_weight, grid="grad_weight"),
        )  # fmt: skip

    @property
    def loss(self) -> float:
        """Half the sum of the squared misses."""
        return float((self.grad_pool**2).sum() / 2)


def _wide(pooled: tuple[int, int]) -> Box:
    """The window of a pooled number."""
    return Box(POOL * pooled[0], POOL * pooled[1], POOL, POOL)


def _winner(bent: Grid, pooled: tuple[int, int]) -> tuple[int, int]:
    """The cell whose number a window keeps; of equal ones the first."""
    top, left = POOL * pooled[0], POOL * pooled[1]
    i, j = divmod(int(bent[top : top + POOL, left : left + POOL].argmax()), POOL)
    return top + i, left + j


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
