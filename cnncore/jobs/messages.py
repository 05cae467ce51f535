"""What travels between a worker and the servers: numbered events, and the names they go by.

An event's number is `attempt * ATTEMPT + position`: whoever takes over a run, a new worker or a
restarted server, counts on without asking anybody, and a browser's Last-Event-ID stays true.
"""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from typing import Any

Event = dict[str, Any]
Message = dict[str, Any]

ATTEMPT = 1_000_000
# The number, within an attempt, of the event that says the attempt is lost.
LOST = ATTEMPT - 1
ENDINGS = frozenset({"finished", "failed"})

_PREFIX = "cnn-course"


def topic_of(job_id: str) -> str:
    """Dask's name for the stream of a run's events."""
    return f"{_PREFIX}/{job_id}"


def variable_name(job_id: str, what: str) -> str:
    """Dask's name for what is kept about a run: its `record` or its `state`."""
    return f"{_PREFIX}/{job_id}/{what}"


def task_key(job_id: str, attempt: int) -> str:
    """Dask's name for one attempt at a run."""
    return f"{_PREFIX}-{job_id}.{attempt}"


def attempt_of(key: object, job_id: str) -> int | None:
    """Which attempt at the run `key` names; None when it names something else."""
    if not (isinstance(key, str) and key.startswith(f"{_PREFIX}-{job_id}.")):
        return None
    return int(key.rpartition(".")[2])


def is_task(key: object) -> bool:
    """Whether `key` names an attempt at any run."""
    return isinstance(key, str) and key.startswith(f"{_PREFIX}-")


def message_of(number: int, event: Event) -> Message:
    """The event as it travels: already JSON, because the server only hands it on."""
    message: Message = {"n": number, "type": event["type"], "json": to_json(event)}
    for name in ("step", "seconds_left", "what"):
        if isinstance(event.get(name), int | float | str):
            message[name] = event[name]
    return message


def to_json(event: Event) -> str:
    """JSON as browsers read it: a number that is not finite becomes null."""
    try:
        return json.dumps(event, allow_nan=False, separators=(",", ":"), ensure_ascii=False)
    except (TypeError, ValueError):
        return json.dumps(_plain(event), separators=(",", ":"), ensure_ascii=False)


def _plain(value: Any) -> Any:
    if hasattr(value, "tolist"):  # a NumPy array or number, a tensor
        value = value.tolist()
    if isinstance(value, float):
        return value if math.isfinite(value) else None
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_plain(item) for item in value]
    return value
