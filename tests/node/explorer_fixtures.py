"""Tables for the explorer: the networks as they are served, its small grids by ``cnncore.ops``."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from cnncore import ops
from cnncore.models import list_models, scene


def network_scenes() -> dict[str, Any]:
    """Every network."""
    return {model_id: scene(model_id) for model_id in list_models()}


def explored_operators() -> list[dict[str, Any]]:
    """Operators, and what comes out of the numbers on which the explorer shows them."""
    return [*_convolutions(), *_pools(), *_pointwise()]


def _table(rows: int, cols: int, value: Callable[[Any, Any], Any]) -> np.ndarray:
    return np.fromfunction(value, (rows, cols)).astype(float)


def _number(i: Any, j: Any) -> Any:
    return (7 * i + 3 * j + i * j) % 6


def _signed(i: Any, j: Any) -> Any:
    return (5 * i + 3 * j + i * j) % 9 - 4


def _weight(rows: int, cols: int) -> np.ndarray:
    weight = _table(rows, cols, lambda u, v: (2 * u + 5 * v + 1) % 3 - 1)
    sparse = _table(rows, cols, lambda u, v: (3 * u + 5 * v) % 13) == 0
    return np.where(sparse | (max(rows, cols) <= 5), weight, 0)


def _size(kernel: int, stride: int, padding: int) -> int:
    windows = 2 if kernel > 5 else 3
    return max(kernel + stride * (windows - 1) - 2 * padding, 1)


def _convolutions() -> list[dict[str, Any]]:
    found = []
    windows = [((1, 1), 1, 0), ((3, 3), 1, 1), ((3, 3), 2, 1), ((5, 5), 1, 2), ((7, 7), 2, 3),
               ((11, 11), 4, 0), ((1, 7), 1, (0, 3)), ((2, 2), 2, 0)]  # fmt: skip
    for kernel, stride, padding in windows:
        pads = padding if isinstance(padding, tuple) else (padding, padding)
        rows, cols = (_size(k, stride, p) for k, p in zip(kernel, pads, strict=True))
        x = _table(rows, cols, _number)[None, None]
        out = ops.conv2d(x, _weight(*kernel)[None, None], stride=stride, padding=padding)
        node = {"op": "conv", "label": f"conv {kernel} {stride} {padding}", "kernel": kernel,
                "stride": (stride, stride), "padding": pads}  # fmt: skip
        found.append({"node": node, "out": out[0, 0].tolist()})
    return found


def _pools() -> list[dict[str, Any]]:
    found = []
    for kernel, stride, padding in ((3, 2, 0), (2, 2, 0), (3, 2, 1), (3, 1, 1)):
        for mode in ("max", "avg"):
            used = 0 if mode == "avg" else padding
            side = _size(kernel, stride, used)
            x = _table(side, side, _number)[None, None]
            if mode == "max":
                out = ops.max_pool2d(x, kernel, stride=stride, padding=used)
            else:
                out = ops.avg_pool2d(x, kernel, stride=stride)
            node = {"op": "pool", "label": f"{mode} pool {kernel} {stride} {padding}",
                    "kernel": (kernel, kernel), "stride": (stride, stride),
                    "padding": (padding, padding)}  # fmt: skip
            found.append({"node": node, "out": out[0, 0].tolist()})
    for side in (6, 7, 8):
        shown = min(side, 7)
        node = {"op": "pool", "label": "global avg pool", "kernel": (side, side), "stride": (1, 1),
                "padding": (0, 0)}  # fmt: skip
        out = ops.adaptive_avg_pool2d(_table(shown, shown, _number)[None, None], 1)
        found.append({"node": node, "out": out[0, 0].tolist()})
    return found


def _pointwise() -> list[dict[str, Any]]:
    x = _table(3, 3, _signed)
    functions = {"relu": ops.relu, "relu6": ops.relu6, "tanh": ops.tanh, "sigmoid": ops.sigmoid}
    found = [
        {"node": {"op": "activation", "label": name}, "out": function(2 * x).tolist()}
        for name, function in functions.items()
    ]
    normed = ops.batch_norm(x[None, None], None, None, training=True)[0, 0]
    other = _table(3, 3, lambda i, j: _signed(j + 1, i + 2))
    numbers = _table(1, 5, _number)
    weight = _table(3, 5, lambda i, j: (2 * i + j) % 3 - 1)
    linear = ops.linear(numbers, weight).T
    return [
        *found,
        {"node": {"op": "batch_norm", "label": "batch norm"}, "out": normed.tolist()},
        {"node": {"op": "add", "label": "add"}, "out": (x + other).tolist()},
        {"node": {"op": "linear", "label": "linear"}, "out": linear.tolist()},
    ]
