"""The same pictures in a fixed new order of their pixels, and what two networks make of them.

The runs are those of the guided experiment ``pixel_shuffle``, as committed.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

import numpy as np
from numpy.typing import NDArray

from cnncore.data.bars import draw_bars
from cnncore.data.preparation import shuffle_pixels
from lessons.experiments import GUIDES
from lessons.experiments.expected import ExpectedRow, expected_rows

EXPERIMENT = "pixel_shuffle"
NETWORKS = ("mlp", "cnn")
SHOWN = 3
_SEED = 3


def number() -> int:
    """Of the experiment in the list of the guided ones."""
    return list(GUIDES).index(EXPERIMENT) + 1


def rows() -> Mapping[str, ExpectedRow]:
    """The runs: ``mlp_plain``, ``mlp_shuffled``, ``cnn_plain``, ``cnn_shuffled``."""
    return {row.arm: row for row in expected_rows(EXPERIMENT)}


def accuracies() -> dict[str, float]:
    """Test accuracy of each run with the first seed, as a share."""
    return {arm: float(row.first["test_accuracy"]) for arm, row in rows().items()}


def drops() -> dict[str, float]:
    """What each network loses in accuracy, as a share, in the mean over all seeds."""

    def mean(arm: str) -> float:
        return float(np.mean(rows()[arm].seeds["test_accuracy"]))

    return {name: mean(f"{name}_plain") - mean(f"{name}_shuffled") for name in NETWORKS}


@cache
def pictures() -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """A few pictures of the experiment, plain and shuffled; (3, 28, 28) bytes each."""
    plain, _ = draw_bars(SHOWN, "hard", _SEED)
    return plain[..., 0], shuffle_pixels(plain, _SEED)[..., 0]
