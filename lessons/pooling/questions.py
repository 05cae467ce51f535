"""The questions of the lesson on pooling, computed.

A builder takes a seed; seed 0 is the example the text speaks of.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import product
from typing import TypeVar

import numpy as np

from cnncore.cost import conv2d_params, linear_params
from cnncore.ops import avg_pool2d, max_pool2d, max_pool2d_backward
from cnncore.shapes import pool_out_size
from lessons.machinery.presets import random_digits
from lessons.machinery.questions import Builder, Question, Slip, ask
from lessons.pooling.cases import Pair, notes_case
from lessons.pooling.shifts import measured

LESSON = "pooling"
GRADIENT = "gradient"
"""The figure of the gradients."""

CaseT = TypeVar("CaseT")
_LARGE = 1000


def _drawn(seed: int, cases: Sequence[CaseT]) -> CaseT:
    """The first case for seed 0, another for others."""
    return cases[0] if seed == 0 else cases[int(np.random.default_rng(seed).integers(len(cases)))]


def thousand(seed: int) -> Question:
    """How many maxima change if one number of the ramp becomes very large."""
    kernel, (row, column) = _drawn(
        seed, ((2, (4, 4)), (2, (3, 2)), (3, (2, 2)), (3, (4, 3)), (2, (4, 1)), (3, (0, 0)))
    )
    case = notes_case(kernel_size=(kernel, kernel))
    x = case.x.copy()
    x[row, column] = _LARGE
    before, after = case.out(), case.changed(x=x).out()
    changed = int((before != after).sum())
    replay = {"size": 5, "image": "ramp", "kernel_size": kernel, "stride": 2, "padding": 0,
              "dilation": 1, "mode": "max", "ceil_mode": 0,
              "input_edits": {(row, column): str(_LARGE)}, "step": before.size - 1}  # fmt: skip
    names = {0: "none", 1: "one", 2: "two", before.size: "all"}
    slips = [Slip(name, name, replay) for count, name in names.items() if count != changed]
    values = {
        "number": case.x[row, column],
        "large": _LARGE,
        "kernel_size": kernel,
        "count": before.size,
        "changed": changed,
        "row": row + 1,
        "column": column + 1,
    }
    return ask(
        LESSON, "thousand", "choice", answer=names[changed], slips=slips, values=values,
        seed=seed, replay=replay,
    )  # fmt: skip


def ceil_size(seed: int) -> Question:
    """The size when the last window may hang over the edge."""
    size, kernel, stride = _drawn(
        seed, ((9, 4, 2), (11, 4, 2), (12, 5, 2), (11, 3, 3), (12, 4, 3), (10, 3, 4))
    )
    room = size - kernel
    answer = pool_out_size(size, kernel, stride=stride, ceil_mode=True)
    floor = pool_out_size(size, kernel, stride=stride)
    grid = {"size": size, "kernel_size": kernel, "stride": stride, "padding": 0, "dilation": 1,
            "ceil_mode": 1, "step": 0}  # fmt: skip
    slips = [
        Slip("floor", floor, grid | {"ceil_mode": 0}),
        Slip("both", room // stride, grid),
        Slip("unrounded", room / stride + 1, grid),
        Slip("stride_forgotten", room + 1, grid | {"stride": 1}),
        Slip("window_forgotten", -(-size // stride), grid),
    ]
    values = {
        "size": size,
        "kernel_size": kernel,
        "stride": stride,
        "room": room,
        "moves": room // stride,
        "rest": room % stride,
    }
    return ask(
        LESSON, "ceil_size", "number", answer=answer, slips=slips, values=values, replay=grid
    )


def falls_off(seed: int) -> Question:
    """The size when rounding up would add a window that begins outside."""
    size, kernel, stride = _drawn(seed, ((6, 1, 2), (10, 1, 2), (8, 1, 3), (9, 2, 4), (12, 2, 5)))
    answer = pool_out_size(size, kernel, stride=stride, ceil_mode=True)
    room = size - kernel
    on_grid = size <= 12 and stride <= 4
    grid = {"size": size, "kernel_size": kernel, "stride": stride, "padding": 0, "dilation": 1,
            "ceil_mode": 1, "step": 0} if on_grid else None  # fmt: skip
    slips = [
        Slip("rounded_up", answer + 1, grid),
        Slip("unrounded", room / stride + 1, grid),
        Slip("stride_forgotten", room + 1, grid | {"stride": 1} if grid else None),
    ]
    values = {
        "size": size,
        "kernel_size": kernel,
        "stride": stride,
        "room": room,
        "more": answer + 1,
        "start": answer * stride + 1,
    }
    return ask(
        LESSON, "falls_off", "number", answer=answer, slips=slips, values=values, replay=grid
    )


def divisor(seed: int) -> Question:
    """The corner of a padded mean whose divisor counts the cells of the input only."""
    x = notes_case().x if seed == 0 else random_digits(5, seed)
    shared = (x[None], 3, 2, 1)
    alone = float(avg_pool2d(*shared, count_include_pad=False)[0, 0, 0])
    counted = float(avg_pool2d(*shared)[0, 0, 0])
    corner = x[:2, :2]
    grid = {"size": 5, "image": "ramp" if seed == 0 else "random", "seed": seed % 100,
            "kernel_size": 3, "stride": 2, "padding": 1, "dilation": 1, "mode": "avg",
            "ceil_mode": 0, "count_include_pad": 0, "step": 0}  # fmt: skip
    slips = [
        Slip("counted", counted, grid | {"count_include_pad": 1}),
        Slip("sum", float(corner.sum()), grid),
        Slip("largest", float(corner.max()), grid | {"mode": "max", "count_include_pad": 1}),
    ]
    values = dict(zip("abcd", map(float, corner.ravel()), strict=True)) | {"sum": corner.sum()}
    return ask(
        LESSON, "divisor", "number", answer=alone, slips=slips, values=values,
        replay=grid if seed < 100 else None,
    )  # fmt: skip


def shift_winner(seed: int) -> Question:
    """Which lane keeps most of its map after a shift by one cell, over all digits."""
    found = measured()
    lanes = ("none", "stride", "avg", "max")
    of_lane = {"none": "picture"}
    shares = {
        lane: round(100 * found.mean("picture", of_lane.get(lane, lane)), 1) for lane in lanes
    }
    answer = max(lanes, key=lambda lane: shares[lane])
    slips = [Slip(lane, lane) for lane in lanes if lane != answer]
    return ask(
        LESSON, "shift_winner", "choice", answer=answer, slips=slips, seed=seed,
        values=shares
        | {"count": found.count, "blur": round(100 * found.mean("picture", "blur"), 1)},
    )  # fmt: skip


def kept_shifts(kernel_size: int, cell: Pair) -> int:
    """In how many of the 8 directions a maximum may move by one cell and stay in its window."""
    steps = [step for step in product((-1, 0, 1), repeat=2) if step != (0, 0)]
    moved = [(cell[0] + down, cell[1] + across) for down, across in steps]
    return sum(min(at) >= 0 and max(at) < kernel_size for at in moved)


def five_of_eight(seed: int) -> Question:
    """The verdict on a much-read claim about shifts of one pixel."""
    pairs, threes = (
        [kept_shifts(kernel, cell) for cell in np.ndindex(kernel, kernel)] for kernel in (2, 3)
    )
    verdicts = ("depends", "both_right", "both_wrong", "always_eight")
    slips = [Slip(name, name) for name in verdicts[1:]]
    values = {
        "pair": pairs[0],
        "claimed": 5,
        "corner": threes[0],
        "middle": threes[4],
        "mean": float(np.mean(threes)),
    }
    return ask(
        LESSON, "five_of_eight", "choice", answer="depends", slips=slips, values=values, seed=seed
    )


def invariant(seed: int) -> Question:
    """The verdict on "max pooling makes a network ignore shifts"."""
    verdicts = ("small_often", "always", "never", "multiples")
    slips = [Slip(name, name) for name in verdicts[1:]]
    row = np.array([0.0, 0, 9, 9, 0, 0, 9, 9])
    moved = np.roll(row, 1)
    pooled, after = (max_pool2d(line[None, None], (1, 2))[0, 0] for line in (row, moved))
    values = {
        name: " ".join(f"{value:g}" for value in line)
        for name, line in {"row": row, "moved": moved, "pooled": pooled, "after": after}.items()
    }
    return ask(
        LESSON, "invariant", "choice", answer="small_often", slips=slips, values=values, seed=seed
    )


def grad_overlap(seed: int) -> Question:
    """The gradient of a cell that wins four overlapping windows."""
    rng = np.random.default_rng(seed)
    grads = np.array([[2.0, 5], [-1, 3]])
    if seed:
        grads = rng.permutation(rng.choice(np.arange(1, 9), 4, replace=False)).reshape(2, 2) * 1.0
        grads[1, 0] *= -1
    x = np.ones((1, 4, 4))
    x[0, 1, 1] = 20
    answer = float(max_pool2d_backward(grads[None], x, 3, 1)[0, 1, 1])
    edits = {cell: f"{grads[cell]:g}" for cell in np.ndindex(2, 2)}
    replay = {"size": 4, "image": "ramp", "kernel_size": 3, "stride": 1,
              "input_edits": {(1, 1): "20"}, "grad_edits": edits, "step": 3}  # fmt: skip
    slips = [
        Slip("last", float(grads[1, 1]), replay),
        Slip("largest", float(grads.max()), replay),
        Slip("mean", float(grads.mean()), replay),
        Slip("sign_lost", float(np.abs(grads).sum()), replay),
        Slip("first", float(grads[0, 0]), replay),
    ]
    values: dict[str, object] = dict(zip("abcd", map(float, grads.ravel()), strict=True))
    return ask(
        LESSON, "grad_overlap", "number", answer=answer, slips=slips, values=values,
        replay=replay, figure=GRADIENT,
    )  # fmt: skip


def grad_tie(seed: int) -> Question:
    """What the second of two equal winners gets."""
    rng = np.random.default_rng(seed)
    winner, grad = (5, 8) if seed == 0 else (int(rng.integers(5, 10)), int(rng.integers(3, 8)) * 4)
    rest = int(rng.integers(1, 4))
    x = np.array([[[winner, winner], [rest, rest - 1]]], dtype=float)
    answer = float(max_pool2d_backward(np.full((1, 1, 1), float(grad)), x, 2)[0, 0, 1])
    slips = [
        Slip("shared", grad / 2),
        Slip("both", grad),
        Slip("mean", grad / 4),
    ]
    values = {"winner": winner, "rest": rest, "least": rest - 1, "grad": grad}
    return ask(LESSON, "grad_tie", "number", answer=answer, slips=slips, values=values, seed=seed)


def gap_weights(seed: int) -> Question:
    """How many times fewer weights a fully connected layer needs after global average pooling."""
    size, channels, classes = _drawn(
        seed, ((7, 1024, 1000), (8, 2048, 1000), (7, 512, 1000), (6, 256, 100))
    )
    flat = linear_params(size * size * channels, classes, bias=False)
    pooled = linear_params(channels, classes, bias=False)
    slips = [
        Slip("one_side", size),
        Slip("channels", channels),
        Slip("everything", size * size * channels),
    ]
    values = {"size": size, "channels": channels, "classes": classes, "flat": flat,
              "pooled": pooled}  # fmt: skip
    return ask(LESSON, "gap_weights", "number", answer=flat // pooled, slips=slips, values=values)


def conv_weights(seed: int) -> Question:
    """What a strided convolution in place of a pooling has to learn."""
    channels = _drawn(seed, (64, 32, 128, 16))
    answer = conv2d_params(channels, channels, 3)
    slips = [
        Slip("none", 0),
        Slip("one_channel", conv2d_params(1, channels, 3, bias=False)),
        Slip("no_bias", conv2d_params(channels, channels, 3, bias=False)),
    ]
    values = {"channels": channels, "weights": answer - channels}
    return ask(LESSON, "conv_weights", "number", answer=answer, slips=slips, values=values)


BUILDERS: dict[str, Builder] = {
    "thousand": thousand,
    "ceil_size": ceil_size,
    "shift_winner": shift_winner,
    "five_of_eight": five_of_eight,
    "grad_overlap": grad_overlap,
    "grad_tie": grad_tie,
    "falls_off": falls_off,
    "divisor": divisor,
    "gap_weights": gap_weights,
    "conv_weights": conv_weights,
    "invariant": invariant,
}

WARM_UP: tuple[str, ...] = ()
RECALL: tuple[str, ...] = ("ceil_size", "five_of_eight", "grad_tie", "gap_weights")
"""What later lessons ask again."""
