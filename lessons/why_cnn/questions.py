"""The questions of the first lesson, computed."""

from __future__ import annotations

import numpy as np

from cnncore import cost
from cnncore.links import conv_matrix, local_links
from lessons.machinery.questions import Builder, Question, Slip, ask
from lessons.why_cnn.matrix import KERNEL, SIZE, counts
from lessons.why_cnn.shuffle import accuracies, drops

LESSON = "why_cnn"


def weighted_sum(seed: int) -> Question:
    """Three numbers, three weights."""
    rng = np.random.default_rng(seed)
    numbers = np.array([2, 3, 4]) if seed == 0 else rng.integers(2, 9, 3)
    weights = np.array([1, 0, 2]) if seed == 0 else np.append(rng.permutation([0, 1]), 2)
    slips = [
        Slip("plain_sum", int(numbers.sum())),
        Slip("all_added", int(numbers.sum() + weights.sum())),
        Slip("zero_as_one", int((numbers * np.maximum(weights, 1)).sum())),
    ]
    values = {
        "numbers": ", ".join(map(str, numbers)),
        "weights": ", ".join(map(str, weights)),
        "terms": " + ".join(f"{n}×{w}" for n, w in zip(numbers, weights, strict=True)),
    }
    answer = int((numbers * weights).sum())
    return ask(
        LESSON, "weighted_sum", "choice", answer=answer, slips=slips, values=values, seed=seed
    )


_OFFSETS = ((0, 1), (1, 1), (1, 0), (-1, 1))
"""Down and to the right, from an output to one of its pixels."""


def uses(seed: int) -> Question:
    """How often a matrix with shared weights uses one weight of the kernel."""
    rng = np.random.default_rng(seed)
    down, across = _OFFSETS[0 if seed == 0 else int(rng.integers(len(_OFFSETS)))]
    size = SIZE if seed == 0 else int(rng.integers(SIZE, 8))
    marked = np.zeros_like(KERNEL)
    marked[1 + down, 1 + across] = 1
    answer = int(conv_matrix(marked, size).sum())
    replay = {"links": "shared", "order": "plain", "step": 0}
    slips = [
        Slip("every_output", size**2, replay),
        Slip("inner_only", (size - 2) ** 2, replay),
        Slip("weights", KERNEL.size, replay),
        Slip("links", counts(size)["local"], replay),
    ]
    values = {
        "size": size,
        "outputs": size**2,
        "row": 2 + down,
        "column": 2 + across,
        "missing": size**2 - answer,
    }
    return ask(
        LESSON, "uses", "number", answer=answer, slips=slips, values=values, replay=replay
    )  # fmt: skip


SIDE, UNITS, WINDOW = 1000, 10**6, 10


def dense_weights(seed: int) -> Question:
    """A picture of a million pixels, fully connected to a million units."""
    return _count("dense_weights", seed)


def local_weights(seed: int) -> Question:
    """The same units, each looking at a 10 by 10 patch (often mistaken for fully connected)."""
    return _count("local_weights", seed)


def _count(question_id: str, seed: int) -> Question:
    by_links = {
        "dense": cost.fully_connected_weights((SIDE, SIDE), UNITS),
        "local": cost.locally_connected_weights(WINDOW, UNITS),
        "shared": cost.shared_weights(WINDOW),
        "added": (SIDE if question_id == "dense_weights" else WINDOW) ** 2 + UNITS,
    }
    wanted = question_id.removesuffix("_weights")
    slips = [Slip(name, count) for name, count in by_links.items() if name != wanted]
    values = {"side": SIDE, "units": UNITS, "patch": WINDOW, "pixels": SIDE**2, "cells": WINDOW**2}
    return ask(
        LESSON, question_id, "choice", answer=by_links[wanted], slips=slips, values=values,
        seed=seed,
    )  # fmt: skip


def mislabelled(seed: int) -> Question:
    """Which labels of a common summary of the three counts are wrong."""
    slips = [Slip(name, name) for name in ("first", "second", "numbers", "none")]
    values = {
        "dense": cost.fully_connected_weights((SIDE, SIDE), UNITS),
        "local": cost.locally_connected_weights(WINDOW, UNITS),
        "shared": cost.shared_weights(WINDOW),
        "side": SIDE,
        "units": UNITS,
        "patch": WINDOW,
    }
    return ask(
        LESSON, "mislabelled", "choice", answer="both", slips=slips, values=values, seed=seed
    )


