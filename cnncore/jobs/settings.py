"""How an engine is set up, and what it allows."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field

import psutil

# Of the machine's memory, the share that all training workers may use together.
_MEMORY_SHARE = 0.6
_MOST_MEMORY = 2 << 30
# A worker with torch takes half of this before its first run, and with less Dask kills it for that.
_LEAST_MEMORY = 1 << 30


def _memory() -> float:
    return _MEMORY_SHARE * psutil.virtual_memory().total


def _workers() -> int:
    """One per core; fewer where memory is short."""
    return max(1, min(cores(), int(_memory() / _LEAST_MEMORY)))


def _memory_limit() -> int:
    return int(min(_MOST_MEMORY, max(_LEAST_MEMORY, _memory() / _workers())))


def cores() -> int:
    """How many processor cores this process may use."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:  # not on macOS or Windows
        return os.cpu_count() or 1


@dataclass(frozen=True, slots=True)
class EngineSettings:
    """Where training runs, and the limits that keep it fair.

    Attributes:
        scheduler_address: an existing Dask scheduler (``tcp://...``); None starts a cluster here.
        workers: processes of the embedded cluster.
        memory_limit: bytes a worker of the embedded cluster may use.
        runner: ``module:function`` called on a worker with (config, control, resume).
        max_seconds: longest training time of a run.
        max_params: most parameters of a network.
        wall_seconds: longest time a run may hold a worker, pauses included.
        paused_seconds: longest pause; a paused run holds a worker that others wait for.
        unwatched_seconds: a run stops when nobody has watched it for so long.
        waiting_per_session: most runs a session may have waiting.
        waiting_total: most runs that may wait.
        attempts: how often a run is started in all when its workers are lost.
        keep_seconds: how long the events of an ended run are kept.
        keep_bytes: how many bytes of events of ended runs are kept, over all runs.
        history_bytes: how many bytes of events one run may keep.
        copy_seconds: how often a server copies the saved states of its runs from the scheduler.
        max_copy_bytes: largest saved state that is copied again and again.
        max_config_bytes: largest settings, weights to begin from included.
    """

    scheduler_address: str | None = None
    workers: int = field(default_factory=_workers)
    memory_limit: int = field(default_factory=_memory_limit)
    runner: str = "cnncore.jobs.training:run"
    max_seconds: float = 180.0
    max_params: int = 2_000_000
    wall_seconds: float = 900.0
    paused_seconds: float = 120.0
    unwatched_seconds: float = 60.0
    waiting_per_session: int = 8
    waiting_total: int = 200
    attempts: int = 3
    keep_seconds: float = 1800.0
    keep_bytes: int = 256 << 20
    history_bytes: int = 8 << 20
    copy_seconds: float = 10.0
    max_copy_bytes: int = 8 << 20
    max_config_bytes: int = 24 << 20

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> EngineSettings:
        """The embedded cluster, or the one that ``DASK_SCHEDULER_ADDRESS`` names."""
        address = environment.get("DASK_SCHEDULER_ADDRESS") or None
        if address is not None and "://" not in address:
            address = f"tcp://{address}"
        return cls(scheduler_address=address)
