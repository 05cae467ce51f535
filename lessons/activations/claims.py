"""What is often said of activation functions, on trial: each claim with what it comes to."""

from __future__ import annotations

from dataclasses import asdict

import numpy as np

from cnncore import ops
from lessons.activations import slopes
from lessons.activations.cases import ROW, LayersCase
from lessons.activations.costs import OPERATIONS
from lessons.activations.functions import ACTIVATIONS, LEAKY_SLOPE, RRELU_RANGE, Grid
from lessons.machinery.claims import Claim, Evidence

_LINE: Grid = np.linspace(-4, 4, 1001)
_SAMPLES = 10_000
_MOMENTS = 3
"""Steps of training that are looked at."""
_NEGATIVE_CELL = (0, 2)
SCORES: Grid = np.array([-3.0, -1.0])
"""Of two classes; both negative."""
THREE_SCORES: Grid = np.array([2.0, 1.0, -1.0])
"""Of three classes."""
WIDE, NARROW = 64, 16
"""Units of two layers, and of a linear one between them."""
WEIGHTS: Grid = np.array([-1.5, 0.4, 3.0])
"""What a regression gives where the answer, such as a weight, cannot be negative."""


def _of(name: str, x: float) -> float:
    return float(ACTIVATIONS[name].value(np.array([x]))[0])


def proportional() -> Evidence:
    """Of three monotone functions, at numbers that are multiples of each other."""
    names, at = ("relu", "sigmoid", "tanh"), (-2.0, 1.0, 4.0)
    rows = tuple((f"@name.{name}", *(_of(name, x) for x in at)) for name in names)
    times = _of("sigmoid", 4) / _of("sigmoid", 1)
    return Evidence(("@claims.head.function", "f(−2)", "f(1)", "f(4)"), rows, {"times": times})


def tanh_faster() -> Evidence:
    """Operations counted, and that one is the other, stretched."""
    rows = tuple(
        (f"@name.{name}", float(count.exponentials), float(_others(name)))
        for name, count in OPERATIONS.items()
        if name in ("sigmoid", "tanh")
    )
    gap = float(np.abs(ops.tanh(_LINE) - (2 * ops.sigmoid(2 * _LINE) - 1)).max())
    heads = ("function", "exponentials", "others")
    return Evidence(tuple(f"@claims.head.{head}" for head in heads), rows, {"gap": gap})


def _others(name: str) -> int:
    counted = asdict(OPERATIONS[name])
    return sum(counted.values()) - counted["exponentials"]


def relu_first() -> Evidence:
    """Nothing to compute: the years of the papers."""
    papers = (
        ("1969", "Fukushima"),
        ("2009", "Jarrett, Kavukcuoglu, Ranzato & LeCun"),
        ("2010", "Nair & Hinton"),
        ("2012", "Krizhevsky, Sutskever & Hinton (AlexNet)"),
    )
    return Evidence(("@claims.head.year", "@claims.head.paper"), papers)


def hidden_only() -> Evidence:
    """ReLU behind a regression that cannot be negative, and behind the scores of two classes."""
    kept, cut = ops.softmax(SCORES, 0), ops.softmax(ops.relu(SCORES), 0)
    rows = (
        ("@claims.cell.weights", _listed(WEIGHTS), _listed(ops.relu(WEIGHTS))),
        ("@claims.cell.scores", _listed(SCORES), _listed(ops.relu(SCORES))),
        ("@claims.cell.softmax", _listed(kept), _listed(cut)),
    )
    return Evidence(("@claims.head.output", "@claims.head.without", "@claims.head.with_relu"), rows)


def never_linear() -> Evidence:
    """Weights of one layer, and of two with a narrow linear one between them."""
    direct, fewer = WIDE * WIDE, 2 * WIDE * NARROW
    rows = (
        (f"{WIDE} → {WIDE}", float(direct)),
        (f"{WIDE} → {NARROW} → {WIDE}", float(fewer)),
    )
    sizes = {"wide": WIDE, "narrow": NARROW, "direct": direct, "fewer": fewer}
    return Evidence(("@claims.head.units", "@claims.head.weights"), rows, sizes)


def classifier() -> Evidence:
    """Three scores of a classifier, through the sigmoid one by one, and through softmax."""
    found = {"sigmoid": ops.sigmoid(THREE_SCORES), "softmax": ops.softmax(THREE_SCORES, 0)}
    rows = tuple(
        (f"@claims.cell.of_{name}", *map(float, out), float(out.sum()))
        for name, out in found.items()
    )
    heads = tuple(f"{score:g}".replace("-", "−") for score in THREE_SCORES)
    return Evidence(
        ("@claims.head.scores", *heads, "@claims.head.sum"),
        rows,
        {"sum": float(found["sigmoid"].sum())},
    )


