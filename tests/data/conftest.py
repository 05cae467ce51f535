"""What is kept on disk goes to a folder of the test's own."""

from pathlib import Path

import pytest


@pytest.fixture(autouse=True)
def cache_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("CNN_COURSE_CACHE", str(tmp_path))
    return tmp_path
