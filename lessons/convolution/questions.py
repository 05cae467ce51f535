"""The questions of the lesson on convolution, computed.

A builder takes a seed. Seed 0 is what everybody is asked first: with its numbers every slip gives a
number of its own.
"""

from __future__ import annotations

import numpy as np

from cnncore import cost
from cnncore.shapes import conv_out_size, same_padding
from lessons.machinery.cells import CellEdits
from lessons.machinery.grid import Grid, notes_case
from lessons.machinery.presets import kernel_grid, ramp
from lessons.machinery.questions import Builder, Question, Slip, ask

LESSON = "convolution"


def out_size(seed: int) -> Question:
    """How wide the output is, with stride 1 and no padding."""
    rng = np.random.default_rng(seed)
    size, kernel = (7, 3) if seed == 0 else (int(rng.integers(6, 13)), int(rng.integers(2, 6)))
    grid = {"size": size, "kernel_size": kernel, "stride": 1, "padding": 0, "step": 0}
    smaller = conv_out_size(size, kernel - 1)
    # An even kernel keeps the size with no padding that is equal on both sides.
    padded = grid | {"padding": same_padding(kernel)} if kernel % 2 else grid
    slips = [
        Slip("plus_one_missing", size - kernel, grid),
        Slip("same_size", size, padded),
        Slip("smaller_kernel", smaller, grid | {"kernel_size": kernel - 1}),
        Slip("kernel_itself", kernel, grid),
    ]
    values = {
        "size": size,
        "kernel_size": kernel,
        "moves": size - kernel,
        "smaller": kernel - 1,
    }
    answer = conv_out_size(size, kernel)
    return ask(LESSON, "out_size", "number", answer=answer, slips=slips, values=values, replay=grid)


def shared_weights(seed: int) -> Question:
    """How many different weights one kernel has, however large the input."""
    rng = np.random.default_rng(seed)
    size, kernel = (6, 3) if seed == 0 else (int(rng.integers(6, 13)), int(rng.integers(2, 6)))
    positions = conv_out_size(size, kernel) ** 2
    grid = {"size": size, "kernel_size": kernel, "stride": 1, "padding": 0, "dilation": 1,
            "step": 0}  # fmt: skip
    slips = [
        Slip("own_each", cost.locally_connected_weights(kernel, positions), grid),
        Slip("positions", positions, grid),
        Slip("pixels", size**2, grid),
        Slip("dense", cost.fully_connected_weights((size, size), positions), grid),
        Slip("side", kernel, grid),
    ]
    values = {
        "size": size,
        "kernel_size": kernel,
        "positions": positions,
        "out_size": conv_out_size(size, kernel),
    }
    answer = cost.shared_weights(kernel)
    return ask(LESSON, "shared_weights", "number", answer=answer, slips=slips, values=values)


def five_times_centre(seed: int) -> Question:
    """The X kernel on the ramp: the centre, times the number of ones."""
    case = notes_case()
    out = case.out()
    index = 4 if seed == 0 else int(np.random.default_rng(seed).integers(1, out.size))
    row, column = divmod(index, out.shape[1])
    centre = float(case.x[row + 1, column + 1])
    ones = int(case.weight.sum())
    slips = [
        Slip("zeros_counted", centre * case.weight.size, {"step": index}),
        Slip("centre_forgotten", centre * (ones - 1), {"step": index}),
        Slip("centre_only", centre, {"step": index}),
    ]
    values = {"centre": centre, "ones": ones, "cells": case.weight.size}
    replay = {"size": 5, "image": "ramp", "kernel": "x", "kernel_size": 3, "stride": 1,
              "padding": 0, "step": index}  # fmt: skip
    answer = float(out[row, column])
    return ask(
        LESSON, "five_times_centre", "number", answer=answer, slips=slips, values=values,
        replay=replay,
    )  # fmt: skip


