"""The test by painting: outside of its square nothing may change a unit, not by one bit."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
from numpy.typing import NDArray

from cnncore.ops import conv2d, max_pool2d, relu
from lessons.machinery.pictures import picture
from lessons.receptive_field.stacks import START, fields

Array = NDArray[np.float64]

SIZE = 32
UNIT = 7
CHANNELS = 4
PAINTS = ("nothing", "outside", "rim_outside", "rim_inside", "inside")
"""What is painted: all outside of the square, the ring of pixels right beyond it, a pixel of its
outermost ring, all inside."""
_SEED = 6


@dataclass(frozen=True, slots=True)
class Painted:
    """A picture after painting, and what one unit of the last map says to it.

    Attributes:
        x: (32, 32), 0 to 255.
        value: Of the unit.
        bits: The same as it lies in memory, 64 bits in hexadecimal.
    """

    x: Array
    value: float
    bits: str


def square() -> range:
    """Rows, and columns, that the unit sees."""
    return fields(START.layers)[-1].view(UNIT)


@cache
def painted(paint: str) -> Painted:
    """The picture with something painted on it, and the unit's value."""
    x = picture("house").astype(float)[::2, ::2].copy()
    noise = np.random.default_rng(1).integers(0, 256, x.shape).astype(float)
    where = _where(paint)
    x[where] = noise[where]
    value = _unit(x / 255)
    return Painted(x, float(value), np.float64(value).tobytes()[::-1].hex())


def _where(paint: str) -> NDArray[np.bool_]:
    first, behind = square().start, square().stop
    inside, beyond, corner = (np.zeros((SIZE, SIZE), dtype=bool) for _ in range(3))
    inside[first:behind, first:behind] = True
    beyond[first - 1 : behind + 1, first - 1 : behind + 1] = True
    corner[first, first + 4] = True
    return {
        "nothing": np.zeros((SIZE, SIZE), dtype=bool),
        "outside": ~inside,
        "rim_outside": beyond & ~inside,
        "rim_inside": corner,
        "inside": inside,
    }[paint]


def _unit(x: Array) -> np.float64:
    """One unit in the middle of the last map: random weights, float64, computed by definition."""
    rng = np.random.default_rng(_SEED)
    maps = x[None]
    for layer in START.layers:
        if layer.kind == "pool":
            maps = max_pool2d(maps, layer.kernel_size, stride=layer.stride)
        else:
            fan_in = len(maps) * layer.kernel_size**2
            shape = (CHANNELS, len(maps), layer.kernel_size, layer.kernel_size)
            weight = rng.normal(0, np.sqrt(2 / fan_in), shape)
            maps = relu(conv2d(maps, weight, padding=layer.padding))
    return maps[:, UNIT, UNIT].sum()
