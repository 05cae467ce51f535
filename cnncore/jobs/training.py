"""The seam to `cnncore.train`: settings as a dict go in, events as dicts come out."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

import dask.config

from cnncore.data.uploads import read_upload, write_upload
from cnncore.jobs.messages import Event


def luggage(config: Mapping[str, Any]) -> dict[str, bytes]:
    """What a run needs that only this machine has: the learner's own pictures, by their id.

    Raises:
        DataError: `upload_unknown`.
    """
    upload = (config.get("data") or {}).get("upload")
    return {upload: read_upload(upload)} if upload else {}


def unpack(packed: Mapping[str, bytes]) -> None:
    """Keep here what `luggage` packed on another machine."""
    for upload, stored in packed.items():
        write_upload(upload, stored)


def run(config: dict[str, Any], control: Any, resume: bytes | None) -> Iterator[Event]:
    """Train as `config` says, where this worker's `cnn-course.device` says.

    Args:
        config: `TrainConfig.as_dict()`.
        control: has `poll`, `wait`, `save` and `keep`.
        resume: the state that `control.save` was given, to go on from there.
    """
    from cnncore.train import TrainConfig, train

    device = dask.config.get("cnn-course.device", "cpu")
    for event in train(TrainConfig.from_dict(config), control, resume=resume, device=device):
        yield event if isinstance(event, dict) else event.as_dict()
