"""The whole way over a network, through scikit-learn's own loader: openml.org stands in loopback.

The answers have the shape of openml.org's; only the pictures are few.
"""

from __future__ import annotations

import hashlib
import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import numpy as np
import pytest
from sklearn.datasets import _openml

from cnncore.data import DataConfig, DataUnavailable, list_datasets, load
from cnncore.data import openml as openml_module
from cnncore.data.catalogue import _load

COUNT, PIXELS = 60, 784
CONFIG = DataConfig("mnist", train_size=30, test_size=10)
SOURCE = openml_module.OpenMLSource(
    "mnist_784", 1, (1, 28, 28), 40, tuple("0123456789"), 15, "constant"
)


def pictures() -> np.ndarray:
    return np.random.default_rng(0).integers(0, 256, (COUNT, PIXELS))


def table() -> bytes:
    """The data file: ARFF, as openml.org sends it."""
    head = ["@RELATION mnist_784"]
    head += [f"@ATTRIBUTE pixel{i + 1} real" for i in range(PIXELS)]
    head += ["@ATTRIBUTE class {0,1,2,3,4,5,6,7,8,9}", "@DATA"]
    rows = [",".join(map(str, [*row, i % 10])) for i, row in enumerate(pictures())]
    return "\n".join(head + rows).encode()


def answers(address: str) -> dict[str, bytes]:
    """By the beginning of the path asked for."""
    file = table()
    described = {
        "id": "554",
        "name": "mnist_784",
        "version": "1",
        "description": "",
        "format": "ARFF",
        "url": f"{address}/file/554",
        "file_id": "52667",
        "default_target_attribute": "class",
        "status": "active",
        "md5_checksum": hashlib.md5(file).hexdigest(),
    }
    names = [(f"pixel{i + 1}", "numeric", "false") for i in range(PIXELS)]
    features = [
        {
            "index": str(i),
            "name": name,
            "data_type": kind,
            "is_target": target,
            "is_ignore": "false",
            "is_row_identifier": "false",
            "number_of_missing_values": "0",
            **({"nominal_value": list("0123456789")} if kind == "nominal" else {}),
        }
        for i, (name, kind, target) in enumerate([*names, ("class", "nominal", "true")])
    ]
    found = {"dataset": [{"did": 554, "name": "mnist_784", "version": 1, "status": "active"}]}
    quality = [{"name": "NumberOfInstances", "value": str(COUNT)}]
    return {
        "/list/mnist_784": json.dumps({"data": found}).encode(),
        "/data/554": json.dumps({"data_set_description": described}).encode(),
        "/features/554": json.dumps({"data_features": {"feature": features}}).encode(),
        "/qualities/554": json.dumps({"data_qualities": {"quality": quality}}).encode(),
        "/file/554": file,
    }


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[str]]:
    """The paths that were asked of a server in the place of openml.org."""
    paths: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            body = next((b for p, b in replies.items() if self.path.startswith(p)), None)
            self.send_response(404 if body is None else 200)
            self.end_headers()
            self.wfile.write(body or b"")

        def log_message(self, format: str, *args: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    address = f"http://127.0.0.1:{server.server_port}"
    replies = answers(address)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    monkeypatch.setenv("no_proxy", "127.0.0.1")
    monkeypatch.setattr(_openml, "_SEARCH_NAME", f"{address}/list/{{}}")
    monkeypatch.setattr(_openml, "_DATA_INFO", f"{address}/data/{{}}")
    monkeypatch.setattr(_openml, "_DATA_FEATURES", f"{address}/features/{{}}")
    monkeypatch.setattr(_openml, "_DATA_QUALITIES", f"{address}/qualities/{{}}")
    monkeypatch.setitem(openml_module.SOURCES, "mnist", SOURCE)
    _load.cache_clear()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield paths
    server.shutdown()
    server.server_close()
    _load.cache_clear()


def test_it_comes_over_the_network_once_and_then_from_disk(asked: list[str], cache_folder: Path):
    told: list[tuple[str, int, int]] = []
    dataset = load(CONFIG, lambda *progress: told.append(progress))
    assert any(path.startswith("/file/") for path in asked)
    stages = [stage for stage, *_ in told]
    assert (stages[0], stages[-2:]) == ("fetch", ["read", "done"])
    assert (dataset.x_train.shape, dataset.x_test.shape) == ((30, 1, 28, 28), (10, 1, 28, 28))
    assert (cache_folder / "mnist.npz").is_file()

    seen = len(asked)
    _load.cache_clear()  # as a server that was started again
    again = load(CONFIG)
    assert len(asked) == seen
    np.testing.assert_array_equal(again.x_train, dataset.x_train)
    assert next(info for info in list_datasets() if info.name == "mnist").is_ready


def test_every_pixel_and_label_arrives(asked: list[str]):
    arrived = openml_module.load_openml_pictures("mnist")
    np.testing.assert_array_equal(arrived.pictures.reshape(COUNT, PIXELS), pictures())
    np.testing.assert_array_equal(arrived.labels, np.arange(COUNT) % 10)
    assert asked


@pytest.mark.filterwarnings("ignore:A network error:UserWarning")
def test_what_could_not_be_fetched_can_be_the_next_time(
    asked: list[str], monkeypatch: pytest.MonkeyPatch
):
    whole = _openml._DATA_INFO
    monkeypatch.setattr(_openml, "_DATA_INFO", whole.replace("/data/", "/gone/"))
    with pytest.raises(DataUnavailable):
        load(CONFIG)
    monkeypatch.setattr(_openml, "_DATA_INFO", whole)
    assert len(load(CONFIG).y_train) == 30
