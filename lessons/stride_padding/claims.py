"""The summary box of the notes on trial: its size formula beside the real one and a real grid."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from cnncore.errors import SettingError
from cnncore.ops import conv2d
from cnncore.shapes import conv_out_size


def notes_out_size(n: int, p: int, s: int) -> float:
    """What the notes print: (n - p)/s + 1, with p the rings of padding. No kernel, no floor."""
    return (n - p) / s + 1


@dataclass(frozen=True, slots=True)
class Trial:
    """One case: what the notes claim, what the corrected formula says, what the grid has.

    Attributes:
        claimed: By the notes; may be a fraction.
        corrected: By ``conv_out_size``; None if the kernel fits nowhere.
        counted: Columns of an output that was really computed; None likewise.
    """

    n: int
    k: int
    p: int
    s: int
    claimed: float
    corrected: int | None
    counted: int | None

    @property
    def notes_hold(self) -> bool:
        """Whether the notes' formula gives the size of the grid."""
        return self.counted is not None and self.claimed == self.counted


def trial(n: int, k: int, p: int, s: int) -> Trial:
    """Hold both formulas against a convolution that is actually carried out."""
    claimed = notes_out_size(n, p, s)
    try:
        corrected = conv_out_size(n, k, stride=s, padding=p)
        out = conv2d(np.ones((1, n, n)), np.ones((1, 1, k, k)), stride=s, padding=p)
    except SettingError:
        return Trial(n, k, p, s, claimed, None, None)
    return Trial(n, k, p, s, claimed, corrected, out.shape[-1])
