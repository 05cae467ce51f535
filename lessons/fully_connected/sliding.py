"""The rows of the layer folded back into kernels, and slid over a larger picture."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from cnncore.ops import conv2d
from lessons.channels.cases import ChannelCase
from lessons.fully_connected.cases import FlatCase, Grid, example
from lessons.fully_connected.numbers import maps
from lessons.machinery.cells import apply_edits

LARGEST = 5
"""Side of the larger picture."""
_ROWS = 3  # of a slice, in the tables of the figure
KERNEL_ROWS = 3 * 2 * _ROWS
"""Rows of all slices of all kernels, one below the other, as edits count them."""


def larger(seed: int) -> Grid:
    """Two maps whose upper left corner is the example's, with drawn numbers around it.

    Shape:
        returns: (2, LARGEST, LARGEST)
    """
    x = np.random.default_rng(seed + 1).integers(0, 4, (2, LARGEST, LARGEST)).astype(float)
    x[:, :2, :2] = maps(seed)[:, :2, :2]
    return x


def case_of(settings: Mapping[str, Any]) -> ChannelCase:
    """The settings of the figure: the example's rows as kernels of 2x2, one of them shown."""
    x, flat = larger(settings["seed"]), example()
    rows, columns = settings["size"]
    edited = apply_edits(x.reshape(-1, LARGEST), settings["input_edits"]).reshape(x.shape)
    table = _kernel_table(flat)
    kernels = apply_edits(table.reshape(-1, _ROWS), settings["kernel_edits"]).reshape(table.shape)
    return ChannelCase(
        edited[:, :rows, :columns],
        kernels[:, :, :2, :2],
        apply_edits(flat.bias[:, None], settings["bias_edits"])[:, 0],
        shown=settings["shown_kernel"] - 1,
    )


def tables(seed: int) -> Mapping[str, object]:
    """Everything the browser cannot know, as the operator of channels takes it."""
    flat = example()
    return {"x": larger(seed).tolist(), "kernels": _kernel_table(flat).tolist(), "mix": [],
            "bias": flat.bias.tolist(), "names": ""}  # fmt: skip


def _kernel_table(flat: FlatCase) -> Grid:
    kernels = np.zeros((len(flat.bias), 2, _ROWS, _ROWS))
    kernels[:, :, :2, :2] = flat.as_kernels()
    return kernels


def by_convolution(case: FlatCase) -> Grid:
    """The outputs of the layer, by a convolution whose kernels are as large as the maps.

    Shape:
        returns: (M,)
    """
    return conv2d(case.x, case.as_kernels(), case.bias)[:, 0, 0]
