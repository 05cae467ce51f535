"""A scheduler and workers of their own, brought up as README says, with disks of their own."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from cnncore.data import DataConfig, DataError, store
from cnncore.network import Network
from cnncore.train import TrainConfig
from tests.engine.processes import (
    HOST,
    ROOT,
    SCHEDULER,
    WORKER,
    free_port,
    scheduler,
    server,
    submit,
    workers,
)
from tests.engine.watching import numbered, stream


def test_readme_names_the_commands_that_are_tested():
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    for command in (SCHEDULER, WORKER):
        filled = command.format(host=HOST, port=8786, workers=2)
        assert f"    DASK_CONFIG=cnncore/jobs python -m {filled}\n" in readme


def own_pictures(folder: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    """Pictures of two colours, kept in a folder as the lab keeps an upload."""
    monkeypatch.setenv("CNN_COURSE_CACHE", str(folder))
    rng = np.random.default_rng(0)
    colours = {"red": (200, 30, 30), "blue": (30, 30, 200)}
    noisy = {
        name: [
            np.clip(rng.normal(colour, 20, (32, 32, 3)), 0, 255).astype(np.uint8) for _ in range(20)
        ]
        for name, colour in colours.items()
    }
    return store(noisy)


def test_the_learners_own_pictures_travel_to_a_worker_elsewhere(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    here, there = tmp_path / "server", tmp_path / "worker"
    upload = own_pictures(here, monkeypatch)
    data = DataConfig("upload", upload=upload)
    config = TrainConfig(Network.from_text("c4k3-relu-flat-fc"), data, epochs=4, batch_size=8)
    port, runner = free_port(), {"TEST_RUNNER": "cnncore.jobs.training:run"}
    with (
        scheduler(port),
        workers(port, 1, CNN_COURSE_CACHE=str(there)),
        server(port, CNN_COURSE_CACHE=str(here), **runner) as (client, _),
    ):
        job_id = submit(client, "a", **config.as_dict())
        seen = [event for _, event in numbered(stream(client, f"/live/{job_id}"))]
        assert (seen[0]["type"], seen[0].get("classes")) == ("started", ["blue", "red"])
        assert seen[-1]["reason"] == "done"
        assert (there / "uploads" / f"{upload}.npz").is_file()


def test_pictures_that_are_gone_are_refused_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    from cnncore.jobs.training import luggage

    monkeypatch.setenv("CNN_COURSE_CACHE", str(tmp_path))
    with pytest.raises(DataError) as refused:
        luggage({"data": {"name": "upload", "upload": "0" * 32}})
    assert refused.value.code == "upload_unknown"
    assert luggage({"data": {"name": "digits", "upload": None}}) == luggage({}) == {}
