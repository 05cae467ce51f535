"""The Dask cluster: embedded in this process, or an existing one."""

from __future__ import annotations

import logging
from pathlib import Path

import dask.config
import yaml
from distributed import Client, LocalCluster

from cnncore.jobs.settings import EngineSettings

WORKER_SETUP = "cnncore.jobs.worker_setup"
_CONNECT_SECONDS = 3.0

log = logging.getLogger("cnn_course.engine")


def configure() -> None:
    """Apply `dask.yaml` to this process and to the workers it starts; the environment wins."""
    text = Path(__file__).with_name("dask.yaml").read_text(encoding="utf-8")
    dask.config.update(dask.config.config, yaml.safe_load(text), priority="new")
    dask.config.update(dask.config.config, dask.config.collect_env(), priority="new")


async def open_cluster(settings: EngineSettings) -> LocalCluster | None:
    """Start worker processes on this machine; None when the settings name another cluster."""
    if settings.scheduler_address is not None:
        return None
    return await LocalCluster(
        n_workers=settings.workers,
        threads_per_worker=1,
        processes=True,
        host="127.0.0.1",
        memory_limit=settings.memory_limit,
        # No dashboard. The scheduler's bare HTTP server would take Dask's usual port otherwise.
        scheduler_kwargs={"dashboard": False},
        dashboard_address="127.0.0.1:0",
        preload=[WORKER_SETUP],
        asynchronous=True,
    )


async def connect(settings: EngineSettings, cluster: LocalCluster | None) -> Client:
    """A client of the cluster; OSError when nothing answers there."""
    return await Client(
        settings.scheduler_address if cluster is None else cluster,
        asynchronous=True,
        timeout=_CONNECT_SECONDS,
        set_as_default=False,
    )
