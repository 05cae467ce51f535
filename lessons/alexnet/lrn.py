"""Local response normalisation of five channels at one position, the paper's and torch's."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from cnncore import ops

CHANNELS = 5
N = 5
VALUES = (1, 3, 2, 2, 0)
LARGEST = 9
ALPHAS = ("0.0001", "0.1", "1")
BETAS = ("0.75", "1")
K = 2
"""Of the paper, like n = 5."""
FORMS = ("paper", "torch")


@dataclass(frozen=True, slots=True)
class Normalised:
    """One channel.

    Attributes:
        value: before.
        reads: which channels its sum of squares reads.
        squares: that sum.
        base: what stands below the line, before the power.
        out: after.
    """

    value: float
    reads: tuple[int, ...]
    squares: float
    base: float
    out: float


def normalise(values: Sequence[float], alpha: float, beta: float, form: str) -> list[Normalised]:
    """All channels; the paper does not divide the sum by n, so its alpha is n times torch's.

    Args:
        values: a number for each channel, at one position.
        alpha: as the chosen form writes it.
        beta: exponent.
        form: "paper" or "torch".
    """
    a = np.array(values, dtype=float)
    for_torch = alpha * N if form == "paper" else alpha
    out = ops.local_response_norm(a[None, :, None], N, alpha=for_torch, beta=beta, k=K)[0, :, 0]
    found = []
    for i, value in enumerate(a):
        reads = tuple(range(max(0, i - N // 2), min(len(a), i + N // 2 + 1)))
        squares = float((a[list(reads)] ** 2).sum())
        base = K + for_torch / N * squares
        found.append(Normalised(float(value), reads, squares, base, float(out[i])))
    return found
