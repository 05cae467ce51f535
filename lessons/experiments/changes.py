"""The run that each verdict sends on to: one of the experiment's, with one thing changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from cnncore.data.config import Augment, DataConfig
from cnncore.network import Network

if TYPE_CHECKING:
    from cnncore.train import TrainConfig

Change = Callable[["TrainConfig"], "TrainConfig"]


@dataclass(frozen=True, slots=True)
class ChangedRun:
    """One more run.

    Attributes:
        arm: Which run of the experiment it starts from.
        change: What becomes of its settings.
    """

    arm: str
    change: Change


def _set(**settings: object) -> Change:
    return lambda config: replace(config, **settings)


def _with_data(**settings: object) -> Change:
    return lambda config: replace(config, data=replace(config.data, **settings))


def _with_network(pattern: str, replacement: str | Callable[[re.Match[str]], str]) -> Change:
    """Every part of the network's text that matches becomes the replacement."""

    def change(config: TrainConfig) -> TrainConfig:
        text = re.sub(pattern, replacement, config.network.as_text())
        return replace(config, network=Network.from_text(text))

    return change


def _more_pictures(config: TrainConfig) -> TrainConfig:
    """So many pictures that 7 epochs have about as many steps as 50 had."""
    return replace(config, epochs=7, data=replace(config.data, train_size=3000))


CHANGED_RUNS: dict[str, ChangedRun] = {
    "activations": ChangedRun("relu", _set(init="he")),
    "dropout": ChangedRun("none", _more_pictures),
    "depth": ChangedRun("plain32", _with_network(r"(plain\d+(?:s2)?)n\b", r"\1")),
    "kernel_size": ChangedRun("two_3x3", _set(learning_rate=0.01)),
    "separable": ChangedRun(
        "separable", _with_network(r"dw(\d+)", lambda found: f"dw{2 * int(found[1])}")
    ),
    "batch_norm": ChangedRun("with_0.1", _set(batch_size=4)),
    "pooling": ChangedRun("max", _with_data(test_shift=2)),
    "broken": ChangedRun("sound", _set(init="he")),
    "pixel_shuffle": ChangedRun("cnn_shuffled", _with_data(name="digits", difficulty="medium")),
    "ensemble": ChangedRun("member_1", _with_data(seed=2)),
    "step_decay": ChangedRun("step", _set(schedule="cosine")),
    "grow": ChangedRun("deep_from_scratch", _with_network(r"c16p1-relu", "c16p1-bn-relu")),
    "shifted": ChangedRun("mlp_shift_1", _with_data(augment=Augment(shift=1))),
    "augmentation": ChangedRun(
        "augmented", _set(data=DataConfig("digits", augment=Augment(flip=True)))
    ),
}
"""By experiment: what its text ``next`` asks about."""


def changed_run(experiment_id: str, arms: Mapping[str, TrainConfig]) -> TrainConfig:
    """The settings of that run, with the seed that the experiment's runs had."""
    changed = CHANGED_RUNS[experiment_id]
    return changed.change(arms[changed.arm])


def lab_address(config: TrainConfig) -> dict[str, str]:
    """The query parameters that set the lab to a run; how often it is tested is not among them."""
    data, augment = config.data, config.data.augment.as_dict()
    amounts = {kind: amount for kind, amount in augment.items() if amount}
    return {
        "network": config.network.as_text(),
        "optimizer": config.optimizer,
        "learning_rate": f"{config.learning_rate:.6g}",
        "schedule": config.schedule,
        "batch_size": str(config.batch_size),
        "epochs": str(config.epochs),
        "weight_decay": f"{config.weight_decay:.6g}",
        "label_smoothing": f"{config.label_smoothing:.6g}",
        "init": config.init,
        "seed": str(config.seed),
        "shuffle": str(int(config.shuffle)),
        "data": data.name,
        "difficulty": data.difficulty,
        "data_seed": str(data.seed),
        "train_size": "all" if data.train_size is None else str(data.train_size),
        "pixel_shuffle": str(int(data.pixel_shuffle)),
        "test_shift": str(data.test_shift),
        "augment": "_".join(f"{kind}{float(amount):g}" for kind, amount in amounts.items()),
    }
