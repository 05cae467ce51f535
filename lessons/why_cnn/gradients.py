"""How much of a gradient is left in the first layers of a deep fully connected network."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from itertools import product

import numpy as np

from cnncore.untrained import untrained_pass
from lessons.activations.functions import ACTIVATIONS
from lessons.machinery.background import Background

WIDTH, BATCH = 32, 32
CHOICES = ("sigmoid", "tanh", "relu")
DEPTHS = (3, 5, 10, 20, 30)
LITTLE = 1e-3
"""What is left of a gradient where it counts as gone."""

Std = Callable[[str, int], float]

INITS: Mapping[str, Std] = {
    "plain": lambda _activation, fan_in: float(np.sqrt(1 / (3 * fan_in))),
    "good": lambda activation, fan_in: float(np.sqrt((2 if activation == "relu" else 1) / fan_in)),
}
"""Standard deviation of the weights by activation and inputs: that of ``torch.nn.Linear`` as it
comes (uniform from -1/√n to 1/√n), and Xavier's, or He's for ReLU."""


@cache
def gradients(activation: str, init: str, depth: int) -> tuple[float, ...]:
    """The gradient that reaches each layer, against that at the last, from the first layer on."""
    function = ACTIVATIONS[activation]
    return untrained_pass(
        function.value, function.derivative, INITS[init](activation, WIDTH),
        layers=depth, width=WIDTH, batch=BATCH, seed=1,
    ).shares  # fmt: skip


_ALL = tuple(product(CHOICES, INITS, DEPTHS))


def _of_all() -> Iterator[object]:
    for choice in _ALL:
        yield gradients(*choice)


FOUND = Background(_of_all, len(_ALL))
"""The gradients of every choice, worked out while the learner still judges; then they are kept."""
