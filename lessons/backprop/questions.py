"""The questions of the lesson on how a kernel learns, computed.

A builder takes a seed; seed 0 is the example the text speaks of.
"""

from __future__ import annotations

import numpy as np

from cnncore.ops import max_pool2d, max_pool2d_backward, relu, relu_backward, unfold
from lessons.backprop.cases import CONSTANT, TASKS, WEIGHT, loss_in
from lessons.machinery.questions import Builder, Question, Slip, ask

LESSON = "backprop"
BACK, DESCENT, THROUGH = "back", "descent", "through"
"""The other figures of the page."""
_UNEVEN = TASKS["uneven"]
_BELOW = {"crawls": "0.005", "well": "0.02", "edge": "0.023"}
"""Learning rates with which the loss goes down in the end."""
_TINY = 1e-9
_MISSES = np.array([[2.0, -1, 0], [1, -3, 4], [0, 2, -1]])
"""Others than in the figure, which shows the gradient of its bias."""


def new_weight(seed: int) -> Question:
    """A weight after one step of gradient descent."""
    cells = ((2, 2), (1, 0), (0, 2), (1, 2), (2, 0))
    rates = (0.02, 0.01, 0.005, 0.015)
    row, column = cells[seed % len(cells)]
    rate = rates[seed % len(rates)]
    weight, grad = float(WEIGHT[row, column]), float(_UNEVEN.out()[row, column])
    step = round(rate * grad, 9)
    slips = [
        Slip("uphill", round(weight + step, 9)),
        Slip("rate_forgotten", weight - grad),
        Slip("step_alone", step),
        Slip("gradient", grad),
    ]
    values = {"weight": weight, "grad": grad, "rate": rate, "step": step,
              "row": row + 1, "column": column + 1}  # fmt: skip
    return ask(
        LESSON, "new_weight", "number", answer=round(weight - step, 9), slips=slips, values=values
    )


def runs_away(seed: int) -> Question:
    """Which learning rate is too large."""
    too_large = ("0.025", "0.05")[seed % 2]
    grid = {"task": "uneven", "momentum": "0", "taken": 20}
    slips = [Slip(name, name, grid | {"rate": rate}) for name, rate in _BELOW.items()]
    values = _BELOW | {"away": too_large, "limit": round(_UNEVEN.limit, 4), "first": _UNEVEN.loss}
    return ask(
        LESSON, "runs_away", "choice", answer="away", slips=slips, values=values, seed=seed,
        replay=grid | {"rate": too_large}, figure=DESCENT,
    )  # fmt: skip


def one_step_rate(seed: int) -> Question:
    """The learning rate with which a single weight is right after one step."""
    x, best, weight = ((2, 1, 4), (4, 1, 3), (5, 2, 4), (2, 3, 6))[seed % 4]
    target = x * best
    miss = x * weight - target
    grad = miss * x
    slips = [
        Slip("twice", 2 / x**2),
        Slip("distance", float(weight - best)),
        Slip("upside_down", grad / (weight - best)),
        Slip("one_over", round(1 / grad, 9)),
    ]
    values = {"x": x, "weight": weight, "target": target, "best": best, "out": x * weight,
              "miss": miss, "grad": grad, "distance": weight - best}  # fmt: skip
    return ask(LESSON, "one_step_rate", "number", answer=1 / x**2, slips=slips, values=values)


def nudge_tiny(seed: int) -> Question:
    """What the check gives in float32 when the nudge is lost in rounding."""
    row, column = ((2, 0), (1, 2), (1, 0))[seed % 3]
    grad = float(_UNEVEN.out()[row, column])
    above, below = (loss_in(_UNEVEN.moved(row, column, by), np.float32) for by in (_TINY, -_TINY))
    answer = float((above - below) / np.float32(2 * _TINY))
    grid = {"nudge": "1e-9", "nudged": "weight", "step": row * 3 + column}
    slips = [
        Slip("exact", grad, grid),
        Slip("one_side", grad / 2, grid),
    ]
    values = {"grad": grad, "weight": WEIGHT[row, column], "row": row + 1, "column": column + 1}
    return ask(
        LESSON, "nudge_tiny", "number", answer=answer, slips=slips, values=values, replay=grid
    )


def input_cell(seed: int) -> Question:
    """The gradient of one cell of the input."""
    row, column = ((3, 3), (1, 1), (1, 2), (2, 0))[seed % 4]
    answer = float(_UNEVEN.grads[0][row, column])
    padded = np.pad(_UNEVEN.grad_out, len(WEIGHT) - 1)
    window = padded[row : row + 3, column : column + 3]
    grid = {"task": "uneven", "step": row * 5 + column}
    slips = [
        Slip("not_turned", float((window * WEIGHT).sum()), grid),
        Slip("only_misses", float(window.sum()), grid),
        Slip("kernel_alone", float(WEIGHT.sum()), grid),
    ]
    values = {"row": row + 1, "column": column + 1}
    return ask(
        LESSON, "input_cell", "number", answer=answer, slips=slips, values=values, replay=grid,
        figure=BACK,
    )  # fmt: skip


