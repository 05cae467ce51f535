"""Coloured pictures and kernels of three slices, for looking at what a kernel makes of colour.

The photographs ship with scikit-learn; the card is drawn here. All are read or drawn at one size.
"""

from __future__ import annotations

import importlib.util
from collections.abc import Callable
from functools import cache, partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from cnncore.data import picture
from lessons.channels.pictures import LUMA
from lessons.machinery.presets import blur_kernel, edge_kernel
from lessons.machinery.strings import load_texts

PHOTO_TEXTS = load_texts(Path(__file__).parent / "photos.toml")
"""The words of the board with these pictures."""

SIZE = 80
"""Cells per side."""
CHANNELS = ("R", "G", "B")

ColourPicture = NDArray[np.uint8]
Weights = NDArray[np.float64]

_FINE = 4
GROUND, DISC, SQUARE = (64, 124, 72), (190, 61, 66), (40, 106, 228)
"""Green, red and blue of the card: three colours of one and the same grey."""
_CROSS = (236, 230, 214)


def photograph_file(name: str) -> Path:
    """Where a photograph lies that ships with scikit-learn: ``china`` or ``flower``."""
    package = importlib.util.find_spec("sklearn")  # the package itself takes seconds to import
    assert package is not None
    assert package.origin is not None
    return Path(package.origin).parent / "datasets" / "images" / f"{name}.jpg"


def photograph(name: str, size: int = SIZE) -> ColourPicture:
    """The same, cut square and reduced.

    Shape:
        returns: (3, size, size), values 0 to 255
    """
    path = photograph_file(name)
    return picture(path.read_bytes(), path.name, size=size).transpose(2, 0, 1)


def card() -> ColourPicture:
    """A red disc, a blue square and a bright cross on green.

    Shape:
        returns: (3, 80, 80), values 0 to 255
    """
    y, x = (np.indices((SIZE * _FINE, SIZE * _FINE)) + 0.5) / _FINE
    canvas = np.empty((*x.shape, 3))
    canvas[:] = GROUND
    canvas[np.hypot(x - 26, y - 27) < 17] = DISC
    canvas[(np.abs(x - 55) < 13) & (np.abs(y - 54) < 13)] = SQUARE
    across, down = np.abs(x - 60), np.abs(y - 18)
    canvas[(np.maximum(across, down) < 10) & (np.minimum(across, down) < 2)] = _CROSS
    canvas[(np.abs(x - y * 0.4 - 4) < 2.5) & (y > 50) & (y < 74)] = _CROSS
    means = canvas.reshape(SIZE, _FINE, SIZE, _FINE, 3).mean(axis=(1, 3))
    return np.rint(means).astype(np.uint8).transpose(2, 0, 1)


COLOUR_PICTURES: dict[str, Callable[[], ColourPicture]] = {
    "temple": partial(photograph, "china"),
    "flower": partial(photograph, "flower"),
    "card": card,
}
"""The pictures by name; each is (3, 80, 80)."""


@cache
def colour_picture(name: str) -> ColourPicture:
    """The named picture, read or drawn once and read-only from then on.

    Raises:
        KeyError: If there is no such picture.
    """
    made = np.ascontiguousarray(COLOUR_PICTURES[name]())
    made.flags.writeable = False
    return made


def _mix(*weights: float) -> Weights:
    """A 1x1 kernel: each pixel's three numbers, weighted and added."""
    return np.array(weights, float).reshape(3, 1, 1)


def _slices(kernel: Weights, *factors: float) -> Weights:
    """One 3x3 kernel for all three channels, each with a factor of its own."""
    return np.array(factors).reshape(3, 1, 1) * kernel


def outline_kernel() -> Weights:
    """The centre against its eight neighbours; the weights sum to 0."""
    kernel = np.full((3, 3), -1.0)
    kernel[1, 1] = 8
    return kernel


COLOUR_KERNELS: dict[str, Weights] = {
    "edge": _slices(edge_kernel(3), 1, 1, 1),
    "red_edge": _slices(edge_kernel(3), 1, -0.5, -0.5),
    "outline": _slices(outline_kernel(), 1, 1, 1),
    "blur": _slices(blur_kernel(3), 1 / 3, 1 / 3, 1 / 3),
    "red": _mix(1, -0.5, -0.5),
    "green_red": _mix(-1, 1, 0),
    "blue": _mix(-0.5, -0.5, 1),
    "grey": _mix(*LUMA),
}
"""The kernels to try, each (3, 3, 3) or (3, 1, 1): a slice for red, for green and for blue."""
