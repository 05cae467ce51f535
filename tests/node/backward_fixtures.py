"""Tables for ``conv2d_backward.js``: gradients, losses in two types, the way downhill."""

from __future__ import annotations

from typing import Any

import numpy as np

from lessons.backprop.cases import RUNAWAY, LearningCase, loss_in, tables
from lessons.backprop.figures import BACK, DESCENT, STEPPER, THROUGH
from lessons.backprop.through import ThroughCase
from lessons.backprop.through import table as block_table
from lessons.machinery.figure import Figure
from pages.ui.lesson.exchange import as_json

CASES: dict[str, tuple[Figure[Any], dict[str, str]]] = {
    "begun": (STEPPER, {}),
    "edited": (STEPPER, {"input_edits": "0.0.-3_4.4.2.5", "kernel_edits": "1.1.1/3",
                         "target_edits": "2.2.-4"}),
    "constant": (STEPPER, {"task": "constant"}),
    "downhill": (DESCENT, {"taken": "7"}),
    "with_momentum": (DESCENT, {"taken": "25", "rate": "0.01", "momentum": "0.9"}),
    "run_away": (DESCENT, {"taken": "100", "rate": "0.05"}),
    "back": (BACK, {}),
    "back_edited": (BACK, {"kernel_edits": "0.1.4", "input_edits": "2.2.-1"}),
}  # fmt: skip


def conv2d_backward() -> dict[str, Any]:
    """Each case with all its gradients, and the losses beside a weight in both types."""
    return {
        "given": {"tasks": tables(), "runaway": RUNAWAY},
        "cases": {name: _case(figure, query) for name, (figure, query) in CASES.items()},
    }


def _case(figure: Figure[Any], query: dict[str, str]) -> dict[str, Any]:
    read = {p.name: p.parse(query[p.name])[0] for p in figure.params if p.name in query}
    settings = figure.defaults | read
    case: LearningCase = figure.case(settings)
    by_x, by_weight, by_bias = case.grads
    moved = case.moved(1, 2, 0.001)
    return {
        "operator": figure.operator,
        "keys": figure.keys,
        "key": figure.case_key(settings),
        "settings": {name: as_json(value) for name, value in settings.items()},
        "weight": case.weight.tolist(),
        "out": case.forward.tolist(),
        "grad_out": case.grad_out.tolist(),
        "grad_x": by_x.tolist(),
        "grad_weight": by_weight.tolist(),
        "grad_bias": by_bias,
        "loss": case.loss,
        "moved": {
            "value": float(moved.weight[1, 2]),
            "float64": float(loss_in(moved, np.float64)),
            "float32": float(loss_in(moved, np.float32)),
        },
    }


BLOCKS: dict[str, dict[str, str]] = {
    "begun": {},
    "edited": {
        "input_edits": "0.0.-3_4.4.2.5",
        "kernel_edits": "1.1.1/3",
        "target_edits": "1.1.-4",
    },
    "all_shut": {"kernel_edits": "_".join(f"{u}.{v}.-1" for u in range(3) for v in range(3))},
    "ties": {"kernel_edits": "_".join(f"{u}.{v}.0" for u in range(3) for v in range(3))},
}


def through() -> dict[str, Any]:
    """A block with its maps and gradients on the way back."""
    return {
        "table": block_table(),
        "cases": {name: _block(query) for name, query in BLOCKS.items()},
    }


def _block(query: dict[str, str]) -> dict[str, Any]:
    read = {p.name: p.parse(query[p.name])[0] for p in THROUGH.params if p.name in query}
    settings = THROUGH.defaults | read
    case: ThroughCase = THROUGH.case(settings)
    z, bent, pooled = case.maps
    return {
        "settings": {name: as_json(value) for name, value in settings.items()},
        "loss": case.loss,
        "grids": {
            "out": z.tolist(), "relu": bent.tolist(), "pool": pooled.tolist(),
            "grad_pool": case.grad_pool.tolist(), "grad_relu": case.grad_relu.tolist(),
            "grad_out": case.out().tolist(), "grad_weight": case.grad_weight.tolist(),
        },
    }  # fmt: skip
