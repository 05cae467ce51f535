"""The three tests on a stack of the learner's own: many random weights, behind the page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor
from torch.nn import functional

from lessons.machinery.background import Background
from lessons.receptive_field.depth import Profile
from lessons.receptive_field.stacks import Stack, fields, stack_of

DRAWS, CHANNELS = 24, 2
_SLOPE = 0.1
"""Of the leaky ReLU below 0: no unit is dead, so every draw tells."""
_KEPT = 16


@dataclass
class Found:
    """What the draws have shown so far.

    Attributes:
        outside_changed, inside_changed: Draws in which paint there changed a bit of the unit.
        leaked: Draws with a gradient outside of the square.
        squares: Squared gradients by pixel, added up; (size, size).
    """

    squares: NDArray[np.float64]
    outside_changed: int = 0
    inside_changed: int = 0
    leaked: int = 0


@dataclass
class Trial(Background):
    """One unit of a stack, tested.

    Attributes:
        layers: Up to the map of the unit.
        size: Pixels along one side of the picture.
        unit: Row and column of the unit in the last map.
    """

    layers: Stack
    size: int
    unit: int
    found: Found = field(init=False)

    def __post_init__(self) -> None:
        super().__init__(self._all, DRAWS)

    @property
    def view(self) -> slice:
        """Rows, and columns, of the square by the recurrence, as far as the picture reaches."""
        seen = fields(self.layers)[-1].view(self.unit)
        return slice(max(seen.start, 0), min(seen.stop, self.size))

    @property
    def profile(self) -> Profile:
        """Of the squared gradients along a row, within the square."""
        along = self.found.squares.sum(0)[self.view]
        return Profile(len(self.layers), along / along.sum())

    @property
    def reached(self) -> int:
        """Pixels of a row from the first to the last that a gradient has reached."""
        at = np.flatnonzero(self.found.squares.any(0))
        return int(at[-1] - at[0]) + 1 if at.size else 0

    def _all(self) -> Iterator[None]:
        self.found = Found(np.zeros((self.size, self.size)))
        for seed in range(DRAWS):
            self._draw(np.random.default_rng(seed))
            yield

    def _draw(self, rng: np.random.Generator) -> None:
        weights = self._weights(rng)
        outside = np.ones((self.size, self.size), dtype=bool)
        outside[self.view, self.view] = False
        x, noise = rng.random((2, self.size, self.size))
        tensor = torch.from_numpy(x).requires_grad_()
        value = self._value(tensor, weights)
        (grad,) = torch.autograd.grad(value, tensor)
        squares = grad.numpy() ** 2
        self.found.squares += squares
        self.found.leaked += bool(squares[outside].any())
        for where, name in ((outside, "outside_changed"), (~outside, "inside_changed")):
            with torch.inference_mode():
                other = self._value(torch.from_numpy(np.where(where, noise, x)), weights)
            is_other = other.numpy().tobytes() != value.detach().numpy().tobytes()
            setattr(self.found, name, getattr(self.found, name) + is_other)

    def _weights(self, rng: np.random.Generator) -> list[Tensor | None]:
        """Of each convolution, so that numbers keep their size; a pooling has none."""
        found: list[Tensor | None] = []
        before = 1
        for layer in self.layers:
            if layer.kind == "pool":
                found.append(None)
                continue
            shape = (CHANNELS, before, layer.kernel_size, layer.kernel_size)
            found.append(torch.from_numpy(rng.normal(0, (before * layer.weights) ** -0.5, shape)))
            before = CHANNELS
        return found

    def _value(self, x: Tensor, weights: list[Tensor | None]) -> Tensor:
        """All channels of the unit, added up."""
        maps = x[None, None]
        for layer, weight in zip(self.layers, weights, strict=True):
            if weight is None:
                maps = functional.max_pool2d(maps, layer.kernel_size, layer.stride, layer.padding)
            else:
                maps = functional.conv2d(
                    maps, weight, None, layer.stride, layer.padding, layer.dilation
                )
                maps = functional.leaky_relu(maps, _SLOPE)
        return maps[0, :, self.unit, self.unit].sum()


@lru_cache(maxsize=_KEPT)
def trial_of(stack: str, size: int, unit: int) -> Trial:
    """The test of one unit; the same one for all who ask.

    Args:
        stack: The layers up to the map of the unit, as text.
        size: Pixels along one side of the picture.
        unit: Row and column.
    """
    return Trial(stack_of(stack), size, unit)