def flip_matters(seed: int) -> Question:
    """Which kernel gives another result once it is turned by 180 degrees."""
    lopsided = ("edge", "sobel")[seed % 2]
    names = ("x", "sharpen", "blur", lopsided)
    turned = {name: _changes_when_flipped(name) for name in names}
    answer = next(name for name, changes in turned.items() if changes)
    slips = [
        Slip(name, name, {"kernel": name, "kernel_size": 3, "flip": True})
        for name, changes in turned.items()
        if not changes
    ]
    return ask(
        LESSON, "flip_matters", "choice", answer=answer, slips=slips, seed=seed,
        replay={"kernel": answer, "kernel_size": 3, "flip": True},
    )  # fmt: skip


def _changes_when_flipped(name: str) -> bool:
    kernel = kernel_grid(name, 3)
    return not np.array_equal(kernel, kernel[::-1, ::-1])


def true_convolution(seed: int) -> Question:
    """The first cell under a kernel that is turned first, as mathematics defines convolution."""
    weight = np.array([[1.0, 2, 0], [0, 0, 0], [0, 0, -1]])
    if seed:
        weight = np.random.default_rng(seed).integers(-1, 3, (3, 3)).astype(float)
    case = notes_case().changed(weight=weight)
    first = float(case.changed(flip=True).out()[0, 0])
    corner = case.x[:3, :3]
    kernels = {
        "not_flipped": weight,
        "mirrored": weight[:, ::-1],
        "upside_down": weight[::-1],
        "transposed": weight.T,
        "magnitude": np.abs(weight[::-1, ::-1]),
    }
    slips = [
        Slip(name, float((corner * used).sum()), _on_grid(case.x, used))
        for name, used in kernels.items()
    ]
    values = {"window": corner.tolist(), "weight": case.weight.tolist()}
    return ask(
        LESSON, "true_convolution", "number", answer=first, slips=slips, values=values,
        replay=_on_grid(case.x, weight) | {"flip": True},
    )  # fmt: skip


def _on_grid(x: Grid, weight: Grid, kernel: str = "edge") -> dict[str, object]:
    """Settings that put this input and kernel on the grid, the window in its first place."""
    return {
        "size": len(x),
        "image": "ramp",
        "input_edits": _edits(ramp(len(x)), x),
        "kernel": kernel,
        "kernel_edits": _edits(kernel_grid(kernel, len(weight)), weight),
        "kernel_size": len(weight),
        "stride": 1,
        "padding": 0,
        "dilation": 1,
        "flip": False,
        "step": 0,
    }


def _edits(preset: Grid, wanted: Grid) -> CellEdits:
    """The cells to change by hand; their numbers are whole."""
    return {
        (int(row), int(column)): str(int(wanted[row, column]))
        for row, column in np.argwhere(preset != wanted)
    }


def flat_area(seed: int) -> Question:
    """What the edge kernel answers where nothing changes."""
    grey = 7 if seed == 0 else int(np.random.default_rng(seed).integers(2, 10))
    kernel = kernel_grid("edge", 3)
    window = np.full((3, 3), float(grey))
    positive = float((window * np.maximum(kernel, 0)).sum())
    kernels = {
        "one_side": np.maximum(kernel, 0),
        "negative_side": np.minimum(kernel, 0),
        "sign_lost": np.abs(kernel),
    }
    slips = [
        Slip(name, float((window * used).sum()), _on_grid(window, used))
        for name, used in kernels.items()
    ]
    blurred = float((window * kernel_grid("blur", 3)).sum())
    slips.append(Slip("like_blur", blurred, _on_grid(window, kernel_grid("blur", 3), "blur")))
    answer = float((window * kernel).sum())
    values = {"grey": grey, "plus": positive}
    return ask(
        LESSON, "flat_area", "number", answer=answer, slips=slips, values=values,
        replay=_on_grid(window, kernel),
    )  # fmt: skip


BUILDERS: dict[str, Builder] = {
    "out_size": out_size,
    "shared_weights": shared_weights,
    "five_times_centre": five_times_centre,
    "flip_matters": flip_matters,
    "true_convolution": true_convolution,
    "flat_area": flat_area,
}

WARM_UP: tuple[str, ...] = ()
RECALL: tuple[str, ...] = ("out_size", "shared_weights", "flat_area")
"""What later lessons ask again: what the core of this one is about."""
