"""Named inputs and kernels of the grid: pure functions of their size.

A size is ``(height, width)``, or one number for both. The browser has every size at once, so that a
slider can redraw while it is dragged.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from functools import cache
from itertools import product
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnncore.arguments import pair
from lessons.machinery.cells import apply_edits

Grid = NDArray[np.float64]
Size = int | tuple[int, int]

INPUT_SIZES = range(3, 13)
KERNEL_SIZES = range(1, 8)
MAP_SIZES = range(1, 6)
STAMP_SIZES = range(1, 5)


def ramp(size: Size) -> Grid:
    """1, 2, 3, ... row by row: the notes' example at size 5."""
    height, width = _sides(size)
    return np.arange(1.0, height * width + 1).reshape(height, width)


def vertical_edge(size: Size) -> Grid:
    """Dark on the left, bright on the right."""
    height, width = _sides(size)
    grid = np.zeros((height, width))
    grid[:, width // 2 :] = 9
    return grid


def cross(size: Size) -> Grid:
    """A bright plus on black."""
    height, width = _sides(size)
    grid = np.zeros((height, width))
    grid[height // 2, :] = grid[:, width // 2] = 9
    return grid


def checkerboard(size: Size) -> Grid:
    """Alternating cells."""
    rows, columns = np.indices(_sides(size))
    return np.where((rows + columns) % 2 == 0, 9.0, 0.0)


def face(size: Size) -> Grid:
    """A face: two eyes and a mouth, its corners raised where both sides have 5 cells or more."""
    height, width = _sides(size)
    grid = np.full((height, width), 2.0)
    eye_row, mouth_row = round(height * 0.28), round(height * 0.72)
    left, right = round((width - 1) * 0.25), round((width - 1) * 0.75)
    grid[eye_row, left] = grid[eye_row, right] = 9
    grid[mouth_row, left : right + 1] = 9
    if min(height, width) >= 5:
        grid[mouth_row - 1, left - 1 if left > 0 else 0] = 9
        grid[mouth_row - 1, min(right + 1, width - 1)] = 9
    return grid


def random_digits(size: Size, seed: int) -> Grid:
    """Digits 0 to 9, the same for the same seed at every size."""
    height, width = _sides(size)
    largest = max(INPUT_SIZES)
    digits = np.random.default_rng(seed).integers(0, 10, (largest, largest))
    return digits[:height, :width].astype(np.float64)


def x_kernel(size: Size) -> Grid:
    """Both diagonals: the notes' kernel at size 3.

    In a rectangle the diagonals are stretched: a cell is on one if it lies within half a cell of
    it. A single row or column is on both, all of it.
    """
    height, width = _sides(size)
    rows, columns = np.indices((height, width))
    longest = max(height, width) - 1
    falling = 2 * np.abs(rows * (width - 1) - columns * (height - 1)) <= longest
    return (falling | falling[::-1]).astype(np.float64)


def edge_kernel(size: Size) -> Grid:
    """Right column minus left column: answers where brightness changes sideways.

    A single column has no other side: it only adds up what it sees.
    """
    height, width = _sides(size)
    grid = np.zeros((height, width))
    grid[:, 0], grid[:, -1] = -1, 1
    return grid


def sobel_kernel(size: Size) -> Grid:
    """A smoothed edge kernel; at size 3 the Sobel operator.

    Binomial smoothing down the rows times a difference of binomials across the columns. A single
    row only takes the difference, a single column only smooths.
    """
    height, width = _sides(size)
    differences = {1: np.ones(1), 2: np.array([-1.0, 1.0])}
    if width > 2:
        differences[width] = np.convolve(_binomial(width - 2), np.array([-1.0, 0.0, 1.0]))
    return _binomial(height)[:, None] * differences[width]


def sharpen_kernel(size: Size) -> Grid:
    """The centre strengthened, the neighbours it has subtracted; the weights sum to 1."""
    height, width = _sides(size)
    grid = np.zeros((height, width))
    row, column = height // 2, width // 2
    for r, c in ((row - 1, column), (row + 1, column), (row, column - 1), (row, column + 1)):
        if 0 <= r < height and 0 <= c < width:
            grid[r, c] = -1
    grid[row, column] = 1 - grid.sum()
    return grid


def blur_kernel(size: Size) -> Grid:
    """The mean of the window."""
    height, width = _sides(size)
    return np.full((height, width), 1 / (height * width))


def ones(size: Size) -> Grid:
    """1 everywhere: what it meets is counted."""
    return np.ones(_sides(size))


def point(size: Size) -> Grid:
    """A single 1 near the middle: what comes out is the kernel itself."""
    height, width = _sides(size)
    grid = np.zeros((height, width))
    grid[(height - 1) // 2, (width - 1) // 2] = 1
    return grid


def bilinear_kernel(size: Size) -> Grid:
    """Weights that fall evenly from the middle: stamped at half its size it interpolates.

    Source: the bilinear filter of Long, Shelhamer & Darrell 2015, arXiv:1411.4038.
    """
    down, across = map(_tent, _sides(size))
    return down[:, None] * across


def _tent(size: int) -> Grid:
    half = (size + 1) // 2
    middle = half - 1 if size % 2 else half - 0.5
    return 1 - np.abs(np.arange(size) - middle) / half


def _binomial(size: int) -> Grid:
    row = np.ones(1)
    for _ in range(size - 1):
        row = np.convolve(row, [1.0, 1.0])
    return row


def _sides(size: Size) -> tuple[int, int]:
    return pair("size", size, minimum=1)


INPUTS: dict[str, Callable[[Size], Grid]] = {
    "ramp": ramp,
    "edge": vertical_edge,
    "cross": cross,
    "checkerboard": checkerboard,
    "face": face,
}
"""Inputs that depend on the size alone; ``random`` depends on a seed too."""

KERNELS: dict[str, Callable[[Size], Grid]] = {
    "x": x_kernel,
    "edge": edge_kernel,
    "sobel": sobel_kernel,
    "sharpen": sharpen_kernel,
    "blur": blur_kernel,
}

MAPS: dict[str, Callable[[Size], Grid]] = {"ramp": ramp, "ones": ones, "point": point}
"""Small inputs of a transposed convolution."""

STAMPS: dict[str, Callable[[Size], Grid]] = {
    "count": ramp,
    "ones": ones,
    "bilinear": bilinear_kernel,
}
"""Kernels without zeros: where two of them overlap there is something to add."""

INPUT_NAMES: tuple[str, ...] = (*INPUTS, "random")
KERNEL_NAMES: tuple[str, ...] = tuple(KERNELS)
MAP_NAMES: tuple[str, ...] = (*MAPS, "random")
STAMP_NAMES: tuple[str, ...] = tuple(STAMPS)


def input_grid(name: str, size: Size, seed: int = 0) -> Grid:
    """The named input.

    Raises:
        KeyError: If there is no such input.
    """
    return random_digits(size, seed) if name == "random" else (INPUTS | MAPS)[name](size)


def kernel_grid(name: str, kernel_size: Size) -> Grid:
    """The named kernel.

    Raises:
        KeyError: If there is no such kernel.
    """
    return (KERNELS | STAMPS)[name](kernel_size)


def input_of(settings: Mapping[str, Any]) -> Grid:
    """The input that the settings of a page stand for: a preset with the learner's edits."""
    grid = input_grid(settings["image"], settings["size"], settings["seed"])
    return apply_edits(grid, settings["input_edits"])


def kernel_of(settings: Mapping[str, Any]) -> Grid:
    """The kernel that they stand for."""
    grid = kernel_grid(settings["kernel"], settings["kernel_size"])
    return apply_edits(grid, settings["kernel_edits"])


def preset_tables() -> dict[str, dict[str, dict[str, list[list[float]]]]]:
    """Every input and kernel by name and size ("5x7": height, width), but for the random input.

    That one needs a seed: ``random_table``.
    """
    return {
        "inputs": {
            name: _table(
                make, INPUT_SIZES if name in INPUTS else (), MAP_SIZES if name in MAPS else ()
            )
            for name, make in (INPUTS | MAPS).items()
        },
        "kernels": {name: _table(make, KERNEL_SIZES) for name, make in KERNELS.items()}
        | {name: _table(make, STAMP_SIZES) for name, make in STAMPS.items()},
    }


def _table(make: Callable[[Size], Grid], *sides: Iterable[int]) -> dict[str, list[list[float]]]:
    """What it makes at each size, whole numbers as such."""
    grids = {_key(size): make(size) for each in sides for size in product(each, each)}
    return {
        size: (grid.astype(int) if (grid == grid.astype(int)).all() else grid).tolist()
        for size, grid in grids.items()
    }


def _key(size: tuple[int, int]) -> str:
    return "{}x{}".format(*size)


@cache
def random_table(seed: int) -> list[list[int]]:
    """The random input at its largest; each smaller one is its upper left corner."""
    return random_digits(max(INPUT_SIZES), seed).astype(int).tolist()
