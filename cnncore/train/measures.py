"""What is read off a finished run, so that runs can be compared in one number each."""

from collections.abc import Callable, Mapping, Sequence
from itertools import combinations
from typing import Any

import numpy as np
import torch

from cnncore.data.catalogue import load
from cnncore.network.ledger import ledger
from cnncore.network.rows import Totals
from cnncore.train.building import assemble
from cnncore.train.config import TrainConfig
from cnncore.train.evaluation import evaluate
from cnncore.train.weights import load_weights

Events = Sequence[Mapping[str, Any]]
EARLY_STEPS = 30  # "at the start" of a run


def test_accuracy(events: Events) -> float:
    """Share of all test pictures that is right at the end."""
    return events[-1]["test_accuracy"]


def train_accuracy(events: Events) -> float:
    """Share of the batches that was right since the last test but one."""
    return _of_type(events, "test")[-1]["train_accuracy"]


def gap(events: Events) -> float:
    """Training accuracy minus test accuracy: how much was learned by heart."""
    return train_accuracy(events) - test_accuracy(events)


def first_step_90(events: Events) -> int | None:
    """The first test, by its step, that at least 90 % of the pictures passed; None: never."""
    reached = (e["step"] for e in _of_type(events, "test") if e["test_accuracy"] >= 0.9)
    return next(reached, None)


def best_test_accuracy(events: Events) -> float:
    """The best of all tests."""
    return max(event["test_accuracy"] for event in _of_type(events, "test"))


def test_loss(events: Events) -> float | None:
    """Mean cross entropy of the test pictures at the end, in nats."""
    return events[-1]["test_loss"]


def gradient_ratio(events: Events) -> float | None:
    """Gradient norm of the last layer over that of the first, at the start; large: vanishing."""
    early = [
        snapshot["gradients"]
        for snapshot in _of_type(events, "snapshot")
        if snapshot["gradients"] and snapshot["step"] <= EARLY_STEPS
    ]
    first, last = (sum(rows[place]["norm"] or 0.0 for rows in early) for place in (0, -1))
    return last / max(first, 1e-30) if early else None


def reason(events: Events) -> str:
    """How the run ended."""
    return events[-1]["reason"]


MEASURES: dict[str, Callable[[Events], Any]] = {
    measure.__name__: measure
    for measure in (
        test_accuracy,
        train_accuracy,
        gap,
        first_step_90,
        best_test_accuracy,
        test_loss,
        gradient_ratio,
        reason,
    )
}


def network_totals(config: TrainConfig) -> Totals:
    """Parameters and multiply-adds of a run's network."""
    dataset = load(config.data)
    return ledger(config.network, dataset.in_shape, dataset.num_classes).totals


def ensemble_accuracies(
    config: TrainConfig, weights: Sequence[bytes], sizes: Sequence[int]
) -> dict[int, float]:
    """Share of the test pictures that is right when so many networks are averaged, by their number.

    It is the mean over all choices of so many among them: which come first is chance.

    Args:
        config: the run that all members share but for the seed.
        weights: of each member, safetensors; their softmax outputs are averaged.
        sizes: how many at a time.
    """
    dataset = load(config.data)
    x, y = torch.from_numpy(dataset.x_test.copy()), torch.from_numpy(dataset.y_test.copy())
    model = assemble(config.network, dataset.in_shape, dataset.num_classes)
    probs = []
    for file in weights:
        load_weights(model, file)
        probs.append(evaluate(model, x, y).probs)
    return {
        size: float(
            np.mean([_share_right(some, dataset.y_test) for some in combinations(probs, size)])
        )
        for size in sizes
    }


def _share_right(probs: Sequence[np.ndarray], labels: np.ndarray) -> float:
    """Of the sum of probabilities (N, classes): how often its largest is the label."""
    return float((np.sum(probs, axis=0).argmax(1) == labels).mean())


def _of_type(events: Events, kind: str) -> list[Mapping[str, Any]]:
    return [event for event in events if event["type"] == kind]