def _listed(numbers: Grid) -> str:
    return "(" + ", ".join(f"{number:.3g}".replace("-", "−") for number in numbers) + ")"


def leaky_random() -> Evidence:
    """The slope at one cell of the example: three steps of training, then testing."""
    learned = slopes.learn(slopes.EXAMPLE, _MOMENTS, slopes.RATES["0.02"])
    drawn = [float(slopes.drawn(seed)[_NEGATIVE_CELL]) for seed in range(_MOMENTS)]
    mean = sum(RRELU_RANGE) / 2
    rows = (
        ("@name.leaky_relu", *[LEAKY_SLOPE] * (_MOMENTS + 1)),
        ("@name.prelu", *(step.slope for step in learned)),
        ("@name.rrelu", *drawn, mean),
    )
    steps = tuple(f"@claims.head.step_{number}" for number in range(1, _MOMENTS + 1))
    return Evidence(("@claims.head.function", *steps, "@claims.head.testing"), rows)


def relu_keeps() -> Evidence:
    """What is left of a gradient of 1 behind ten layers, number by number."""
    at = [float(x) for x in ROW[0, ::4]]
    rows = tuple(
        (
            f"@name.{name}",
            *(float(left) for left in LayersCase(name, "gradient", ROW).out()[-1, ::4]),
        )
        for name in ("sigmoid", "relu")
    )
    heads = tuple(f"x = {x:g}".replace("-", "−") for x in at)
    stopped = int((LayersCase("relu", "gradient", ROW).out()[-1] == 0).sum())
    return Evidence(
        ("@claims.head.function", *heads), rows, {"stopped": stopped, "count": ROW.size}
    )


def maxout_has_relu() -> Evidence:
    """The largest difference on a line of numbers, with the pieces that come close."""
    pieces = {
        "relu": ((0.0, 0.0), (1.0, 0.0)),
        "leaky_relu": ((LEAKY_SLOPE, 0.0), (1.0, 0.0)),
        "elu": ((0.0, -1.0), (1.0, 0.0)),
    }
    rows = tuple(
        (f"@name.{name}", ", ".join(map(_piece, chosen)), _gap(name, np.array(chosen)))
        for name, chosen in pieces.items()
    )
    return Evidence(("@claims.head.function", "@claims.head.pieces", "@claims.head.gap"), rows)


def _piece(piece: tuple[float, float]) -> str:
    weight, bias = piece
    if weight == 0:
        return f"{bias:g}".replace("-", "−")
    return f"{weight:g}x" if weight != 1 else "x"


def _gap(name: str, pieces: Grid) -> float:
    lines = _LINE[:, None] * pieces[:, 0] + pieces[:, 1]
    found = ops.maxout(lines, len(pieces))[:, 0]
    return float(np.abs(found - ACTIVATIONS[name].value(_LINE)).max())


def sigmoid_mean() -> Evidence:
    """Of numbers whose mean is 0: the mean that comes out, and how many are below 0."""
    x = np.random.default_rng(0).normal(size=_SAMPLES)
    rows = []
    for name in ("sigmoid", "tanh", "relu"):
        out = ACTIVATIONS[name].value(x - x.mean())
        rows.append((f"@name.{name}", round(float(out.mean()), 3), float((out < 0).mean() * 100)))
    heads = ("function", "mean", "negative")
    return Evidence(tuple(f"@claims.head.{head}" for head in heads), tuple(rows))


CLAIMS: tuple[Claim, ...] = (
    Claim("proportional", holds=False, evidence=proportional),
    Claim("sigmoid_mean", holds=True, evidence=sigmoid_mean),
    Claim("tanh_faster", holds=False, evidence=tanh_faster),
    Claim("relu_keeps", holds=False, evidence=relu_keeps),
    Claim("leaky_random", holds=False, evidence=leaky_random),
    Claim("maxout_has_relu", holds=True, evidence=maxout_has_relu),
    Claim("hidden_only", holds=False, evidence=hidden_only),
    Claim("never_linear", holds=False, evidence=never_linear),
    Claim("classifier", holds=False, evidence=classifier),
    Claim("relu_first", holds=False, evidence=relu_first),
)
