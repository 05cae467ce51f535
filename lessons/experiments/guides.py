"""How each experiment is guided: what is measured, what can be bet on, who won, what is asked."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from lessons.experiments.looks import (
    LookBuilder,
    Outcomes,
    ahead_at_start,
    at_chance,
    difference,
    extreme,
    first_against_last,
    first_drop,
    overfitting,
    params_factor,
    params_share,
)
from lessons.experiments.outcome import Outcome

Measure = Literal["step_at", "final"]
SAME = "same"
SAME_POINTS = 0.02
"""Two runs closer than this are called about the same: one seed cannot tell them apart."""

Winner = Callable[[Outcomes], str]


@dataclass(frozen=True, slots=True)
class Guide:
    """One guided experiment.

    Attributes:
        experiment_id: Key of its runs in ``cnncore.train.experiments`` and of its texts.
        measure: What the large number of a panel is.
        options: What can be bet on: ids of arms, or "same".
        winner: Which option came true.
        look: Builds the item "what did you see?".
        reasons: Arms whose part in the matter is explained, in order.
        level: The accuracy to be reached, where that is what is measured.
        minutes: About how long it takes with reading.
    """

    experiment_id: str
    measure: Measure
    options: tuple[str, ...]
    winner: Winner
    look: LookBuilder
    reasons: tuple[str, ...]
    level: float | None = None
    minutes: int = 4


def fastest(level: float) -> Winner:
    """The arm that reaches a level first; if none does, the one that came closest."""

    def winner(outcomes: Outcomes) -> str:
        def rank(arm: str) -> tuple[float, float]:
            step = outcomes[arm].step_at(level)
            return (float("inf") if step is None else step, -outcomes[arm].final)

        return min(outcomes, key=rank)

    return winner


def highest(outcomes: Outcomes) -> str:
    """The arm with the highest final test accuracy."""
    return max(outcomes, key=lambda arm: outcomes[arm].final)


def highest_of(*arms: str) -> Winner:
    """The one of these arms with the highest final test accuracy."""
    return lambda outcomes: highest({arm: outcomes[arm] for arm in arms})


def lowest(outcomes: Outcomes) -> str:
    """The arm with the lowest final test accuracy; a loss that left the numbers is lower still."""
    return min(outcomes, key=lambda arm: (not outcomes[arm].has_failed, outcomes[arm].final))


def highest_or_same(outcomes: Outcomes) -> str:
    """As ``highest``, but "same" where the best two are too close to tell apart."""
    best, second, *_ = sorted((o.final for o in outcomes.values()), reverse=True)
    return SAME if best - second < SAME_POINTS else highest(outcomes)


def loses_more(first: tuple[str, str], second: tuple[str, str]) -> Winner:
    """Of two pairs (before, after), the name of the pair that loses more test accuracy."""

    def winner(outcomes: Outcomes) -> str:
        drops = [outcomes[a].final - outcomes[b].final for a, b in (first, second)]
        if abs(drops[0] - drops[1]) < SAME_POINTS:
            return SAME
        return "cnn" if drops[0] > drops[1] else "mlp"

    return winner


def _gap(outcome: Outcome) -> float:
    return outcome.gap


def _params(outcome: Outcome) -> float:
    return outcome.params


def _first_gradient(outcome: Outcome) -> float:
    return outcome.first_gradient


_ALL = (
    Guide(
        "activations",
        "step_at",
        ("relu", "tanh", "sigmoid"),
        fastest(0.9),
        first_against_last("sigmoid"),
        ("sigmoid", "tanh", "relu"),
        level=0.9,
    ),
    Guide(
        "dropout",
        "final",
        ("off", "on", SAME),
        highest_or_same,
        overfitting("off", "on"),
        ("on", "off"),
    ),
    Guide(
        "residual",
        "final",
        ("plain8", "plain32", "residual8", "residual32"),
        highest_of("plain8", "plain32", "residual8", "residual32"),
        difference("plain8", "plain32", ("residual8", "residual32")),
        ("plain32", "residual32"),
        minutes=6,
    ),
    Guide(
        "two_small",
        "final",
        ("one5x5", "two3x3", SAME),
        highest_or_same,
        params_share("two3x3", "one5x5", {"one_only": 36.0, "same": 100.0}),
        ("two3x3", "one5x5"),
    ),
    Guide(
        "depthwise",
        "final",
        ("standard", "depthwise", SAME),
        highest_or_same,
        params_factor("standard", "depthwise", {"limit": 9.0, "same": 1.0}),
        ("depthwise", "standard"),
    ),
    Guide(
        "batch_norm",
        "final",
        ("off_low", "off_middle", "off_high", "on_low", "on_middle", "on_high"),
        lowest,
        at_chance("off_low", "off_middle", "off_high"),
        ("on_high", "off_high"),
        minutes=6,
    ),
    Guide(
        "downsampling",
        "final",
        ("max", "average", "strided", SAME),
        highest_or_same,
        extreme("no_weights", _params, largest=True),
        ("max", "average", "strided"),
    ),
    Guide(
        "break_it",
        "final",
        ("rate_too_large", "zero_init", "unshuffled"),
        lowest,
        extreme("has_gradient", _first_gradient, largest=False),
        ("zero_init", "rate_too_large", "unshuffled"),
    ),
    Guide(
        "pixel_shuffle",
        "final",
        ("cnn", "mlp", SAME),
        loses_more(("cnn", "cnn_shuffled"), ("mlp", "mlp_shuffled")),
        difference("cnn", "cnn_shuffled", ("mlp", "mlp_shuffled")),
        ("cnn", "mlp"),
    ),
    Guide(
        "ensemble",
        "final",
        ("one", "three", "seven", SAME),
        highest_or_same,
        difference("seven", "one", ("three", "one")),
        ("seven", "three"),
        minutes=6,
    ),
    Guide(
        "step_decay",
        "final",
        ("constant", "step", SAME),
        highest_or_same,
        first_drop(),
        ("step", "constant"),
    ),
    Guide(
        "shallow_first",
        "final",
        ("shallow", "deep_from_shallow", "deep", SAME),
        highest_or_same,
        ahead_at_start("deep_from_shallow", "deep"),
        ("deep_from_shallow", "deep"),
    ),
    Guide(
        "shifted_test",
        "final",
        ("cnn", "mlp", SAME),
        loses_more(("cnn_0", "cnn_2"), ("mlp_0", "mlp_2")),
        difference("cnn_0", "cnn_2", ("mlp_0", "mlp_2")),
        ("cnn", "mlp"),
    ),
    Guide(
        "augmentation",
        "final",
        ("none", "shift", SAME),
        highest_or_same,
        extreme("smaller", _gap, largest=True),
        ("shift", "none"),
    ),
)

GUIDES: dict[str, Guide] = {guide.experiment_id: guide for guide in _ALL}
"""Every guided experiment by its id, in the order of the list."""
