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
from lessons.machinery.plate import Box, Plate, Said, Sheet
from lessons.machinery.written import Token, Tokens, equals, in_sum, sum_of_products

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

    def plates(self) -> tuple[Plate, ...]:
        """Every step of the figure, as it is drawn on paper: the units, the score, ReLU."""
        units = [self._plate(i, *self._unit(i)) for i in range(UNITS)]
        left = {"left": int(self.kept.sum()), "count": UNITS}
        score = float(self.score[0, 0])
        tokens = sum_of_products(self.out()[self.kept], self.weight[self.kept], score)
        scores = [self._plate(UNITS, Said("where_added", left), tokens, score)]
        if self.bend:
            made = float(self.score[0, 1])
            called = (Token("max(0, "), Token(in_sum(score, is_first=True), "input"), Token(")"))
            bent = (*called, *equals(made))
            scores.append(self._plate(UNITS + 1, Said("where_bend"), bent, made))
        return (*units, *scores)

    def _unit(self, i: int) -> tuple[Said, Tokens, float]:
        """A unit meets its mask."""
        is_trained, is_kept = self.mode == "train", bool(self.kept[0, i])
        key = "where_whole" if not is_trained else "where_stays" if is_kept else "where_dropped"
        number, factor, made = (float(grid[0, i]) for grid in (self.x, self.mask, self.out()))
        tokens = sum_of_products(np.array([number]), np.array([factor]), made, zeros=True)
        return Said(key, {"unit": i + 1}), tokens, made

    def _plate(self, step: int, where: Said, tokens: Tokens, total: float) -> Plate:
        later = np.arange(UNITS)[None] > step
        here = Box(0, step, 1, 1) if step < UNITS else None
        x = Sheet("hidden_units", "x", "input", self.x, frame=here)
        mask = Sheet(
            "drop_mask", "m", "part", self.mask, grid="mask", struck=~self.kept, frame=here
        )
        out = Sheet(
            "passed_on", "y", "input", self.out(), grid="out", empty=later,
            current=(0, step) if step < UNITS else None,
        )  # fmt: skip
        weight = Sheet("score_weights", "w", "kernel", self.weight, grid="weight")
        score = Sheet(
            "drop_score_relu" if self.bend else "drop_score", "z", "output", self.score,
            grid="score", empty=np.arange(self.score.size)[None] > step - UNITS,
            current=(0, step - UNITS) if step >= UNITS else None,
        )  # fmt: skip
        cell = (1, step % UNITS + 1)
        items = (x, "×", mask, "→", out, "·", weight, "→", score)
        return Plate(items, cell, total, tokens, where)

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
