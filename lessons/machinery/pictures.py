"""Small grey pictures drawn with NumPy, for looking at what a kernel answers to.

Each is drawn four times too large and averaged down, so that slanted lines have soft edges. Values
are whole numbers from 0 (black) to 255 (white), as in an image file.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
from numpy.typing import NDArray

from lessons.machinery.presets import (
    blur_kernel,
    edge_kernel,
    sharpen_kernel,
    sobel_kernel,
    x_kernel,
)

Picture = NDArray[np.uint8]
Canvas = NDArray[np.float64]

SIZE = 64
_FINE = 4


def house() -> Picture:
    """A house with a crossed window and a door: edges in every direction, large plain areas."""
    y, x, canvas = _canvas()
    canvas[:] = 205 - 0.9 * y
    sun = np.hypot(x - 53, y - 10)
    canvas[sun < 5.5] = 250
    canvas[y > 52] = 96
    _shade_tree(canvas, x, y)
    wall = _box(x, y, 14, 28, 44, 54)
    canvas[wall] = 222
    canvas[wall & (x > 40)] = 188
    canvas[_triangle(x, y, 29, 10, 10, 48, 28)] = 92
    canvas[_box(x, y, 37, 11, 41, 22) & ~_triangle(x, y, 29, 10, 10, 48, 28)] = 120
    canvas[_box(x, y, 18, 33, 28, 43)] = 52
    canvas[_box(x, y, 22.5, 33, 23.5, 43) | _box(x, y, 18, 37.5, 28, 38.5)] = 240
    canvas[_box(x, y, 32, 38, 39, 54)] = 74
    canvas[np.hypot(x - 37.3, y - 46.5) < 0.8] = 235
    canvas[_box(x, y, 26, 54, 45, 64) & (np.abs(x - 35.5) < 3.5 + 0.35 * (y - 54))] = 150
    return _finish(canvas)


def crosses() -> Picture:
    """Upright and slanted crosses one pixel thin, with lines and a ring between them."""
    y, x, canvas = _canvas()
    canvas[:] = 34
    for row, column, arm, grey in ((10, 10, 6, 235), (31, 53, 5, 200), (50, 30, 8, 250)):
        upright = (np.abs(y - row - 0.5) < 0.5) & (np.abs(x - column - 0.5) < arm)
        canvas[upright | ((np.abs(x - column - 0.5) < 0.5) & (np.abs(y - row - 0.5) < arm))] = grey
    small = np.full((SIZE, SIZE), -1.0)
    for row, column, arm, grey in ((11, 34, 6, 235), (33, 12, 7, 210), (53, 53, 5, 245)):
        for step in range(-arm, arm + 1):
            small[row + step, column + step] = small[row + step, column - step] = grey
    slanted = np.kron(small, np.ones((_FINE, _FINE)))
    canvas[slanted >= 0] = slanted[slanted >= 0]
    canvas[np.abs(np.hypot(x - 33, y - 31) - 6) < 0.7] = 170
    canvas[(np.abs(y - 5.5) < 0.5) & (x > 44) & (x < 60)] = 190
    canvas[(np.abs(x - 5.5) < 0.5) & (y > 44) & (y < 60)] = 190
    return _finish(canvas)


def dusk() -> Picture:
    """A slowly graded sky over hills and water: faint slopes beside one hard line."""
    y, x, canvas = _canvas()
    canvas[:] = 70 + 3.6 * np.minimum(y, 42)
    moon = np.hypot(x - 47, y - 13)
    canvas += 46 * np.exp(-((moon / 12) ** 2))
    canvas[moon < 5] = 252
    far = 33 + 4 * np.sin(x / 7.5) + 2.5 * np.sin(x / 3.1 + 1)
    near = 38 + 5 * np.sin(x / 11 + 2.2)
    canvas[y > far] = 128
    canvas[y > near] = 78
    water = y > 44
    canvas[water] = (150 - 4.2 * (y - 44))[water]
    shine = water & (np.abs(x - 47) < 1.5 + 0.22 * (y - 44)) & (np.sin(y * 2.1) > -0.2)
    canvas[shine] += 70
    canvas[_triangle(x, y, 15, 34, 15, 22, 47)] = 236
    canvas[_box(x, y, 14.4, 33, 15, 50)] = 30
    hull = (y > 49) & (y < 53) & (x > 9 + 0.8 * (y - 49)) & (x < 24 - 0.8 * (y - 49))
    canvas[hull] = 22
    return _finish(canvas)


PICTURES: dict[str, Callable[[], Picture]] = {"house": house, "crosses": crosses, "dusk": dusk}
"""The pictures by name; each is 64 x 64."""


@cache
def picture(name: str) -> Picture:
    """The named picture, drawn once and read-only from then on.

    Shape:
        returns: (64, 64), values 0 to 255

    Raises:
        KeyError: If there is no such picture.
    """
    drawn = PICTURES[name]()
    drawn.flags.writeable = False
    return drawn


def _canvas() -> tuple[Canvas, Canvas, Canvas]:
    """Coordinates in pixels of the finished picture, and an empty fine canvas."""
    y, x = (np.indices((SIZE * _FINE, SIZE * _FINE)) + 0.5) / _FINE
    return y, x, np.zeros_like(x)


def _finish(canvas: Canvas) -> Picture:
    means = canvas.reshape(SIZE, _FINE, SIZE, _FINE).mean(axis=(1, 3))
    return np.clip(np.rint(means), 0, 255).astype(np.uint8)


def _box(x: Canvas, y: Canvas, left: float, top: float, right: float, bottom: float):
    return (x >= left) & (x < right) & (y >= top) & (y < bottom)


def _triangle(
    x: Canvas, y: Canvas, tip_x: float, tip_y: float, left: float, right: float, base_y: float
):
    """Pointing up, with a level base."""
    down = (y - tip_y) / (base_y - tip_y)
    return (
        (down >= 0)
        & (down <= 1)
        & (x >= tip_x + (left - tip_x) * down)
        & (x <= tip_x + (right - tip_x) * down)
    )


def _shade_tree(canvas: Canvas, x: Canvas, y: Canvas) -> None:
    """A round tree, lit from the upper right."""
    distance = np.hypot(x - 55, y - 36)
    crown = distance < 7
    canvas[_box(x, y, 54, 40, 56, 54)] = 60
    light = 110 + 6 * (x - 55) - 6 * (y - 36)
    canvas[crown] = np.clip(light, 50, 190)[crown]


def cross_kernel() -> NDArray[np.float64]:
    """Upright cross against slanted cross; the weights sum to 0, so plain areas answer 0."""
    return np.array([[-1.0, 1, -1], [1, 0, 1], [-1, 1, -1]])


PICTURE_KERNELS: dict[str, NDArray[np.float64]] = {
    "vertical": edge_kernel(3),
    "horizontal": edge_kernel(3).T,
    "sobel": sobel_kernel(3),
    "cross": cross_kernel(),
    "blur": blur_kernel(3),
    "sharpen": sharpen_kernel(3),
    "x": x_kernel(3),
}
"""The kernels to try on a picture, each 3 x 3."""

MAP_OPTIONS: dict[str, NDArray[np.float64]] = {
    "vertical": edge_kernel(3),
    "horizontal": edge_kernel(3).T,
    "flipped": edge_kernel(3)[:, ::-1],
    "blur": blur_kernel(3),
}
"""Whose map is it? The first is right; each other one is a slip with a name of its own."""
