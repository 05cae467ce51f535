"""What a worker does before its first run: `dask worker --preload cnncore.jobs.worker_setup`."""

from __future__ import annotations

import gc
import importlib
import logging

import dask.config
import psutil
import torch
from distributed import Worker

_IMPORTS = ("cnncore.jobs.worker", "cnncore.jobs.training", "cnncore.train")

log = logging.getLogger("cnn_course.engine")


def dask_setup(worker: Worker) -> None:
    """Import what a run needs and step behind the pages. Dask calls this in a starting worker."""
    _step_back()
    torch.set_num_threads(1)
    for module in _IMPORTS:
        try:
            importlib.import_module(module)
        except ModuleNotFoundError as missing:
            log.warning("%s: not there: %s", worker.address, missing.name)
    _first_step()
    gc.collect()
    gc.freeze()


def _step_back() -> None:
    process = psutil.Process()
    niceness = dask.config.get("cnn-course.niceness", 0)
    lower = getattr(psutil, "BELOW_NORMAL_PRIORITY_CLASS", niceness)  # a constant on Windows only
    try:
        process.nice(lower)
    except psutil.Error:
        log.warning("the worker keeps its priority")


def _first_step() -> None:
    """The first step of a process takes a second more than the others: take it now.

    torch imports its compiler when the first optimizer is made.
    """
    layer = torch.nn.Conv2d(1, 4, 3)
    optimizer = torch.optim.SGD(layer.parameters(), lr=0.1)
    layer(torch.zeros(2, 1, 8, 8)).sum().backward()
    optimizer.step()
