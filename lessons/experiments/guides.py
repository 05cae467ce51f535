"""How each experiment is guided: what is held, measured and predicted, and what is asked."""

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
    overfitting,
    params_factor,
    params_share,
    swing,
)
from lessons.experiments.outcome import Outcome

Measure = Literal["step_at", "final"]
Fact = Literal["final_accuracy", "train", "gap", "last_first", "params", "mult_adds", "seconds"]
Held = Literal[
    "data",
    "train_pictures",
    "test_pictures",
    "network",
    "weights",
    "shared_weights",
    "batches",
    "settings",
]
"""What all runs of an experiment have in common; "settings" are those that do not vary."""

SAME = "same"
NONE = "none"
SAME_POINTS = 0.02
"""Two runs closer than this are called about the same: one seed cannot tell them apart."""

VOTES = {1: "one", 3: "three", 7: "seven"}
"""So many networks averaged, as good as all choices of so many are in the mean."""

Winner = Callable[[Outcomes], str]


@dataclass(frozen=True, slots=True)
class Guide:
    """One guided experiment.

    Attributes:
        experiment_id: Key of its runs in ``cnncore.train.experiments`` and of its texts.
        measure: What the large number of a panel is.
        options: What can be predicted: ids of arms or of groups of them, or "same".
        winner: Which option came true.
        look: Builds the item "what did you see?".
        held: What is equal in all runs; the texts say what varies.
        terms: Terms of the glossary that it takes for granted.
        reasons: Arms whose part in the matter is explained, in order.
        level: The accuracy to be reached, where that is what is measured.
        minutes: About how long it takes with reading.
        facts: What stands below the curve of each run, in order.
        given_away: Those of them that would answer the item: they are shown after it.
        has_gradients: Whether the gradient of each layer is shown, too.
        has_pictures: Whether some of its pictures are shown above each curve: the data differ.
    """

    experiment_id: str
    measure: Measure
    options: tuple[str, ...]
    winner: Winner
    look: LookBuilder
    reasons: tuple[str, ...]
    held: tuple[Held, ...]
    terms: tuple[str, ...]
    level: float | None = None
    minutes: int = 4
    facts: tuple[Fact, ...] = ("final_accuracy", "params")
    given_away: tuple[Fact, ...] = ()
    has_gradients: bool = False
    has_pictures: bool = False


def fastest(level: float, *arms: str) -> Winner:
    """The one of these arms (none named: of all) that reaches a level first, or came closest."""

    def winner(outcomes: Outcomes) -> str:
        def rank(arm: str) -> tuple[float, float]:
            step = outcomes[arm].step_at(level)
            return (float("inf") if step is None else step, -outcomes[arm].final)

        return min(arms or outcomes, key=rank)

    return winner


def ranked(outcomes: Outcomes) -> Outcomes:
    """What is compared: where runs vote together, their votes and not the voters."""
    votes = {arm: outcome for arm, outcome in outcomes.items() if arm in VOTES.values()}
    return votes or outcomes


def highest(outcomes: Outcomes) -> str:
    """The arm with the highest final test accuracy."""
    return max(outcomes, key=lambda arm: outcomes[arm].final)


def still_learning(*arms: str) -> Winner:
    """The best of these arms, or "none" if none ends at twice what guessing gets right."""

    def winner(outcomes: Outcomes) -> str:
        best = highest({arm: outcomes[arm] for arm in arms})
        return best if outcomes[best].final >= 2 * outcomes[best].chance else NONE

    return winner


def depends_more(**groups: tuple[str, ...]) -> Winner:
    """The group whose accuracies lie further apart, or "same"."""

    def winner(outcomes: Outcomes) -> str:
        shares = {name: [outcomes[arm].final for arm in arms] for name, arms in groups.items()}
        spread = {name: max(values) - min(values) for name, values in shares.items()}
        low, high = sorted(spread, key=lambda name: spread[name])
        return SAME if spread[high] - spread[low] < SAME_POINTS else high

    return winner


def highest_or_same(outcomes: Outcomes) -> str:
    """As ``highest``, but "same" where the best two are too close to tell apart."""
    outcomes = ranked(outcomes)
    best, second, *_ = sorted((o.final for o in outcomes.values()), reverse=True)
    return SAME if best - second < SAME_POINTS else highest(outcomes)


def larger_difference(apart: float = SAME_POINTS, /, **pairs: tuple[str, str]) -> Winner:
    """The name of the pair (upper, lower) whose test accuracies lie further apart, or "same".

    Args:
        apart: Differences closer than this are the same.
        pairs: Two, by name.
    """

    def winner(outcomes: Outcomes) -> str:
        by = {name: outcomes[a].final - outcomes[b].final for name, (a, b) in pairs.items()}
        low, high = sorted(by, key=lambda name: by[name])
        return SAME if by[high] - by[low] < apart else high

    return winner


