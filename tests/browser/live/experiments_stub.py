"""Small experiments in place of the course's: importing this puts them where pages look."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from types import ModuleType

from cnncore.data.config import DataConfig
from cnncore.network import Activation, Conv, Flatten, Linear, Network, Pool
from cnncore.train.config import TrainConfig


@dataclass(frozen=True)
class Experiment:
    arms: dict[str, TrainConfig]


def five_convolutions(kind: str) -> TrainConfig:
    block = (Conv(8, 3, padding=1), Activation(kind))
    blocks = (*block * 5, Pool("max", 2), Flatten(), Linear(0))
    return TrainConfig(
        Network(blocks), DataConfig("digits"), learning_rate=0.05, epochs=5, evaluate_every=8
    )


EXPERIMENTS = {
    "activations": Experiment(
        {kind: five_convolutions(kind) for kind in ("relu", "tanh", "sigmoid")}
    )
}

module = ModuleType("cnncore.train.experiments")
module.EXPERIMENTS = EXPERIMENTS  # type: ignore[attr-defined]
sys.modules["cnncore.train.experiments"] = module