def bias_grad(seed: int) -> Question:
    """The gradient of a bias."""
    rng = np.random.default_rng(seed)
    misses = _MISSES if seed == 0 else rng.integers(-3, 4, (3, 3)).astype(float)
    slips = [
        Slip("mean", float(misses.mean())),
        Slip("squares", float((misses**2).sum())),
        Slip("one", 1.0),
        Slip("sign_lost", float(np.abs(misses).sum())),
    ]
    values = {"count": misses.size, "misses": _listed(misses)}
    return ask(
        LESSON, "bias_grad", "number", answer=float(misses.sum()), slips=slips, values=values
    )


def _listed(values: np.ndarray) -> str:
    return ", ".join(f"{value:g}".replace("-", "−") for value in values.ravel())


def gets_through(seed: int) -> Question:
    """How many outputs of a convolution a gradient reaches behind ReLU and max pooling."""
    z = _map(seed)
    grid = _on_figure(z)
    grads = max_pool2d_backward(np.ones((1, 2, 2)), relu(z)[None], 2)
    reached = relu_backward(grads, z[None])
    wins = int(np.count_nonzero(grads))
    slips = [
        Slip("winners", wins, grid),
        Slip("positive", int((z > 0).sum()), grid),
        Slip("all", z.size, grid),
        Slip("blocked", z.size - int(np.count_nonzero(reached)), grid),
    ]
    values = {"cells": z.tolist(), "windows": int(max_pool2d(z[None], 2).size)}
    return ask(
        LESSON, "gets_through", "number", answer=int(np.count_nonzero(reached)), slips=slips,
        values=values, replay=grid, figure=THROUGH,
    )  # fmt: skip


def _on_figure(z: np.ndarray) -> dict[str, object]:
    """The map on the figure of the block: a kernel that copies it, outputs that are 1 too large."""
    copying = np.zeros((3, 3))
    copying[1, 1] = 1
    grids = {
        "input_edits": np.pad(z, 1),
        "kernel_edits": copying,
        "target_edits": max_pool2d(relu(z)[None], 2)[0] - 1,
    }
    return {
        name: {cell: f"{grid[cell]:g}" for cell in np.ndindex(grid.shape)}
        for name, grid in grids.items()
    }


def _map(seed: int) -> np.ndarray:
    """A 4×4 map of which one 2×2 window has nothing above 0."""
    if seed == 0:
        return np.array(
            [[3, -1, 2, 4], [1, 2, -2, 1], [-3, -1, 5, 1], [-2, -4, -1, 2]], dtype=float
        )
    rng = np.random.default_rng(seed)
    z = rng.permuted(np.arange(1.0, 17)).reshape(4, 4)
    z[rng.random((4, 4)) < 0.3] *= -1
    z[2:, :2] = -np.abs(z[2:, :2])
    return z


def sum_children(seed: int) -> Question:
    """The gradient of a number that two others are computed from."""
    first, second, left, right = ((3, 4, 2, -1), (2, -3, 5, 1), (-2, 5, 1, 3), (4, 3, -2, 3))[
        seed % 4
    ]
    slips = [
        Slip("one_child", first * left),
        Slip("gradients", left + right),
        Slip("multiplied", first * left * second * right),
        Slip("sum_times_sum", (first + second) * (left + right)),
    ]
    values = {"first": first, "second": second, "left": left, "right": right,
              "way_one": first * left, "way_two": second * right}  # fmt: skip
    return ask(
        LESSON, "sum_children", "number", answer=first * left + second * right, slips=slips,
        values=values,
    )  # fmt: skip


def decided(seed: int) -> Question:
    """How many directions of the kernel a constant input decides."""
    value = (2, 3, 5)[seed % 3]
    windows = unfold(np.full((1, *CONSTANT.shape), float(value)), len(WEIGHT)).T
    rank = int(np.linalg.matrix_rank(windows))
    slips = [Slip("all", WEIGHT.size), Slip("none", 0), Slip("rest", WEIGHT.size - rank)]
    return ask(
        LESSON, "decided", "number", answer=rank, slips=slips,
        values={"value": value, "weights": WEIGHT.size},
    )  # fmt: skip


BUILDERS: dict[str, Builder] = {
    "new_weight": new_weight,
    "runs_away": runs_away,
    "one_step_rate": one_step_rate,
    "nudge_tiny": nudge_tiny,
    "bias_grad": bias_grad,
    "input_cell": input_cell,
    "gets_through": gets_through,
    "sum_children": sum_children,
    "decided": decided,
}

WARM_UP: tuple[str, ...] = ()
RECALL: tuple[str, ...] = ("new_weight", "one_step_rate", "sum_children", "decided")
"""What later lessons ask again."""
