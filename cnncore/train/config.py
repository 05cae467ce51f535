"""All settings of a training run. Same settings, same numbers."""

import base64
import binascii
from dataclasses import dataclass, field
from typing import Any

from cnncore.arguments import choice
from cnncore.data.config import DataConfig
from cnncore.network.network import Network
from cnncore.network.records import as_fields, flag, from_fields, number, whole
from cnncore.train.choices import (
    INITS,
    MAX_EPOCHS,
    MAX_LEARNING_RATE,
    MAX_PARAMS,
    MAX_SECONDS,
    MIN_LEARNING_RATE,
    OPTIMIZERS,
    SCHEDULES,
)
from cnncore.train.commands import checked_command
from cnncore.train.errors import TrainError


@dataclass(frozen=True, slots=True)
class TrainConfig:
    """A training run.

    Attributes:
        network: what is trained.
        data: what it learns from.
        optimizer: one of `OPTIMIZERS`; momentum is 0.9 where there is one.
        learning_rate: before the schedule.
        schedule: "constant"; "step": a tenth after 1/2 and again after 3/4 of the steps; "cosine":
            half a cosine down to 0; "warmup": rises over the first tenth of the steps.
        batch_size: pictures per step. What is left over at the end of an epoch waits for the next.
        epochs: times through the training pictures.
        weight_decay: L2 penalty, as torch's optimizers take it.
        label_smoothing: probability spread evenly over all classes.
        init: "default" (torch's), "he" (normal, gain of ReLU), "xavier" (uniform), "zero",
            "too_large" (normal with standard deviation 1).
        seed: of the weights, the batches and dropout.
        shuffle: False: batches in the order of the classes, which is what `shuffle` protects from.
        max_seconds: the run ends with reason "limit_seconds" after this time; pauses do not count.
        max_params: a larger network is refused.
        evaluate_every: test after so many steps on the whole test set; None: about once an epoch on
            part of it, so that testing costs 2 % of the training (`cnncore.train.timetable`). The
            test after the last step is always on the whole test set.
        snapshot_count: about how many snapshots a run takes; fewer when it has fewer steps.
        start: weights to begin from (safetensors); those of the same name and shape are taken.
        sample: index of the test picture whose maps are shown.
        changes: (step, command) pairs applied by themselves, such as a learning rate changed by
            hand in an earlier run: (300, {"do": "learning_rate", "value": 0.002}). A run that
            shall wait after its first step or epoch has (0, {"do": "step"}) or "epoch"; one that
            only shows what its first weights know has (0, {"do": "stop"}).
    """

    network: Network
    data: DataConfig = field(default_factory=DataConfig)
    optimizer: str = "momentum"
    learning_rate: float = 0.02
    schedule: str = "constant"
    batch_size: int = 32
    epochs: int = 12
    weight_decay: float = 0.0
    label_smoothing: float = 0.0
    init: str = "default"
    seed: int = 0
    shuffle: bool = True
    max_seconds: float = MAX_SECONDS
    max_params: int = MAX_PARAMS
    evaluate_every: int | None = None
    snapshot_count: int = 40
    start: bytes | None = None
    sample: int = 0
    changes: tuple[tuple[int, dict[str, Any]], ...] = ()

    def __post_init__(self) -> None:
        if not isinstance(self.network, Network):
            raise TrainError("not_a_mapping", owner="network", value=repr(self.network)[:80])
        if not isinstance(self.data, DataConfig):
            raise TrainError("not_a_mapping", owner="data", value=repr(self.data)[:80])
        choice("optimizer", self.optimizer, OPTIMIZERS)
        choice("schedule", self.schedule, SCHEDULES)
        choice("init", self.init, INITS)
        self._check_numbers()
        flag("shuffle", self.shuffle)
        if self.evaluate_every is not None:
            whole("evaluate_every", self.evaluate_every, minimum=1, maximum=1_000_000)
        if self.start is not None and not isinstance(self.start, bytes):
            raise TrainError("weights_unreadable")
        object.__setattr__(self, "changes", _checked_changes(self.changes))

    def _check_numbers(self) -> None:
        for name, minimum, maximum in (
            ("learning_rate", MIN_LEARNING_RATE, MAX_LEARNING_RATE),
            ("weight_decay", 0.0, 10.0),
            ("label_smoothing", 0.0, 0.9),
            ("max_seconds", 0.1, MAX_SECONDS),
        ):
            checked = number(name, getattr(self, name), minimum=minimum, maximum=maximum)
            object.__setattr__(self, name, checked)
        for name, minimum, maximum in (
            ("batch_size", 1, 1024),
            ("epochs", 1, MAX_EPOCHS),
            ("seed", 0, 2**31 - 1),
            ("max_params", 1, MAX_PARAMS),
            ("snapshot_count", 1, 400),
            ("sample", 0, 1_000_000),
        ):
            whole(name, getattr(self, name), minimum=minimum, maximum=maximum)

    def as_dict(self) -> dict[str, Any]:
        """As JSON; `start` as base64."""
        start = None if self.start is None else base64.b64encode(self.start).decode()
        return as_fields(self) | {
            "network": self.network.as_dict(),
            "data": self.data.as_dict(),
            "start": start,
            "changes": [[step, dict(command)] for step, command in self.changes],
        }

    @classmethod
    def from_dict(cls, values: object) -> "TrainConfig":
        """What `as_dict` wrote, checked.

        Raises:
            SettingError: any setting is unknown, missing or without meaning.
        """
        if not isinstance(values, dict):
            raise TrainError("not_a_mapping", owner="run", value=repr(values)[:80])
        read = dict(values)
        if "network" in read:
            read["network"] = Network.from_dict(read["network"])
        if "data" in read:
            read["data"] = DataConfig.from_dict(read["data"])
        if isinstance(read.get("start"), str):
            try:
                read["start"] = base64.b64decode(read["start"], validate=True)
            except binascii.Error:
                raise TrainError("weights_unreadable") from None
        return from_fields(cls, read, owner="run")


# A run that begins with "step" or "epoch" at step 0 waits after its first step or epoch, one that
# begins with "stop" only shows what its first weights know.
_BY_ITSELF = ("learning_rate", "schedule", "step", "epoch", "stop")


def _checked_changes(changes: Any) -> tuple[tuple[int, dict[str, Any]], ...]:
    """Changes in the order of their steps, each a command that changes the training."""
    if not isinstance(changes, list | tuple):
        raise TrainError("not_a_mapping", owner="changes", value=repr(changes)[:80])
    checked = []
    for change in changes:
        if not isinstance(change, list | tuple) or len(change) != 2:
            raise TrainError("not_a_mapping", owner="changes", value=repr(change)[:80])
        step = whole("step", change[0], minimum=0, maximum=10_000_000)
        checked.append((step, checked_command(change[1], _BY_ITSELF)))
    return tuple(sorted(checked, key=lambda pair: pair[0]))
