"""A batch of numbers through ten layers that were never trained: what each of them gives."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from cnncore.untrained import untrained_pass
from lessons.activations.functions import ACTIVATIONS

LAYERS, WIDTH, BATCH = 10, 100, 256
BINS = 25
_SMALL = 0.1

INITS: Mapping[str, Callable[[int], float]] = {
    "small": lambda fan_in: 0.01,
    "large": lambda fan_in: 1.0,
    "xavier": lambda fan_in: float(np.sqrt(1 / fan_in)),
    "he": lambda fan_in: float(np.sqrt(2 / fan_in)),
}
"""Standard deviation of the weights. Glorot & Bengio 2010; He et al. 2015, arXiv:1502.01852."""
CHOICES = ("sigmoid", "tanh", "relu", "leaky_relu")


@dataclass(frozen=True, slots=True)
class Layer:
    """What one layer gives for the whole batch.

    Attributes:
        mean, std: Over all its numbers.
        between: Standard deviation between the samples, unit by unit: what is left to tell them
            apart. That of all numbers also holds how the units differ from each other.
        shares: Of its numbers, in ``BINS`` equal steps from the lowest to the highest.
        low, high: Of its numbers.
        gradient: Norm of the gradient that reaches it, against that at the last layer.
    """

    mean: float
    std: float
    between: float
    low: float
    high: float
    shares: tuple[float, ...]
    gradient: float

    @property
    def is_centred(self) -> bool:
        """Whether its mean is small beside its numbers."""
        return self.mean**2 < _SMALL**2 * (self.mean**2 + self.std**2)


@lru_cache(maxsize=64)
def layers(activation: str, init: str, seed: int = 0) -> tuple[Layer, ...]:
    """All ten, from a batch of standard normal numbers; the gradient comes from random errors."""
    function, std = ACTIVATIONS[activation], INITS[init](WIDTH)
    passed = untrained_pass(
        function.value, function.derivative, std,
        layers=LAYERS, width=WIDTH, batch=BATCH, seed=seed,
    )  # fmt: skip
    return tuple(_layer(out, share) for out, share in zip(passed.outs, passed.shares, strict=True))


def _layer(out: NDArray[np.float64], gradient: float) -> Layer:
    counts, edges = np.histogram(out, BINS)
    return Layer(
        mean=float(out.mean()),
        std=float(out.std()),
        between=float(np.sqrt(out.var(axis=0).mean())),
        low=float(edges[0]),
        high=float(edges[-1]),
        shares=tuple((counts / out.size).tolist()),
        gradient=gradient,
    )
