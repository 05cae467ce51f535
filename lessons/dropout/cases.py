"""The numbers behind the lesson's figure, computed with ``cnncore``.

Six hidden units feed one score. All masks are drawn beforehand, so that a number of a mask in an
address gives the same one everywhere, and the browser the very masks that NumPy has.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from cnncore import ops
from lessons.machinery.cells import apply_edits

Grid = NDArray[np.float64]
Mode = Literal["train", "test"]

HIDDEN: Grid = np.array([[4.0, 8.0, 4.0, 12.0, 8.0, 4.0]])
"""What the units hold, after their ReLU."""
WEIGHT: Grid = np.array([[2.0, -1.0, 1.0, 1.0, -1.0, -1.0]])
UNITS = HIDDEN.size
RATES: tuple[str, ...] = ("0", "0.2", "0.5", "0.75")
"""What p may be: the probability of being dropped, as in ``torch.nn.Dropout``."""
DRAWS = 200
_DIGITS = 3
_SEED = 1271
"""With it the mean of the 200 masks lies near that of all, for every p."""


@cache
def draws() -> Grid:
    """A number from 0 to 1 for each unit of each mask: (200, 6). Below p the unit is dropped."""
    return np.random.default_rng(_SEED).random((DRAWS, UNITS)).round(_DIGITS)


def factor(p: float, mode: Mode, scaling: Mode) -> float:
    """By what a unit that stays is multiplied.

    Args:
        p: Probability of being dropped.
        mode: Whether the network trains or is tested.
        scaling: In which of the two the scaling is done.
    """
    if mode != scaling:
        return 1.0
    return 1 / (1 - p) if mode == "train" else 1 - p


@dataclass(frozen=True, slots=True)
class DropoutCase:
    """Units, a mask, and the score they give.

    Attributes:
        x: What the units hold, (1, 6).
        kept: Which of them this mask keeps, (1, 6).
        bend: Whether the score goes through ReLU.
    """

    x: Grid
    kept: NDArray[np.bool_]
    p: float
    mode: Mode
    scaling: Mode
    bend: bool

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> DropoutCase:
        """From the settings of the figure."""
        p, mode = float(settings["p"]), settings["mode"]
        drawn = (draws()[settings["seed"]] >= p).astype(float)[None]
        kept = apply_edits(drawn, settings["mask_edits"]) != 0
        x = apply_edits(HIDDEN, settings["input_edits"])
        return cls(
            x, kept | (mode == "test"), p, mode, settings["scaling"], settings["bend"] == "relu"
        )

    @property
    def mask(self) -> Grid:
        """What each unit is multiplied by, (1, 6)."""
        return self.kept.astype(float) * factor(self.p, self.mode, self.scaling)

    @property
    def weight(self) -> Grid:
        """What each unit counts for, (1, 6)."""
        return WEIGHT

    def out(self) -> Grid:
        """What the units pass on, (1, 6)."""
        return self.x * self.mask

    @property
    def score(self) -> Grid:
        """What they give, and beside it what ReLU makes of it: (1, 1) or (1, 2)."""
        score = self._score(self.out())
        return np.array([[score, _relu(score)]]) if self.bend else np.array([[score]])

    def sampled(self) -> Grid:
        """What training gives under each of the drawn masks: (200,)."""
        scale = factor(self.p, "train", self.scaling)
        return np.array([self._result(row >= self.p, scale) for row in draws()])

    def tested(self) -> float:
        """What testing gives."""
        return self._result(np.ones(UNITS, dtype=bool), factor(self.p, "test", self.scaling))

    def expected(self) -> float:
        """The mean over all masks, each as likely as it is."""
        scale, total = factor(self.p, "train", self.scaling), 0.0
        for kept in product((False, True), repeat=UNITS):
            chance = self.p ** kept.count(False) * (1 - self.p) ** kept.count(True)
            total += chance * self._result(np.array(kept), scale)
        return total

    def _result(self, kept: NDArray[np.bool_], scale: float) -> float:
        score = self._score(self.x * kept * scale)
        return _relu(score) if self.bend else score

    def _score(self, units: Grid) -> float:
        return float(ops.linear(units, self.weight)[0, 0])


def _relu(score: float) -> float:
    return float(ops.relu(np.array(score)))
