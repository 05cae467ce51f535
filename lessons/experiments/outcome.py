"""What a run came to, in the few numbers that the experiments speak about."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from cnncore.network import Network, ledger

EARLY_STEPS = 30
"""Gradients are compared over the first steps: later ones tell how far a run has come."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """A run in numbers; accuracies are shares from 0 to 1.

    Attributes:
        final: Test accuracy at the end, of the weights that were kept.
        train: Training accuracy at the last test; NaN if it was never measured.
        tests: (step, test accuracy) of each test, in order.
        gradients: (layer, mean norm) over the first steps, in the order of the layers.
        layers: (kind, number among its kind) of each of these layers.
        params: How many numbers it learns.
        mult_adds: Multiply-adds for one picture; 0 if nobody counted.
        total_steps: Steps of the whole run.
        classes: Ids of the classes.
        seconds: Spent training.
        reason: Why it ended; "done" as planned.
    """

    final: float
    train: float = math.nan
    tests: tuple[tuple[int, float], ...] = ()
    gradients: tuple[tuple[int, float], ...] = ()
    layers: tuple[tuple[str, int], ...] = ()
    params: int = 0
    mult_adds: int = 0
    total_steps: int = 0
    classes: tuple[str, ...] = ()
    seconds: float = 0.0
    reason: str = "done"

    def as_dict(self) -> dict[str, Any]:
        """The outcome as JSON can hold it: six digits, None for what is no number."""
        values = {
            name: getattr(self, name)
            for name in ("params", "mult_adds", "total_steps", "classes", "seconds", "reason")
        }
        return values | {
            "final": _digits(self.final),
            "train": _digits(self.train),
            "tests": [[step, _digits(share)] for step, share in self.tests],
            "gradients": [[layer, _digits(norm)] for layer, norm in self.gradients],
            "layers": [list(layer) for layer in self.layers],
        }

    @classmethod
    def from_dict(cls, values: Mapping[str, Any]) -> Outcome:
        """The inverse of ``as_dict``.

        Raises:
            KeyError, TypeError, ValueError: It is not one.
        """
        return cls(
            final=_number(values["final"]),
            train=_number(values["train"]),
            tests=tuple((int(step), _number(share)) for step, share in values["tests"]),
            gradients=tuple((int(layer), _number(norm)) for layer, norm in values["gradients"]),
            layers=tuple((str(kind), int(place)) for kind, place in values["layers"]),
            params=int(values["params"]),
            mult_adds=int(values["mult_adds"]),
            total_steps=int(values["total_steps"]),
            classes=tuple(map(str, values["classes"])),
            seconds=float(values["seconds"]),
            reason=str(values["reason"]),
        )

    @property
    def chance(self) -> float:
        """What guessing would get right."""
        return 1 / max(1, len(self.classes))

    @property
    def gap(self) -> float:
        """How far training is above test."""
        return self.train - self.final

    @property
    def has_failed(self) -> bool:
        """Whether the loss left the numbers."""
        return self.reason in {"nan", "exploding"}

    def step_at(self, level: float) -> int | None:
        """The first tested step with at least this accuracy."""
        return next((step for step, share in self.tests if share >= level), None)

    def is_at_chance(self) -> bool:
        """Whether it never got to twice what guessing gets right."""
        return all(share < 2 * self.chance for _, share in self.tests)

    @property
    def last_over_first(self) -> float:
        """Gradient of the last layer over that of the first; infinite if the first has none."""
        if len(self.gradients) < 2:
            return math.nan
        first, last = self.gradients[0][1], self.gradients[-1][1]
        return last / first if first > 0 else math.inf

    @property
    def first_gradient(self) -> float:
        """Gradient of the first layer."""
        return self.gradients[0][1] if self.gradients else math.nan


def _digits(value: float) -> float | None:
    return float(f"{value:.6g}") if math.isfinite(value) else None


def _number(value: float | None) -> float:
    return math.nan if value is None else float(value)


@dataclass(slots=True)
class _Seen:
    started: Mapping[str, Any] = field(default_factory=dict)
    tests: dict[int, float] = field(default_factory=dict)
    train: float = math.nan
    norms: dict[int, list[float]] = field(default_factory=dict)
    finished: Mapping[str, Any] = field(default_factory=dict)


def outcome_of(events: Iterable[Mapping[str, Any]], network: Network | None = None) -> Outcome:
    """The outcome of a run that is over.

    Args:
        events: All of the run.
        network: What was trained, to count its multiply-adds.

    Raises:
        ValueError: If it did not begin or did not end, or could not be run.
    """
    seen = _Seen()
    first_norms: Mapping[int, float] = {}
    for event in events:
        match event["type"]:
            case "started":
                seen.started = seen.started or event
            case "test":
                seen.tests[event["step"]] = event["test_accuracy"]
                if event.get("train_accuracy") is not None:
                    seen.train = event["train_accuracy"]
            case "snapshot":
                norms = _norms(event)
                first_norms = first_norms or norms
                if event["step"] <= EARLY_STEPS:
                    for layer, norm in norms.items():
                        seen.norms.setdefault(layer, []).append(norm)
            case "finished":
                seen.finished = event
            case "failed":
                raise ValueError(event.get("code", "failed"))
    if not seen.started or not seen.finished:
        raise ValueError("unfinished")
    # A run whose snapshots are far apart has none among the first steps: then its earliest counts.
    means = {layer: sum(norms) / len(norms) for layer, norms in seen.norms.items()} or first_norms
    outcome = _outcome(seen, means)
    if network is None:
        return outcome
    book = ledger(network, seen.started["in_shape"], len(outcome.classes))
    return replace(outcome, mult_adds=book.totals.mult_adds)


def _norms(event: Mapping[str, Any]) -> dict[int, float]:
    return {row["layer"]: row["norm"] or 0.0 for row in event.get("gradients") or ()}


def _outcome(seen: _Seen, means: Mapping[int, float]) -> Outcome:
    started, finished = seen.started, seen.finished
    kinds = {layer["index"]: layer["kind"] for layer in started["layers"]}
    ordered = [index for index in kinds if index in means]
    numbered: list[tuple[str, int]] = []
    for index in ordered:
        kind = kinds[index]
        numbered.append((kind, 1 + sum(kind == other for other, _ in numbered)))
    final = finished.get("test_accuracy")
    last = list(seen.tests.values())[-1] if seen.tests else 0.0
    return Outcome(
        final=last if final is None else final,
        train=seen.train,
        tests=tuple(sorted(seen.tests.items())),
        gradients=tuple((index, means[index]) for index in ordered),
        layers=tuple(numbered),
        params=started["params"],
        total_steps=started["total_steps"],
        classes=tuple(started["classes"]),
        seconds=finished.get("seconds", 0.0),
        reason=finished["reason"],
    )
