"""Data sets over the network: fetched once, kept, and when out of reach said so."""

from pathlib import Path
from typing import Any
from urllib.error import URLError

import numpy as np
import pytest
import sklearn.datasets

from cnncore.data import ON_BOARD, DataConfig, DataUnavailable, list_datasets, load
from cnncore.data import openml as openml_module
from cnncore.data.catalogue import _load

CALLS: list[str] = []


@pytest.fixture(autouse=True)
def small_mnist(monkeypatch: pytest.MonkeyPatch) -> None:
    """openml.org as if it held 60 digits of which the last 20 are for testing."""
    rng = np.random.default_rng(0)
    CALLS.clear()
    _load.cache_clear()

    def fetch(name: str, *, data_home: str, **_: Any) -> dict[str, np.ndarray]:
        CALLS.append(name)
        Path(data_home).mkdir(parents=True, exist_ok=True)
        (Path(data_home) / "part").write_bytes(b"x" * 1000)
        return {
            "data": rng.integers(0, 256, (60, 784)).astype(float),
            "target": np.array([str(i % 10) for i in range(60)], dtype=object),
        }

    monkeypatch.setattr(sklearn.datasets, "fetch_openml", fetch)
    small = openml_module.OpenMLSource(
        "mnist_784", 1, (1, 28, 28), 40, tuple("0123456789"), 15, "constant"
    )
    monkeypatch.setitem(openml_module.SOURCES, "mnist", small)


CONFIG = DataConfig("mnist", train_size=30, test_size=10)


def test_it_is_fetched_once_with_progress_and_then_kept(cache_folder: Path):
    told: list[tuple[str, int, int]] = []
    dataset = load(CONFIG, lambda *progress: told.append(progress))
    assert dataset.x_train.shape == (30, 1, 28, 28)
    assert told[0][0] == "fetch"
    assert told[-1][0] == "done"
    assert all(0 <= arrived <= expected for _, arrived, expected in told)
    assert (cache_folder / "mnist.npz").is_file()
    _load.cache_clear()
    np.testing.assert_array_equal(load(CONFIG).x_train, dataset.x_train)
    assert CALLS == ["mnist_784"]
    assert next(info for info in list_datasets() if info.name == "mnist").is_ready


def test_without_a_network_it_says_so_and_offers_others(monkeypatch: pytest.MonkeyPatch):
    def fetch(*_: Any, **__: Any) -> None:
        raise URLError("no route to host")

    monkeypatch.setattr(sklearn.datasets, "fetch_openml", fetch)
    with pytest.raises(DataUnavailable) as refused:
        load(CONFIG)
    assert refused.value.code == "data_unavailable"
    assert refused.value.values["on_board"] == ON_BOARD


def test_a_damaged_copy_is_fetched_again(cache_folder: Path):
    (cache_folder / "mnist.npz").write_bytes(b"half of a fi")
    assert len(load(CONFIG).y_train) == 30
    assert CALLS == ["mnist_784"]
