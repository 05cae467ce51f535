"""The item "what did you see?": options computed from the outcomes, each slip with its name.

A distractor that happens to equal the answer is left out: the runs decide what can be told apart.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Literal

from lessons.experiments.outcome import Outcome

Outcomes = Mapping[str, Outcome]
Kind = Literal["times", "points", "percent", "count", "arm"]
RIGHT = "right"


@dataclass(frozen=True, slots=True)
class LookOption:
    """One answer to choose.

    Attributes:
        slip: "right", or the name of the slip that leads here.
        value: A number, or the id of an arm.
    """

    slip: str
    value: float | str


@dataclass(frozen=True, slots=True)
class Look:
    """A question with its options, in the order in which they are shown."""

    kind: Kind
    options: tuple[LookOption, ...]

    @property
    def right(self) -> LookOption:
        """The right option."""
        return next(option for option in self.options if option.slip == RIGHT)


LookBuilder = Callable[[Outcomes], Look]


def first_against_last(arm: str) -> LookBuilder:
    """By what factor the gradient of the first layer is smaller than that of the last."""

    def build(outcomes: Outcomes) -> Look:
        ratio = outcomes[arm].last_over_first
        factor = 1.0 if math.isnan(ratio) else max(1.0, min(ratio, 1e9))
        # Whoever takes a tick of the axis (a factor of 100) for one of 10 gets the square root.
        slips = {"same": 1.0, "ticks": 10 ** round(math.log10(factor) / 2)}
        return _numbers("times", _rounded(factor), slips, apart=_is_other_factor)

    return build


def difference(
    upper: str, lower: str, other: tuple[str, str], slip: str = "other_run"
) -> LookBuilder:
    """Points of test accuracy that ``upper`` is above ``lower``; ``other`` is a pair mixed up."""

    def build(outcomes: Outcomes) -> Look:
        first, second = (outcomes[a].final - outcomes[b].final for a, b in ((upper, lower), other))
        slips = {slip: _points(second), "mistakes": _points(1 - outcomes[lower].final)}
        return _numbers("points", _points(first), slips, apart=_is_other_number)

    return build


def overfitting(arm: str, other: str) -> LookBuilder:
    """Points by which training is above test."""

    def build(outcomes: Outcomes) -> Look:
        own = outcomes[arm]
        slips = {
            "other_run": _points(outcomes[other].gap),
            "mistakes": _points(1 - own.final),
            "runs_apart": _points(abs(outcomes[other].final - own.final)),
        }
        return _numbers("points", _points(own.gap), slips, apart=_is_other_number)

    return build


def ahead_at_start(arm: str, other: str) -> LookBuilder:
    """Points of lead at the first test after step 0."""

    def build(outcomes: Outcomes) -> Look:
        lead = _early(outcomes[arm]) - _early(outcomes[other])
        slips = {
            "final": _points(outcomes[arm].final - outcomes[other].final),
            "mistakes": _points(1 - outcomes[other].final),
        }
        return _numbers("points", _points(lead), slips, apart=_is_other_number)

    return build


def params_share(arm: str, whole: str, slips: Mapping[str, float]) -> LookBuilder:
    """How many per cent of the parameters of ``whole`` the network of ``arm`` has."""

    def build(outcomes: Outcomes) -> Look:
        share = round(100 * outcomes[arm].params / outcomes[whole].params)
        return _numbers("percent", share, slips, apart=_is_other_number)

    return build


def params_factor(arm: str, other: str, slips: Mapping[str, float]) -> LookBuilder:
    """How many times the parameters of ``other`` the network of ``arm`` has."""

    def build(outcomes: Outcomes) -> Look:
        factor = outcomes[arm].params / outcomes[other].params
        return _numbers("times", _rounded(factor), slips, apart=_is_other_factor)

    return build


def at_chance(*arms: str) -> LookBuilder:
    """How many of these arms stay near chance."""

    def build(outcomes: Outcomes) -> Look:
        count = sum(outcomes[arm].is_at_chance() for arm in arms)
        options = (
            LookOption(RIGHT if number == count else "other", float(number))
            for number in range(len(arms) + 1)
        )
        return Look("count", tuple(options))

    return build


def swing(arm: str, other: str) -> LookBuilder:
    """Points between the highest and the lowest test in the last quarter of a run."""

    def build(outcomes: Outcomes) -> Look:
        own, second = outcomes[arm], outcomes[other]
        since = own.total_steps * 3 / 4
        slips = {
            "other_run": _points(_range(second, since)),
            "whole": _points(_range(own, 0)),
            "runs_apart": _points(abs(second.final - own.final)),
        }
        return _numbers("points", _points(_range(own, since)), slips, apart=_is_other_number)

    return build


def extreme(slip: str, quantity: Callable[[Outcome], float], *, largest: bool) -> LookBuilder:
    """The arm with the largest or smallest of a quantity; all others are one slip."""

    def build(outcomes: Outcomes) -> Look:
        sign = -1 if largest else 1

        def rank(arm: str) -> float:
            value = sign * quantity(outcomes[arm])
            return math.inf if math.isnan(value) else value  # it broke off before it was measured

        best = min(outcomes, key=rank)
        options = (LookOption(RIGHT if arm == best else slip, arm) for arm in outcomes)
        return Look("arm", tuple(options))

    return build


def _numbers(
    kind: Kind, right: float, slips: Mapping[str, float], *, apart: Callable[[float, float], bool]
) -> Look:
    kept = [LookOption(RIGHT, right)]
    for slip, value in slips.items():
        if math.isfinite(value) and all(apart(value, float(o.value)) for o in kept):
            kept.append(LookOption(slip, value))
    return Look(kind, tuple(sorted(kept, key=lambda option: float(option.value))))


def _is_other_factor(one: float, other: float) -> bool:
    low, high = sorted((abs(one), abs(other)))
    return high >= 1.3 * low


def _is_other_number(one: float, other: float) -> bool:
    return abs(one - other) >= 1


def _points(share: float) -> float:
    return float(round(100 * share))


def _rounded(value: float) -> float:
    """As one reads it off a scale, to one digit."""
    return float(f"{value:.0e}")


def _range(outcome: Outcome, since: float) -> float:
    shares = [share for step, share in outcome.tests if step >= since]
    return max(shares) - min(shares)


def _early(outcome: Outcome) -> float:
    later = [share for step, share in outcome.tests if step > 0]
    return later[0] if later else math.nan