def shuffled(seed: int) -> Question:
    """Which network loses more once the pixels are shuffled."""
    points = {name: round(100 * drop, 1) for name, drop in drops().items()}
    answer = max(points, key=lambda name: points[name])
    slips = [Slip(name, name) for name in ("cnn", "mlp", "same", "both_fail") if name != answer]
    values = {name: round(100 * share, 2) for name, share in accuracies().items()}
    values |= {f"{name}_drop": drop for name, drop in points.items()}
    return ask(LESSON, "shuffled", "choice", answer=answer, slips=slips, values=values, seed=seed)


def three_layers(seed: int) -> Question:
    """The verdict on "a gradient gets no further than three layers"."""
    slips = [Slip(name, name) for name in ("always", "never", "more_units")]
    return ask(LESSON, "three_layers", "choice", answer="depends", slips=slips, seed=seed)


def matrix_cell(seed: int) -> Question:
    """One square of the matrix that a kernel becomes."""
    rng = np.random.default_rng(seed)
    kernel, out, into = KERNEL, 6, 10
    if seed:
        numbers = np.delete(np.arange(-9, 10), 9)
        kernel = rng.choice(numbers, (3, 3), replace=False).astype(float)
        pairs = np.argwhere(local_links(SIZE, 3))
        apart = [pair for pair in pairs.tolist() if pair[0] != pair[1]]
        out, into = apart[int(rng.integers(len(apart)))]
    matrices = {
        "flipped": conv_matrix(kernel[::-1, ::-1], SIZE),
        "transposed": conv_matrix(kernel.T, SIZE),
    }
    slips = [Slip(name, float(matrix[out, into])) for name, matrix in matrices.items()]
    slips += [Slip("centre", float(kernel[1, 1])), Slip("no_link", 0.0)]
    place, pixel = divmod(out, SIZE), divmod(into, SIZE)
    values = {
        "kernel": kernel.tolist(),
        "out": out + 1,
        "into": into + 1,
        "row": place[0] + 1,
        "column": place[1] + 1,
        "pixel_row": pixel[0] + 1,
        "pixel_column": pixel[1] + 1,
        "u": pixel[0] - place[0] + 2,
        "v": pixel[1] - place[1] + 2,
    }
    answer = float(conv_matrix(kernel, SIZE)[out, into])
    return ask(LESSON, "matrix_cell", "number", answer=answer, slips=slips, values=values)


def equivariant(seed: int) -> Question:
    """What a feature map does when its picture moves by one cell."""
    slips = [Slip(name, name) for name in ("same", "everywhere", "trained")]
    return ask(LESSON, "equivariant", "choice", answer="along", slips=slips, seed=seed)


def overfit(seed: int) -> Question:
    """The verdict on "more parameters than pictures means that it only memorises"."""
    slips = [Slip(name, name) for name in ("always", "never", "dense_only")]
    return ask(LESSON, "overfit", "choice", answer="possible", slips=slips, seed=seed)


def unimportant(seed: int) -> Question:
    """The verdict on "weights of pixels that do not matter end up very small"."""
    slips = [Slip(name, name) for name in ("always", "zero", "grow")]
    return ask(LESSON, "unimportant", "choice", answer="not_by_itself", slips=slips, seed=seed)


BUILDERS: dict[str, Builder] = {
    "weighted_sum": weighted_sum,
    "uses": uses,
    "dense_weights": dense_weights,
    "local_weights": local_weights,
    "mislabelled": mislabelled,
    "shuffled": shuffled,
    "three_layers": three_layers,
    "matrix_cell": matrix_cell,
    "equivariant": equivariant,
    "overfit": overfit,
    "unimportant": unimportant,
}

WARM_UP: tuple[str, ...] = ("weighted_sum",)
"""What the course opens with: it needs nothing but arithmetic."""

RECALL: tuple[str, ...] = ("local_weights", "uses", "mislabelled", "three_layers")
"""What later lessons ask again."""
