"""Train the runs that judgements are tested on: ``python -m tests.judgement.record [case ...]``.

Only what a judgement may look at is kept: no pictures, no kernels, numbers of four digits.
``runs.json`` is committed; record again when the loop gives other numbers or a case is added.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cnncore.data import DataConfig
from cnncore.data.catalogue import load
from cnncore.network import Network, list_presets, preset
from cnncore.train import TrainConfig, train

FILE = Path(__file__).parent / "runs.json"

CASES: Mapping[str, Mapping[str, Any]] = {
    # Nothing is learned.
    "zeros": {"init": "zero"},
    "zeros_deep": {"init": "zero", "network": "plain8", "epochs": 4},
    "dead_relu": {"learning_rate": 0.3},
    "sigmoid": {"network": "c12k5p2-sigmoid-m2-c24p1-sigmoid-m2-flat-fc64-sigmoid-fc"},
    "crawling": {"learning_rate": 0.0001, "optimizer": "sgd", "epochs": 6},
    # It is learned, then lost, or by jumps.
    "exploding": {"learning_rate": 1.0},
    "unsteady_batch": {"batch_size": "16"},
    "unsteady_rate": {"learning_rate": 0.05},
    "dead_adam": {"optimizer": "adam"},
    # By heart.
    "overfitting": {"train_size": 300, "network": "mlp", "epochs": 50, "learning_rate": 0.01},
    "overfitting_vgg": {"train_size": 300, "epochs": 50},
    # All is well.
    "fine": {},
    "fine_slow": {"learning_rate": 0.002},
    "fine_digits": {"data": "digits"},
    "fine_linear": {"data": "digits", "network": "linear"},
    "fine_bars": {"data": "bars"},
    "fine_adam": {"optimizer": "adam", "learning_rate": 0.001},
    "fine_residual": {"network": "residual8", "epochs": 6},
    "fine_dropout": {"network": "c12k5p2-relu-m2-c24p1-relu-m2-flat-drop0.5-fc"},
    # Too few pictures to say anything.
    "few": {"data": "bars", "train_size": 96, "test_size": 4, "batch_size": "8"},
    "few_wrong": {"train_size": 36, "test_size": 12, "batch_size": "8"},
}
"""What differs from the lab's defaults."""

FOLLOWED: Mapping[str, Mapping[str, Any]] = {
    "zeros": {"init": "default"},
    "zeros_deep": {"init": "default"},
    "dead_relu": {"learning_rate": 0.03},
    "sigmoid": {"network": "c12k5p2-relu-m2-c24p1-relu-m2-flat-fc64-relu-fc"},
    "crawling": {"learning_rate": 0.001},
    "unsteady_batch": {"learning_rate": 0.002},
    "unsteady_rate": {"learning_rate": 0.005},
    "dead_adam": {"learning_rate": 0.002},
}
"""The one thing that the page says to change: these runs are trained too, for their accuracy."""


def config_of(
    *,
    data: str = "shapes",
    train_size: int | None = None,
    test_size: int | None = None,
    network: str = "tiny_vgg",
    batch_size: str = "32",
    **settings: Any,
) -> TrainConfig:
    """A run of the lab; a network by its preset or its text."""
    pictures = DataConfig(data, train_size=train_size, test_size=test_size)
    is_preset = network in list_presets()
    in_shape = load(pictures).in_shape
    stack = preset(network, in_shape) if is_preset else Network.from_text(network)
    settings = {"seed": 7} | settings
    return TrainConfig(stack, pictures, batch_size=int(batch_size), **settings)


def record(config: TrainConfig) -> list[dict[str, Any]]:
    """The events of a run without what only pictures need."""
    wanted = {"started", "test", "snapshot", "finished"}
    events = (event.as_dict() for event in train(config))
    return [_trimmed(event) for event in events if event["type"] in wanted]


def _facts(config: TrainConfig) -> dict[str, Any]:
    """The settings that a judgement asks for."""
    whole = config.as_dict()
    return {name: whole[name] for name in ("network", "init", "learning_rate")}


def _trimmed(event: dict[str, Any]) -> dict[str, Any]:
    dropped = {"kernels", "maps", "sample"}
    kept = {name: _short(value) for name, value in event.items() if name not in dropped}
    if event["type"] == "snapshot" and event["confusion"]:
        # Of the confusion matrix a judgement needs only how often each class is there.
        kept["confusion"] = [[sum(row)] for row in event["confusion"]]
    return kept


def _short(value: Any) -> Any:
    if isinstance(value, float):
        return float(f"{value:.4g}")
    if isinstance(value, list):
        return [_short(item) for item in value]
    if isinstance(value, dict):
        return {name: _short(item) for name, item in value.items()}
    return value


def main(names: list[str]) -> None:
    """Record some cases, or all of them."""
    known = json.loads(FILE.read_text(encoding="utf-8")) if FILE.exists() and names else {}
    for name in names or CASES:
        config = config_of(**CASES[name])
        known[name] = {"config": _facts(config), "events": record(config)}
        if name in FOLLOWED:
            changed = record(config_of(**{**CASES[name], **FOLLOWED[name]}))
            known[name]["followed"] = changed[-1]["test_accuracy"]
        end = known[name]["events"][-1]
        print(name, end["reason"], end["test_accuracy"], known[name].get("followed"), flush=True)
        runs = {each: known[each] for each in CASES if each in known}
        lines = ",\n".join(f'"{n}":{json.dumps(r, separators=(",", ":"))}' for n, r in runs.items())
        FILE.write_text("{\n" + lines + "\n}\n", encoding="utf-8")


if __name__ == "__main__":
    main(sys.argv[1:])
