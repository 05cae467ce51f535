from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace

import pytest
import torch

# Tests share their cores with whatever else runs; behind everything they would wait for minutes.
os.environ["DASK_CNN_COURSE__NICENESS"] = "0"

from cnncore.engine import Engine, EngineSettings

# As on the workers: with more threads sums are added up in another order.
torch.set_num_threads(1)

RUNNER = "tests.engine.fake_training:train"
READY_SECONDS = 60


@pytest.fixture(scope="module")
def make_engine() -> Iterator[Callable[..., Engine]]:
    """Start an engine and wait until it is ready; all are closed when their file is through."""
    engines: list[Engine] = []

    def make(**settings) -> Engine:
        engine = Engine(EngineSettings(**{"runner": RUNNER, "workers": 2, **settings}))
        engines.append(engine)
        engine.start()
        wait_for(lambda: engine.state == "ready", READY_SECONDS)
        return engine

    yield make
    for engine in engines:
        engine.close()


@pytest.fixture(scope="module")
def engine(make_engine) -> Engine:
    """One cluster of two workers for all tests of a file, which do not harm it."""
    return make_engine(unwatched_seconds=20.0)


@contextmanager
def allowing(engine: Engine, **limits: float) -> Iterator[None]:
    """Runs that are submitted meanwhile are given these limits."""
    coordinator = engine._coordinator
    before, coordinator.settings = coordinator.settings, replace(coordinator.settings, **limits)
    try:
        yield
    finally:
        coordinator.settings = before


def wait_for(is_true: Callable[[], object], seconds: float = 20) -> None:
    deadline = time.monotonic() + seconds
    while not is_true():
        assert time.monotonic() < deadline, "waited in vain"
        time.sleep(0.02)