def _gap(outcome: Outcome) -> float:
    return outcome.gap


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
        held=("weights", "batches", "data", "settings"),
        terms=("activation_function", "saturation", "gradient", "norm", "initialisation"),
        level=0.9,
        facts=("final_accuracy", "last_first"),
        given_away=("last_first",),
        has_gradients=True,
    ),
    Guide(
        "dropout",
        "final",
        ("none", "dropout", SAME),
        highest_or_same,
        overfitting("none", "dropout"),
        ("dropout", "none"),
        held=("weights", "batches", "data", "settings"),
        terms=("dropout", "test_accuracy", "overfitting"),
        facts=("final_accuracy", "train", "gap", "params"),
        given_away=("gap",),
    ),
    Guide(
        "depth",
        "final",
        ("plain", "residual", SAME),
        larger_difference(plain=("plain8", "plain32"), residual=("residual8", "residual32")),
        first_against_last("plain8"),
        ("plain32", "residual32"),
        held=("shared_weights", "batches", "data", "settings"),
        terms=(
            "plain_network",
            "skip_connection",
            "residual_network",
            "gradient",
            "norm",
            "batch_normalisation",
            "adam",
        ),
        minutes=6,
        facts=("final_accuracy", "train", "last_first", "params"),
        given_away=("last_first",),
        has_gradients=True,
    ),
    Guide(
        "kernel_size",
        "final",
        ("one_5x5", "two_3x3", SAME),
        highest_or_same,
        params_share("two_3x3", "one_5x5", {"one_only": 36.0, "kernels_only": 72.0, "same": 100.0}),
        ("two_3x3", "one_5x5"),
        held=("shared_weights", "batches", "data", "settings"),
        terms=("kernel", "receptive_field", "activation_function"),
        facts=("final_accuracy", "params", "mult_adds"),
    ),
    Guide(
        "separable",
        "final",
        ("standard", "separable", SAME),
        highest_or_same,
        params_factor("standard", "separable", {"limit": 9.0, "same": 1.0}),
        ("separable", "standard"),
        held=("shared_weights", "batches", "data", "settings"),
        terms=("depthwise_separable_convolution", "channel", "batch_normalisation"),
        facts=("final_accuracy", "params", "mult_adds", "seconds"),
    ),
    Guide(
        "batch_norm",
        "final",
        ("without", "with", SAME),
        depends_more(
            without=("without_0.01", "without_0.1", "without_1"),
            **{"with": ("with_0.01", "with_0.1", "with_1")},
        ),
        at_chance("without_0.01", "without_0.1", "without_1"),
        ("with_1", "without_1", "without_0.01"),
        held=("weights", "batches", "data", "settings"),
        terms=("batch_normalisation", "learning_rate", "gradient", "norm", "dead_unit"),
        minutes=6,
        facts=("final_accuracy",),
        has_gradients=True,
    ),
    Guide(
        "pooling",
        "final",
        ("max", "average", "strided", SAME),
        highest_or_same,
        extreme("smaller", _gap, largest=True),
        ("max", "average", "strided"),
        held=("weights", "batches", "data", "settings"),
        terms=("pooling", "stride", "test_accuracy", "overfitting"),
        facts=("final_accuracy", "train", "gap", "params", "mult_adds"),
        given_away=("gap",),
    ),
    Guide(
        "broken",
        "final",
        ("rate_too_large", "zero_init", "unshuffled", NONE),
        still_learning("rate_too_large", "zero_init", "unshuffled"),
        extreme("has_gradient", _first_gradient, largest=False),
        ("zero_init", "rate_too_large", "unshuffled"),
        held=("network", "data", "settings"),
        terms=("learning_rate", "initialisation", "batch", "gradient", "norm"),
        facts=("final_accuracy",),
        has_gradients=True,
    ),
    Guide(
        "pixel_shuffle",
        "final",
        ("cnn", "mlp", SAME),
        larger_difference(cnn=("cnn_plain", "cnn_shuffled"), mlp=("mlp_plain", "mlp_shuffled")),
        difference("cnn_plain", "cnn_shuffled", ("mlp_plain", "mlp_shuffled")),
        ("cnn", "mlp"),
        has_pictures=True,
        held=("shared_weights", "batches", "settings"),
        terms=("fully_connected_layer", "locality", "weight_sharing", "pooling"),
    ),
    Guide(
        "ensemble",
        "final",
        ("to_three", "to_seven"),
        larger_difference(0.0, to_three=("three", "one"), to_seven=("seven", "three")),
        difference("seven", "one", ("three", "one")),
        ("seven", "three"),
        held=("network", "data", "settings"),
        terms=("seed", "softmax", "test_accuracy"),
        minutes=6,
    ),
    Guide(
        "step_decay",
        "final",
        ("constant", "step", SAME),
        highest_or_same,
        swing("constant", "step"),
        ("step", "constant"),
        held=("network", "weights", "batches", "data", "settings"),
        terms=("learning_rate", "schedule"),
        facts=("final_accuracy", "gap"),
    ),
    Guide(
        "grow",
        "step_at",
        ("deep_from_shallow", "deep_from_scratch"),
        fastest(0.9, "deep_from_shallow", "deep_from_scratch"),
        ahead_at_start("deep_from_shallow", "deep_from_scratch"),
        ("deep_from_shallow", "deep_from_scratch", "shallow"),
        held=("batches", "data", "settings"),
        terms=("initialisation", "gradient", "batch_normalisation", "skip_connection"),
        level=0.9,
    ),
    Guide(
        "shifted",
        "final",
        ("cnn", "mlp", SAME),
        larger_difference(cnn=("cnn_shift_0", "cnn_shift_1"), mlp=("mlp_shift_0", "mlp_shift_1")),
        difference("cnn_shift_0", "cnn_shift_1", ("mlp_shift_0", "mlp_shift_1")),
        ("cnn", "mlp"),
        has_pictures=True,
        held=("shared_weights", "batches", "train_pictures", "settings"),
        terms=("fully_connected_layer", "pooling", "global_average_pooling", "batch_normalisation"),
    ),
    Guide(
        "augmentation",
        "final",
        ("none", "augmented", SAME),
        highest_or_same,
        extreme("smaller", _gap, largest=True),
        ("augmented", "none"),
        held=("network", "weights", "batches", "test_pictures", "settings"),
        terms=("data_augmentation", "overfitting", "test_accuracy"),
        facts=("final_accuracy", "train", "gap"),
        given_away=("gap",),
        has_pictures=True,
    ),
)

GUIDES: dict[str, Guide] = {guide.experiment_id: guide for guide in _ALL}
"""Every guided experiment by its id, in the order of the list."""
