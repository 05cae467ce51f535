"""The questions of the lesson on activation functions, computed."""

from __future__ import annotations

import numpy as np

from cnncore.ops import prelu_backward
from lessons.activations.functions import ACTIVATIONS, EXAMPLE, PRELU_SLOPE
from lessons.machinery.questions import Builder, Question, Slip, ask, show_value

LESSON = "activations"
SIGMOID_PEAK = float(ACTIVATIONS["sigmoid"].derivative(np.zeros(1))[0])
_DEPTHS = (3, 5, 6, 7)
_PRELU_RATE = 0.1


def passes(seed: int) -> Question:
    """For how many cells of the 3×3 example a gradient gets through ReLU."""
    x = EXAMPLE if seed == 0 else _with_a_zero(np.random.default_rng(seed))
    edits = {(int(r), int(c)): show_value(float(v)) for (r, c), v in np.ndenumerate(x)}
    grid = {"activation": "relu", "input_edits": {} if seed == 0 else edits}
    slips = [
        Slip("zero_passes", int((x >= 0).sum()), grid | {"step": _first(x == 0)}),
        Slip("all", x.size, grid | {"step": _first(x <= 0)}),
        Slip("negatives", int((x < 0).sum()), grid | {"step": _first(x <= 0)}),
        Slip("blocked", int((x <= 0).sum()), grid | {"step": _first(x <= 0)}),
    ]
    answer = int(ACTIVATIONS["relu"].derivative(x).sum())
    rows = [" ".join(show_value(float(v)) for v in row) for row in x]
    values = {
        "rows": " / ".join(rows),
        "cells": x.tolist(),
        "zeros": int((x == 0).sum()),
        "negatives": int((x < 0).sum()),
    }
    return ask(LESSON, "passes", "number", answer=answer, slips=slips, values=values)


def _first(where: np.ndarray) -> int:
    """The step that reaches the first of these cells."""
    return int(np.flatnonzero(where.ravel())[0])


def _with_a_zero(rng: np.random.Generator) -> np.ndarray:
    x = rng.integers(-9, 10, (3, 3)).astype(float)
    x[tuple(rng.integers(0, 3, 2))] = 0
    return x


def sigmoid_depth(seed: int) -> Question:
    """How many times smaller a gradient is at best after some sigmoid layers."""
    depth = _DEPTHS[seed % len(_DEPTHS)]
    once = round(1 / SIGMOID_PEAK)
    grid = {"activation": "sigmoid", "follow": "gradient", "step": depth - 1}
    slips = [
        Slip("added", once * depth, grid),
        Slip("one_layer", once, grid | {"step": 0}),
        Slip("swapped", depth**once, grid),
        Slip("one_short", once ** (depth - 1), grid),
    ]
    values = {"depth": depth, "once": once, "factors": " × ".join([str(once)] * depth)}
    return ask(
        LESSON, "sigmoid_depth", "number", answer=once**depth, slips=slips, values=values,
        figure="layers",
    )  # fmt: skip


def merged_cell(seed: int) -> Question:
    """One cell of the matrix that two linear layers are together."""
    first, second = _matrices(seed)
    row, col = ((0, 1), (1, 0))[seed % 2]
    merged = second @ first
    terms = second[row] * first[:, col]
    slips = [
        Slip("cellwise", float(second[row, col] * first[row, col])),
        Slip("other_order", float((first @ second)[row, col])),
        Slip("sum", float((second + first)[row, col])),
        Slip("one_term", float(terms[0])),
    ]
    values = {
        "first": first.tolist(),
        "second": second.tolist(),
        "merged": merged.tolist(),
        "row": row + 1,
        "column": col + 1,
        "a": second[row, 0],
        "b": first[0, col],
        "c": second[row, 1],
        "d": first[1, col],
    }
    return ask(
        LESSON, "merged_cell", "number", answer=float(merged[row, col]), slips=slips, values=values
    )


def _matrices(seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Two matrices whose product in the other order differs in every cell."""
    if seed == 0:
        return np.array([[2.0, 1.0], [3.0, -1.0]]), np.array([[1.0, 2.0], [-1.0, 4.0]])
    rng = np.random.default_rng(seed)
    while True:
        first, second = rng.integers(-3, 5, (2, 2, 2)).astype(float)
        if (first @ second != second @ first).all() and (first != 0).all():
            return first, second


def prelu_step(seed: int) -> Question:
    """The slope of PReLU after one step of gradient descent on one negative number."""
    rng = np.random.default_rng(seed)
    x, grad = (-2.0, 1.0) if seed == 0 else (-float(rng.integers(1, 6)), float(rng.integers(1, 4)))
    slope_grad = prelu_backward(np.array([grad]), np.array([x]), np.array([PRELU_SLOPE]))[1]
    step = _PRELU_RATE * float(slope_grad[0])
    grid = {"activation": "prelu", "step": 2}
    slips = [
        Slip("uphill", round(PRELU_SLOPE + step, 6), grid),
        Slip("input_forgotten", round(PRELU_SLOPE - _PRELU_RATE * grad, 6), grid),
        Slip("rate_forgotten", round(PRELU_SLOPE - float(slope_grad[0]), 6), grid),
        Slip("fixed", PRELU_SLOPE, grid | {"activation": "leaky_relu"}),
    ]
    values = {"x": x, "grad": grad, "slope": PRELU_SLOPE, "rate": _PRELU_RATE,
              "slope_grad": float(slope_grad[0])}  # fmt: skip
    return ask(
        LESSON, "prelu_step", "number", answer=round(PRELU_SLOPE - step, 6), slips=slips,
        values=values,
    )  # fmt: skip


def random_slope(seed: int) -> Question:
    """Which of the relatives of ReLU draws its slope at random."""
    slips = [Slip(name, name, {"activation": name}) for name in ("leaky_relu", "prelu", "elu")]
    return ask(LESSON, "random_slope", "choice", answer="rrelu", slips=slips, seed=seed)


BUILDERS: dict[str, Builder] = {
    "passes": passes,
    "sigmoid_depth": sigmoid_depth,
    "merged_cell": merged_cell,
    "prelu_step": prelu_step,
    "random_slope": random_slope,
}
WARM_UP: tuple[str, ...] = ()
RECALL = ("passes", "sigmoid_depth", "random_slope")
