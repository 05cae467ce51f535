"""What a training run told, as arrays over its steps: the numbers behind every chart of a run."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

Event = Mapping[str, Any]


@dataclass(frozen=True, slots=True, eq=False)
class Series:
    """One quantity over a run.

    Attributes:
        steps: (N,) finished steps, rising.
        values: (N,) what was measured there; NaN where it was not finite.
    """

    steps: np.ndarray
    values: np.ndarray


NOTHING = Series(np.empty(0), np.empty(0))


@dataclass(frozen=True, slots=True, eq=False)
class RunRecord:
    """A run, or as much of it as there is.

    Attributes:
        series: by name: ``test_loss``, ``train_loss`` (of each batch), ``test_accuracy``,
            ``train_accuracy`` (shares, 0 to 1), ``learning_rate``, ``speed`` (pictures a second),
            ``dead`` (share of ReLU channels and features that are 0 on every probe).
        gradients: of each layer with weights, from the input on: the norm of its gradient.
        updates: likewise |change of weights| / |weights| of a step.
        layers: kinds of these layers.
        clock: seconds of training, pauses left out.
        steps_per_epoch: steps of one epoch.
        step: how far it is.
        seconds: how long it took.
        accuracy: share of the test pictures that the kept weights get right; NaN before a test.
        is_ended: whether nothing will follow.
    """

    series: Mapping[str, Series]
    gradients: tuple[Series, ...]
    updates: tuple[Series, ...]
    layers: tuple[str, ...]
    clock: Series
    steps_per_epoch: int
    step: int
    seconds: float
    accuracy: float
    is_ended: bool

    def of(self, name: str) -> Series:
        """A series, empty if the run holds none."""
        return self.series.get(name, NOTHING)

    def epochs_at(self, steps: np.ndarray) -> np.ndarray:
        """Epochs, with their fractions, after so many steps."""
        return steps / self.steps_per_epoch

    def seconds_at(self, steps: np.ndarray) -> np.ndarray:
        """Seconds of training after so many steps: as the run said, between two of them evenly."""
        return np.interp(steps, self.clock.steps, self.clock.values)


def record_of(events: Iterable[Event]) -> RunRecord:
    """Read a run's events (``cnncore.train.events``, as dicts), of unknown types none."""
    reader = _Reader()
    for event in events:
        read = getattr(reader, f"read_{event['type']}", None)
        if read:
            read(event)
    return reader.record()


class _Reader:
    """Collects the events. A step that is run again after a lost worker replaces itself."""

    def __init__(self) -> None:
        self.rows: dict[str, dict[int, float]] = defaultdict(dict)
        self.started: Event = {}
        self.finished: Event | None = None
        self.is_ended = False
        self.step = 0

    def read_started(self, event: Event) -> None:
        self.started = event

    def read_step(self, event: Event) -> None:
        self.rows["train_loss"].update(enumerate(event["losses"], event["first"]))
        self.rows["train_accuracy"].update(enumerate(event["accuracies"], event["first"]))
        self._note(event, "learning_rate", "seconds")
        if event.get("images_per_second"):
            self.rows["speed"][event["step"]] = event["images_per_second"]

    def read_test(self, event: Event) -> None:
        self._note(event, "test_accuracy", "seconds")
        self.rows["test_loss"][event["step"]] = event["test_loss"]

    def read_snapshot(self, event: Event) -> None:
        dead = event["dead"]
        if dead["total"]:
            self.rows["dead"][event["step"]] = dead["count"] / dead["total"]
        for layer in event["gradients"]:
            self.rows[f"gradient {layer['name']}"][event["step"]] = layer["norm"]
            self.rows[f"update {layer['name']}"][event["step"]] = layer["update"]

    def read_finished(self, event: Event) -> None:
        self.finished, self.is_ended = event, True
        self._note(event, "seconds")

    def read_failed(self, event: Event) -> None:
        del event
        self.is_ended = True

    def _note(self, event: Event, *names: str) -> None:
        self.step = max(self.step, event["step"])
        for name in names:
            if event.get(name) is not None:
                self.rows[name][event["step"]] = event[name]

    def record(self) -> RunRecord:
        clock = self._series("seconds")
        if not len(clock.steps):
            clock = Series(np.zeros(1), np.zeros(1))
        layers = self.started.get("layers", ())
        names = [layer["name"] for layer in layers]
        tests = self.rows["test_accuracy"]
        last = tests[max(tests)] if tests else math.nan
        final = (self.finished or {}).get("test_accuracy")
        return RunRecord(
            series={name: self._series(name) for name in _NAMES if self.rows[name]},
            gradients=tuple(self._series(f"gradient {name}") for name in names),
            updates=tuple(self._series(f"update {name}") for name in names),
            layers=tuple(layer["kind"] for layer in layers),
            clock=clock,
            steps_per_epoch=self.started.get("steps_per_epoch") or 1,
            step=self.step,
            seconds=float(clock.values[-1]),
            accuracy=last if final is None else final,
            is_ended=self.is_ended,
        )

    def _series(self, name: str) -> Series:
        steps = sorted(self.rows[name])
        values = [self.rows[name][step] for step in steps]
        # None, where a number was not finite, becomes NaN.
        return Series(np.array(steps, dtype=float), np.array(values, dtype=float))


_NAMES = (
    "test_loss",
    "train_loss",
    "test_accuracy",
    "train_accuracy",
    "learning_rate",
    "speed",
    "dead",
)
