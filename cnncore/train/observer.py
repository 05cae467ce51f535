"""Looks into a run and makes events of what it sees. Looking never changes the run's numbers."""

from typing import Any

import torch
from torch import Tensor

from cnncore.data.dataset import Dataset
from cnncore.train.building import build
from cnncore.train.config import TrainConfig
from cnncore.train.evaluation import (
    Evaluation,
    confusion,
    evaluate,
    finite,
    mistakes,
    rounded,
)
from cnncore.train.events import (
    EmbeddingEvent,
    MistakesEvent,
    SnapshotEvent,
    StartedEvent,
    TestEvent,
)
from cnncore.train.inside import (
    dead_units,
    features_index,
    first_kernels,
    outputs,
    principal_plane,
    sample_maps,
    weighted_layers,
)
from cnncore.train.packing import pack_picture
from cnncore.train.record import Record, Since
from cnncore.train.run import Run

PROBE = 11  # test pictures that tell which units are dead
MAX_MISTAKES = 24
MOVING_MISTAKES = 6  # while it trains: each travels with its picture, at every test
MAX_POINTS = 200


class Observer:
    """What a run shows.

    Attributes:
        sample: index of the test picture whose maps are shown.
    """

    def __init__(self, run: Run) -> None:
        self.run = run
        self.layers = weighted_layers(run.config.network)
        self.sample = min(run.config.sample, len(run.y_test) - 1)
        self._before: dict[str, list[Tensor]] | None = None

    def started(self) -> StartedEvent:
        """The first event."""
        run = self.run
        return StartedEvent(
            step=run.step,
            total_steps=run.timetable.total_steps,
            steps_per_epoch=run.timetable.steps_per_epoch,
            epochs=run.config.epochs,
            params=run.book.totals.params,
            classes=list(run.dataset.class_ids),
            train_size=len(run.dataset.y_train),
            test_size=len(run.dataset.y_test),
            evaluation_size=run.timetable.test_pictures,
            in_shape=list(run.dataset.in_shape),
            layers=self.layers,
            sample=self.sample,
        )

    def remember_weights(self) -> None:
        """Called before a step whose size of update is wanted."""
        layers = self.run.parameters_by_layer()
        self._before = {n: [p.detach().clone() for p in ps] for n, ps in layers.items()}

    def test(
        self, record: Record, seconds: float, pictures: int | None = None
    ) -> tuple[TestEvent, Evaluation]:
        """A test, after so many seconds, on the first so many test pictures, or on all."""
        run = self.run
        result = self.evaluate() if pictures is None else self._evaluate_first(pictures)
        since, record.since = record.since, Since()
        event = TestEvent(
            step=run.step,
            test_loss=result.loss,
            test_accuracy=result.accuracy,
            train_loss=finite(since.loss / since.steps) if since.steps else None,
            train_accuracy=since.accuracy / since.steps if since.steps else None,
            pictures=len(result.labels),
            seconds=round(seconds, 3),
        )
        return event, result

    def evaluate(self) -> Evaluation:
        """A test on all test pictures, from which mistakes and embedding are read off."""
        run = self.run
        features = features_index(run.config.network), MAX_POINTS
        return evaluate(run.model, run.x_test, run.y_test, features)

    def _evaluate_first(self, pictures: int) -> Evaluation:
        run = self.run
        features = features_index(run.config.network), MAX_POINTS
        return evaluate(run.model, run.x_test[:pictures], run.y_test[:pictures], features)

    def snapshot(self, result: Evaluation | None) -> SnapshotEvent:
        """The inside of the network now; `result` is a test of this very step, if there was one."""
        run = self.run
        network, model = run.config.network, run.model
        probe = torch.cat((run.x_test[self.sample : self.sample + 1], run.x_test[:PROBE]))
        made = outputs(model, probe)
        return SnapshotEvent(
            step=run.step,
            kernels=first_kernels(model, run.dataset.in_shape),
            maps=sample_maps(network, made),
            sample=_answer(run.dataset, self.sample, made),
            gradients=self._gradients(),
            dead=dead_units(network, made),
            confusion=None if result is None else confusion(result, run.dataset.num_classes),
        )

    def _gradients(self) -> list[dict[str, object]]:
        """Norm of the gradient and relative size of the update of each layer, in the last step."""
        before, self._before = self._before, None
        if before is None:
            return []
        current = self.run.parameters_by_layer()
        rows = []
        for layer in self.layers:
            parameters = current.get(layer["name"])
            if parameters is None:  # frozen
                continue
            old = before[layer["name"]]
            gradient = _norm([p.grad for p in parameters if p.grad is not None])
            moved = _norm([p.detach() - q for p, q in zip(parameters, old, strict=True)])
            size = _norm(old)
            rows.append(
                {
                    "layer": layer["index"],
                    "name": layer["name"],
                    "norm": finite(gradient),
                    "update": finite(moved / size) if size else None,
                }
            )
        return rows

    def mistakes(self, result: Evaluation, count: int = MAX_MISTAKES) -> MistakesEvent:
        """The surest wrong answers of a test."""
        wrong = int((result.predicted != result.labels).sum())
        items = mistakes(result, self.run.dataset.test_pictures, count)
        return MistakesEvent(self.run.step, items, wrong, len(result.labels))

    def embedding(self, result: Evaluation) -> EmbeddingEvent:
        """Test pictures in the plane, as the last layer sees them."""
        assert result.features is not None
        points, explained = principal_plane(result.features)
        rows = [
            [round(float(x), 4), round(float(y), 4), int(label), int(predicted)]
            for (x, y), label, predicted in zip(
                points, result.labels[:MAX_POINTS], result.predicted[:MAX_POINTS], strict=True
            )
        ]
        return EmbeddingEvent(self.run.step, rows, list(range(len(rows))), explained)


def untrained(config: TrainConfig, dataset: Dataset) -> dict[str, Any]:
    """What a run will show of its first weights, without a run: no pictures are learned from.

    Returns:
        `layers` as the first event names them, and of the first snapshot step, kernels, maps and
        sample; the same bytes, because weights and picture follow from the settings.

    Raises:
        SettingError: the network cannot be built.
    """
    network, model = config.network, build(config)
    sample = min(config.sample, len(dataset.y_test) - 1)
    x = torch.from_numpy(dataset.x_test[sample : sample + 1].copy())
    made = outputs(model, x.contiguous(memory_format=torch.channels_last))
    snapshot = {
        "step": 0,
        "kernels": first_kernels(model, dataset.in_shape),
        "maps": sample_maps(network, made),
        "sample": _answer(dataset, sample, made),
    }
    return {"layers": weighted_layers(network), "snapshot": snapshot}


def _answer(dataset: Dataset, index: int, made: list[Tensor]) -> dict[str, Any]:
    """A test picture, and what the network says of it; it is the first of the batch of `made`."""
    probs = made[-1][0].softmax(0).nan_to_num(0.0).cpu().numpy()
    return {
        "index": index,
        "probs": rounded(probs),
        "label": int(dataset.y_test[index]),
        **pack_picture(dataset.test_pictures[index]),
    }


def _norm(tensors: list[Tensor]) -> float:
    """Length of all numbers taken as one vector."""
    if not tensors:
        return 0.0
    norm = torch.linalg.vector_norm  # Tensor.norm takes three times as long to get there
    return norm(torch.stack([norm(tensor.detach()) for tensor in tensors])).item()
