"""The questions of the lesson on fully connected layers; every number comes from ``cnncore``."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

import numpy as np

from cnncore.cost import linear_params
from cnncore.ops import cross_entropy_backward, softmax
from cnncore.shapes import conv_out_size
from lessons.fully_connected.stack import KERNEL, LENET, WINDOW, Stack
from lessons.machinery.questions import Builder, Question, Slip, ask

LESSON = "fully_connected"
CaseT = TypeVar("CaseT")


def _drawn(seed: int, cases: Sequence[CaseT]) -> CaseT:
    """The first case for seed 0, another for others."""
    return cases[0] if seed == 0 else cases[int(np.random.default_rng(seed).integers(len(cases)))]


def place(seed: int) -> Question:
    """Where a cell of a map stands in the vector."""
    channels, side, channel, row, column = _drawn(
        seed, ((16, 5, 3, 2, 4), (8, 4, 2, 3, 2), (32, 7, 4, 2, 5), (6, 14, 2, 3, 8))
    )
    shape = (channels, side, side)
    at = (channel - 1, row - 1, column - 1)
    answer = int(np.ravel_multi_index(at, shape))
    slips = [
        Slip("counted_from_one", answer + 1),
        Slip("all_from_one", channel * side * side + row * side + column),
        Slip("pixel_by_pixel", int(np.ravel_multi_index((*at[1:], at[0]), (side, side, channels)))),
        Slip("column_first", int(np.ravel_multi_index((at[0], at[2], at[1]), shape))),
    ]
    values = {"channels": channels, "side": side, "channel": channel, "row": row,
              "column": column, "before": channel - 1, "area": side * side, "rows": row - 1,
              "cells": column - 1}  # fmt: skip
    return ask(LESSON, "place", "number", answer=answer, slips=slips, values=values)


def weights(seed: int) -> Question:
    """All parameters of a layer behind maps."""
    channels, side, outs = _drawn(
        seed, ((256, 6, 4096), (16, 5, 120), (64, 4, 128), (512, 7, 4096))
    )
    ins = channels * side * side
    answer = linear_params(ins, outs)
    slips = [
        Slip("no_bias", linear_params(ins, outs, bias=False)),
        Slip("bias_per_input", linear_params(ins, outs, bias=False) + ins),
        Slip("channels_only", linear_params(channels, outs)),
        Slip("one_output", linear_params(ins, 1)),
        Slip("added", ins + outs),
    ]
    values = {"channels": channels, "side": side, "ins": ins, "outs": outs}
    return ask(LESSON, "weights", "number", answer=answer, slips=slips, values=values)


def in_features(seed: int) -> Question:
    """What stands at ``in_features=?`` behind a small stack."""
    size, maps = _drawn(seed, ((28, (6, 16)), (36, (8, 12)), (44, (4, 10)), (40, (6, 20))))
    sides = Stack(maps).sides(size)
    flattened = Stack(maps).flattened(size)
    assert flattened is not None
    last = sides[-1]
    slips = [
        Slip("no_channels", last * last),
        Slip("one_side", maps[1] * last),
        Slip("one_pooling", maps[1] * sides[-2] ** 2),
        Slip("first_maps", maps[0] * last * last),
        Slip("padded", maps[1] * (size // WINDOW**2) ** 2),
        Slip("of_lenet", LENET.in_features),
    ]
    values = {"size": size, "first": maps[0], "second": maps[1], "kernel_size": KERNEL,
              "sides": " → ".join(map(str, (size, *sides))), "last": last}  # fmt: skip
    return ask(LESSON, "in_features", "number", answer=flattened, slips=slips, values=values)


def map_of_scores(seed: int) -> Question:
    """The side of the map of scores when a layer is slid over a larger map."""
    side, larger = _drawn(seed, ((7, 12), (6, 10), (7, 14), (5, 13)))
    answer = conv_out_size(larger, side)
    slips = [
        Slip("one_number", 1),
        Slip("as_large", larger),
        Slip("plus_one", larger - side),
        Slip("side_by_side", larger / side),
    ]
    values = {"side": side, "larger": larger}
    return ask(LESSON, "map_of_scores", "number", answer=answer, slips=slips, values=values)


def mean_first(seed: int) -> Question:
    """Parameters of a layer behind a global average pooling."""
    channels, side, classes = _drawn(seed, ((512, 7, 10), (256, 6, 20), (64, 8, 10), (1024, 7, 5)))
    answer = linear_params(channels, classes)
    slips = [
        Slip("flattened", linear_params(channels * side * side, classes)),
        Slip("no_bias", linear_params(channels, classes, bias=False)),
        Slip("mean_of_all", linear_params(1, classes)),
        Slip("cells_only", linear_params(side * side, classes)),
    ]
    values = {"channels": channels, "side": side, "classes": classes,
              "times": side * side}  # fmt: skip
    return ask(LESSON, "mean_first", "number", answer=answer, slips=slips, values=values)


def gradient(seed: int) -> Question:
    """The gradient of the loss by a score: share minus truth."""
    rng = np.random.default_rng(seed)
    shares = np.array([0.2, 0.7, 0.1]) if seed == 0 else rng.permutation([0.15, 0.6, 0.25])
    right = 1 if seed == 0 else int(rng.integers(3))
    by_scores = cross_entropy_backward(np.array(1.0), np.log(shares), np.array(right))
    slips = [
        Slip("share", float(shares[right])),
        Slip("sign", float(1 - shares[right])),
        Slip("loss", float(-np.log(shares[right]))),
        Slip("none", 0.0),
    ]
    values = {"first": float(shares[0]), "second": float(shares[1]), "third": float(shares[2]),
              "right_class": right + 1, "share": float(shares[right])}  # fmt: skip
    answer = round(float(by_scores[right]), 10)
    return ask(LESSON, "gradient", "number", answer=answer, slips=slips, values=values)


def add_to_all(seed: int) -> Question:
    """What softmax makes of scores that all grow by the same number."""
    added = _drawn(seed, (5, 10, -3, 100))
    scores = np.array([1.0, 3.0, 0.0])
    assert np.allclose(softmax(scores, 0), softmax(scores + added, 0))  # what the answer says
    slips = [Slip(name, name) for name in ("surer", "flatter", "larger")]
    return ask(
        LESSON, "add_to_all", "choice", answer="same", slips=slips, values={"added": added},
        seed=seed,
    )  # fmt: skip


BUILDERS: dict[str, Builder] = {
    "place": place,
    "weights": weights,
    "in_features": in_features,
    "map_of_scores": map_of_scores,
    "mean_first": mean_first,
    "gradient": gradient,
    "add_to_all": add_to_all,
}

WARM_UP: tuple[str, ...] = ()
RECALL: tuple[str, ...] = ("place", "in_features", "mean_first", "map_of_scores", "gradient")
"""What later lessons ask again."""
