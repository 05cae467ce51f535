"""Runs are tested with one thread, as they are run."""

from pathlib import Path

import pytest
import torch


@pytest.fixture(autouse=True)
def one_thread(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CNN_COURSE_CACHE", str(tmp_path))
    torch.set_num_threads(1)
