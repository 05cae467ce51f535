"""A fully connected network that was never trained: what each layer gives, what comes back to it.

Glorot & Bengio 2010, "Understanding the difficulty of training deep feedforward neural networks".
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cnncore import ops

Array = NDArray[np.float64]
Function = Callable[[Array], Array]


@dataclass(frozen=True, slots=True)
class Passed:
    """One batch forward and back.

    Attributes:
        outs: What each layer gives, (batch, width) each.
        norms: Norm of the gradient that reaches the output of each layer.
    """

    outs: tuple[Array, ...]
    norms: tuple[float, ...]

    @property
    def shares(self) -> tuple[float, ...]:
        """The norms against that at the last layer."""
        return tuple(norm / self.norms[-1] for norm in self.norms)


def untrained_pass(
    function: Function,
    derivative: Function,
    std: float,
    *,
    layers: int,
    width: int,
    batch: int,
    seed: int = 0,
) -> Passed:
    """A batch of standard normal numbers through layers without biases; random errors come back.

    Args:
        function: The activation behind each layer.
        derivative: Its derivative.
        std: Of the normal weights.
        layers: How many.
        width: Units in each.
        batch: Samples.
        seed: Of samples, weights and errors.
    """
    rng = np.random.default_rng(seed)
    x = rng.normal(size=(batch, width))
    weights, before, outs = [], [], []
    for _ in range(layers):
        weights.append(rng.normal(0, std, (width, width)))
        before.append(ops.linear(x, weights[-1]))
        x = function(before[-1])
        outs.append(x)
    grad, norms = rng.normal(size=x.shape), []
    for weight, z in zip(reversed(weights), reversed(before), strict=True):
        norms.append(float(np.linalg.norm(grad)))
        grad = (grad * derivative(z)) @ weight
    return Passed(tuple(outs), tuple(reversed(norms)))
