"""What the embedded cluster takes of a machine."""

from __future__ import annotations

import os
import subprocess
import sys
from types import SimpleNamespace

import dask.config
import pytest
from dask.utils import parse_timedelta

from cnncore.jobs import settings
from cnncore.jobs.cluster import configure
from cnncore.jobs.settings import EngineSettings
from tests.engine.processes import ROOT

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


def test_a_lost_worker_may_take_its_time_to_come_back():
    configure()
    patience = parse_timedelta(dask.config.get("distributed.deploy.lost-worker-timeout"))
    assert patience > 24 * 3600  # Dask would close its nanny, and nobody would start another


def test_what_a_run_may_take():
    allowed = EngineSettings()
    assert (allowed.max_params, allowed.max_seconds) == (2_000_000, 180.0)
    assert allowed.unwatched_seconds == 60.0


STEPS_BACK = """
import os
from cnncore.jobs import worker_setup
from cnncore.jobs.cluster import configure
configure()
worker_setup._step_back()
print(os.nice(0))
"""


@pytest.mark.skipif(not hasattr(os, "nice"), reason="Windows has classes instead")
def test_workers_step_behind_the_pages():
    environment = {k: v for k, v in os.environ.items() if k != "DASK_CNN_COURSE__NICENESS"}
    done = subprocess.run(
        [sys.executable, "-c", STEPS_BACK],
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    assert int(done.stdout) >= min(19, os.nice(0) + 10)
