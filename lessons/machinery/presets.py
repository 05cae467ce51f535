"""Named inputs and kernels of the grid: pure functions of their size.

The browser has every size at once, so that a slider can redraw while it is dragged.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import numpy as np
from numpy.typing import NDArray

Grid = NDArray[np.float64]

INPUT_SIZES = range(3, 13)
KERNEL_SIZES = range(1, 8)


def ramp(size: int) -> Grid:
    """1, 2, 3, ... row by row: the notes' example at size 5."""
    return np.arange(1.0, size * size + 1).reshape(size, size)


def vertical_edge(size: int) -> Grid:
    """Dark on the left, bright on the right."""
    grid = np.zeros((size, size))
    grid[:, size // 2 :] = 9
    return grid


def cross(size: int) -> Grid:
    """A bright plus on black."""
    grid = np.zeros((size, size))
    grid[size // 2, :] = grid[:, size // 2] = 9
    return grid


def checkerboard(size: int) -> Grid:
    """Alternating cells."""
    rows, columns = np.indices((size, size))
    return np.where((rows + columns) % 2 == 0, 9.0, 0.0)


def face(size: int) -> Grid:
    """A face: two eyes and a mouth, at any size."""
    grid = np.full((size, size), 2.0)
    eye_row, mouth_row = round(size * 0.28), round(size * 0.72)
    left, right = round((size - 1) * 0.25), round((size - 1) * 0.75)
    grid[eye_row, left] = grid[eye_row, right] = 9
    grid[mouth_row, left : right + 1] = 9
    if size >= 5:
        grid[mouth_row - 1, left - 1 if left > 0 else 0] = 9
        grid[mouth_row - 1, min(right + 1, size - 1)] = 9
    return grid


def random_digits(size: int, seed: int) -> Grid:
    """Digits 0 to 9, the same for the same seed at every size."""
    largest = max(INPUT_SIZES)
    digits = np.random.default_rng(seed).integers(0, 10, (largest, largest))
    return digits[:size, :size].astype(np.float64)


def x_kernel(size: int) -> Grid:
    """Both diagonals: the notes' kernel at size 3."""
    return np.maximum(np.eye(size), np.eye(size)[::-1])


def edge_kernel(size: int) -> Grid:
    """Right column minus left column: answers where brightness changes sideways."""
    grid = np.zeros((size, size))
    if size > 1:
        grid[:, 0], grid[:, -1] = -1, 1
    else:
        grid[0, 0] = 1
    return grid


def sobel_kernel(size: int) -> Grid:
    """A smoothed edge kernel; at size 3 the Sobel operator.

    Binomial smoothing down the rows times a difference of binomials across the columns.
    """
    if size == 1:
        return np.ones((1, 1))
    smooth = _binomial(size)
    difference = np.convolve(_binomial(size - 2) if size > 2 else [1.0], [-1, 0, 1])
    if size == 2:
        difference = np.array([-1.0, 1.0])
    return np.outer(smooth, difference)


def sharpen_kernel(size: int) -> Grid:
    """The centre strengthened, its neighbours subtracted; the weights sum to 1."""
    grid = np.zeros((size, size))
    centre = size // 2
    neighbours = 0
    for row, column in ((-1, 0), (1, 0), (0, -1), (0, 1)):
        r, c = centre + row, centre + column
        if 0 <= r < size and 0 <= c < size:
            grid[r, c] = -1
            neighbours += 1
    grid[centre, centre] = 1 + neighbours
    return grid


def blur_kernel(size: int) -> Grid:
    """The mean of the window."""
    return np.full((size, size), 1 / size**2)


def _binomial(size: int) -> Grid:
    row = np.ones(1)
    for _ in range(size - 1):
        row = np.convolve(row, [1.0, 1.0])
    return row


INPUTS: dict[str, Callable[[int], Grid]] = {
    "ramp": ramp,
    "edge": vertical_edge,
    "cross": cross,
    "checkerboard": checkerboard,
    "face": face,
}
"""Inputs that depend on the size alone; ``random`` depends on a seed too."""

KERNELS: dict[str, Callable[[int], Grid]] = {
    "x": x_kernel,
    "edge": edge_kernel,
    "sobel": sobel_kernel,
    "sharpen": sharpen_kernel,
    "blur": blur_kernel,
}

INPUT_NAMES: tuple[str, ...] = (*INPUTS, "random")
KERNEL_NAMES: tuple[str, ...] = tuple(KERNELS)


def input_grid(name: str, size: int, seed: int = 0) -> Grid:
    """The named input.

    Raises:
        KeyError: If there is no such input.
    """
    return random_digits(size, seed) if name == "random" else INPUTS[name](size)


def kernel_grid(name: str, kernel_size: int) -> Grid:
    """The named kernel.

    Raises:
        KeyError: If there is no such kernel.
    """
    return KERNELS[name](kernel_size)


def preset_tables() -> dict[str, dict[str, dict[int, list[list[float]]]]]:
    """Every input and kernel by name and size, except the random input, which needs a seed."""
    return {
        "inputs": {
            name: {size: make(size).astype(int).tolist() for size in INPUT_SIZES}
            for name, make in INPUTS.items()
        },
        "kernels": {
            name: {size: make(size).tolist() for size in KERNEL_SIZES}
            for name, make in KERNELS.items()
        },
    }


@cache
def random_table(seed: int) -> list[list[int]]:
    """The random input at its largest; each smaller one is its upper left corner."""
    return random_digits(max(INPUT_SIZES), seed).astype(int).tolist()
