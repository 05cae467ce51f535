"""What a run tells while it trains. `as_dict()` is JSON: every event has `type` and `step`.

`step` counts finished steps (updates of the weights). Arrays travel as {"shape", "scale", "low",
"data"}: base64 of bytes, see `cnncore.train.packing`.
"""

from dataclasses import dataclass, field
from typing import Any, ClassVar

from cnncore.network.records import as_fields


@dataclass(frozen=True, slots=True)
class Event:
    """Something that happened after `step` steps."""

    type: ClassVar[str] = ""
    step: int

    def as_dict(self) -> dict[str, Any]:
        """As JSON, with its type."""
        return {"type": self.type, **as_fields(self)}


@dataclass(frozen=True, slots=True)
class StartedEvent(Event):
    """The run begins, or goes on from `step` (then greater than 0).

    Attributes:
        total_steps: steps of the whole run.
        steps_per_epoch: steps of one epoch.
        epochs: as asked for.
        params: numbers the network learns or holds frozen.
        classes: ids of the classes, in the order of all probabilities.
        train_size: pictures to learn from.
        test_size: pictures to test with.
        evaluation_size: how many of these the tests during the run use.
        in_shape: (channels, height, width).
        layers: of each layer with weights: index of its block, kind, name.
        sample: index of the test picture shown.
    """

    type: ClassVar[str] = "started"
    total_steps: int
    steps_per_epoch: int
    epochs: int
    params: int
    classes: list[str]
    train_size: int
    test_size: int
    evaluation_size: int
    in_shape: list[int]
    layers: list[dict[str, Any]]
    sample: int


@dataclass(frozen=True, slots=True)
class StepEvent(Event):
    """Steps `first` to `step` are done.

    Attributes:
        first: number of the first of these steps, counted from 1.
        losses: of the batch of each of these steps.
        accuracies: share of each batch that was right, before the step changed the weights.
        learning_rate: of the last of these steps, schedule included.
        images_per_second: pictures learned from, since the last such event; tests are not counted.
        seconds_left: until the run is done, or reaches its limit.
        seconds: since the beginning, pauses left out.
    """

    type: ClassVar[str] = "step"
    first: int
    losses: list[float | None]
    accuracies: list[float]
    learning_rate: float
    images_per_second: float
    seconds_left: float
    seconds: float


@dataclass(frozen=True, slots=True)
class TestEvent(Event):
    """A test. Losses are nats; None when not finite.

    Attributes:
        test_loss: mean over the pictures of the test.
        test_accuracy: share of them that is right.
        train_loss: mean over the batches since the last test (with dropout and augmentation on).
        train_accuracy: likewise; both None before the first step.
        pictures: how many test pictures were used.
        seconds: since the beginning, pauses left out, before this test.
    """

    __test__: ClassVar[bool] = False  # no test case, whatever pytest thinks
    type: ClassVar[str] = "test"
    test_loss: float | None
    test_accuracy: float
    train_loss: float | None
    train_accuracy: float | None
    pictures: int
    seconds: float


@dataclass(frozen=True, slots=True)
class SnapshotEvent(Event):
    """The inside of the network.

    Attributes:
        kernels: of the first layer with weights, (count, channels, height, width), signed; for a
            linear layer on pixels its weights in the shape of the picture. None if there is none.
        maps: of the sample, one entry per convolution or block with maps, after its activation:
            {"layer", "name", "shape", "low", "scale", "data"}; number = low + byte / 255 * scale.
        sample: {"index", "probs", "label", "shape", "image"}: the picture as in `MistakesEvent`.
        gradients: of each layer with weights: {"layer", "name", "norm", "update"}: the norm of its
            gradient, and |change of weights| / |weights| in the last step; empty before the first.
        dead: {"count", "total"}: ReLU channels or features that are 0 on every picture of a probe.
        confusion: rows truth, columns answers, counts, when this step was tested; else None.
    """

    type: ClassVar[str] = "snapshot"
    kernels: dict[str, Any] | None
    maps: list[dict[str, Any]]
    sample: dict[str, Any]
    gradients: list[dict[str, Any]]
    dead: dict[str, int]
    confusion: list[list[int]] | None


@dataclass(frozen=True, slots=True)
class MistakesEvent(Event):
    """Wrong answers to test pictures, the surest first.

    Attributes:
        items: {"index", "label", "predicted", "probs", "shape", "image"}: the picture is base64 of
            bytes in (height, width, channels).
        total: how many of the test pictures are wrong.
        pictures: how many test pictures were used.
    """

    type: ClassVar[str] = "mistakes"
    items: list[dict[str, Any]] = field(default_factory=list)
    total: int = 0
    pictures: int = 0


@dataclass(frozen=True, slots=True)
class EmbeddingEvent(Event):
    """Test pictures in the plane: what the classifier sees, by its two principal components.

    Attributes:
        points: [x, y, label, predicted] of each picture.
        indices: which test pictures these are.
        explained: share of the variance each axis keeps.
    """

    type: ClassVar[str] = "embedding"
    points: list[list[float]] = field(default_factory=list)
    indices: list[int] = field(default_factory=list)
    explained: list[float] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class CommandEvent(Event):
    """A command was obeyed: `what` is "paused", "resumed", "learning_rate", ..., or "refused"."""

    type: ClassVar[str] = "command"
    what: str
    value: Any = None


@dataclass(frozen=True, slots=True)
class FinishedEvent(Event):
    """The run is over.

    Attributes:
        reason: "done", "stopped", "nan", "exploding" or "limit_seconds".
        seconds: spent training, without pauses.
        last_good_step: the step whose weights are kept.
        test_loss: of these weights on the whole test set.
        test_accuracy: likewise.
        last_loss: of the last batch; None when it was not finite.
        bad_step: for "nan" and "exploding": the step whose loss was bad; else None.
        weights_key: a fingerprint of the kept weights.
        changes: what was changed by hand, as `TrainConfig.changes`.
    """

    type: ClassVar[str] = "finished"
    reason: str
    seconds: float
    last_good_step: int
    test_loss: float | None
    test_accuracy: float
    last_loss: float | None
    bad_step: int | None
    weights_key: str
    changes: list[list[Any]]
