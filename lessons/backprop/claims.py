"""What is often said of gradients, on trial: each claim with what it comes to."""

from __future__ import annotations

import numpy as np

from cnncore.cost import conv2d_params
from cnncore.ops import avg_pool2d_backward, conv2d, max_pool2d_backward
from lessons.backprop.cases import GOAL, TASKS, loss_in
from lessons.backprop.through import POOL, ThroughCase
from lessons.machinery.answers import short_value
from lessons.machinery.claims import Claim, Evidence

_UNEVEN = TASKS["uneven"]
_RATES = (0.005, 0.02, 0.025, 0.05)
_NUDGES = (0.1, 0.001, 1e-6, 1e-9, 1e-12, 1e-14)
_PLACE = (1, 2)
_STEPS = 100
_CHANNELS = 64
_BLOCK = ThroughCase.of({"input_edits": {}, "kernel_edits": {}, "target_edits": {}})


def always_lower() -> Evidence:
    """The loss at the beginning, after one step, and after ten."""
    rows = []
    for rate in _RATES:
        way = [case.loss for case in _UNEVEN.descent(rate, 10)]
        rows.append((f"{rate:g}", way[0], way[1], way[-1]))
    heads = ("@claims.head.rate", *(f"@claims.head.step_{n}" for n in (0, 1, 10)))
    return Evidence(heads, tuple(rows), {"limit": _UNEVEN.limit})


def zero_loss() -> Evidence:
    """Where descent ends with each input, and how far that is from the kernel behind the target."""
    rows = []
    for name, rate in (("uneven", 0.02), ("constant", 0.005)):
        steps = 400 if name == "uneven" else _STEPS
        end = TASKS[name].descent(rate, steps)[-1]
        rows.append((f"@claims.cell.{name}", end.loss, float(np.abs(end.weight - GOAL).max())))
    heads = ("input", "loss", "off")
    return Evidence(tuple(f"@claims.head.{head}" for head in heads), tuple(rows))


def smaller_nudge() -> Evidence:
    """By how much the check misses the gradient, in both types."""
    grad = float(_UNEVEN.out()[_PLACE])
    rows = []
    for by in _NUDGES:
        off = [abs(_slope(by, number) - grad) for number in (np.float64, np.float32)]
        rows.append((f"{by:g}".replace("e-0", "e-"), *off))
    return Evidence(("@claims.head.nudge", "float64", "float32"), tuple(rows), {"grad": grad})


def _slope(by: float, number: type) -> float:
    above, below = (loss_in(_UNEVEN.moved(*_PLACE, step), number) for step in (by, -by))
    return float((above - below) / number(2 * by))


def turned() -> Evidence:
    """The padded misses under the kernel as it stands, and turned: against the gradient."""
    weight, border = _UNEVEN.weight, len(_UNEVEN.weight) - 1
    rows = []
    for name, kernel in (("straight", weight), ("turned", weight[::-1, ::-1])):
        found = conv2d(_UNEVEN.grad_out[None], kernel[None, None], padding=border)[0]
        rows.append((f"@claims.cell.{name}", float(np.abs(found - _UNEVEN.grads[0]).max())))
    return Evidence(("@claims.head.kernel", "@claims.head.gap"), tuple(rows))


def zero_gradient() -> Evidence:
    """Each window of the block: its miss, and what comes back to its four cells."""
    rows = []
    for p, q in np.ndindex(_BLOCK.target.shape):
        cells = _BLOCK.out()[POOL * p : POOL * (p + 1), POOL * q : POOL * (q + 1)]
        back = ", ".join(short_value(float(value)) for value in cells.ravel())
        rows.append((f"({p + 1}, {q + 1})", float(_BLOCK.grad_pool[p, q]), back))
    heads = ("window", "miss", "back")
    return Evidence(tuple(f"@claims.head.{head}" for head in heads), tuple(rows))


def pooling_stops() -> Evidence:
    """A gradient of 4 for the only result of a window of four, by either pooling."""
    window = np.array([[[3.0, 1.0], [2.0, 5.0]]])
    grad = np.array([[[4.0]]])
    ways = {
        "max": max_pool2d_backward(grad, window, POOL),
        "average": avg_pool2d_backward(grad, window, POOL),
    }
    rows = tuple((f"@claims.cell.{name}", *map(float, way.ravel())) for name, way in ways.items())
    return Evidence(("@claims.head.pooling", *(f"{x:g}" for x in window.ravel())), rows)


def one_walk() -> Evidence:
    """Numbers whose gradient is wanted, and how often one would have to compute forward."""
    counts = {
        "kernel": float(_UNEVEN.weight.size),
        "figure": float(_UNEVEN.weight.size + 1 + _UNEVEN.x.size),
        "layer": float(conv2d_params(_CHANNELS, _CHANNELS, 3)),
    }
    rows = tuple(
        (f"@claims.cell.{name}", f"{n:,.0f}", f"{2 * n:,.0f}") for name, n in counts.items()
    )
    heads = ("what", "numbers", "walks")
    return Evidence(tuple(f"@claims.head.{head}" for head in heads), rows)


CLAIMS: tuple[Claim, ...] = (
    Claim("always_lower", holds=False, evidence=always_lower),
    Claim("turned", holds=True, evidence=turned),
    Claim("zero_loss", holds=False, evidence=zero_loss),
    Claim("smaller_nudge", holds=False, evidence=smaller_nudge),
    Claim("pooling_stops", holds=False, evidence=pooling_stops),
    Claim("zero_gradient", holds=False, evidence=zero_gradient),
    Claim("one_walk", holds=True, evidence=one_walk),
)
