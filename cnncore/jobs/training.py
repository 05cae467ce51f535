"""The seam to `cnncore.train`: settings as a dict go in, events as dicts come out."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from cnncore.jobs.messages import Event


def run(config: dict[str, Any], control: Any, resume: bytes | None) -> Iterator[Event]:
    """Train as `config` says.

    Args:
        config: `TrainConfig.as_dict()`.
        control: has `poll`, `wait`, `save` and `keep`.
        resume: the state that `control.save` was given, to go on from there.
    """
    from cnncore.train import TrainConfig, train

    for event in train(TrainConfig.from_dict(config), control, resume=resume):
        yield event if isinstance(event, dict) else event.as_dict()
