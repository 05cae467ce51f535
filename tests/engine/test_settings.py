"""What the embedded cluster takes of a machine."""

from __future__ import annotations

from types import SimpleNamespace

import pytest

from cnncore.jobs import settings
from cnncore.jobs.settings import EngineSettings

GIB = 1 << 30


@pytest.mark.parametrize(
    ("cores", "memory", "workers", "limit"),
    [
        (2, 24, 2, 2.0),  # plenty: as many as cores, and no more than 2 GiB each
        (8, 16, 8, 1.2),
        (8, 8, 4, 1.2),  # a worker needs 1 GiB: eight would not fit
        (4, 1, 1, 1.0),  # it may be tight, but one has to be
    ],
)
def test_workers_fit_into_the_machine(
    monkeypatch: pytest.MonkeyPatch, cores: int, memory: int, workers: int, limit: float
):
    monkeypatch.setattr(settings, "cores", lambda: cores)
    total = SimpleNamespace(total=memory * GIB)
    monkeypatch.setattr(settings.psutil, "virtual_memory", lambda: total)
    found = EngineSettings()
    assert found.workers == workers
    assert found.memory_limit / GIB == pytest.approx(limit, rel=0.01)
    assert found.scheduler_address is None


@pytest.mark.parametrize(
    ("given", "address"),
    [("", None), ("tcp://there:8786", "tcp://there:8786"), ("there:8786", "tcp://there:8786")],
)
def test_the_cluster_that_the_environment_names(given: str, address: str | None):
    named = EngineSettings.from_environment({"DASK_SCHEDULER_ADDRESS": given})
    assert named.scheduler_address == address
