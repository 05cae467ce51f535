"""MNIST, Fashion-MNIST and CIFAR-10 through scikit-learn's OpenML loader, kept on disk.

The first call fetches (minutes) and writes one compressed array; later calls read that (a second).
"""

import logging
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from cnncore.data.config import ON_BOARD
from cnncore.data.dataset import Pictures
from cnncore.data.errors import DataUnavailable
from cnncore.data.storage import cache_folder, write_atomically

LOG = logging.getLogger(__name__)

Progress = Callable[[str, int, int], None]
"""Called with a stage ("fetch", "read", "done"), bytes that arrived, and bytes expected."""


@dataclass(frozen=True, slots=True)
class OpenMLSource:
    """A data set on openml.org.

    Attributes:
        openml_name: its name there; `version` likewise.
        version: see `openml_name`.
        shape: (channels, height, width) of the rows, which are flat and channel after channel.
        boundary: where the publisher's own test pictures begin.
        class_ids: of the labels "0", "1", ...
        megabytes: to expect over the network, about.
        fill: what lies beyond the border of a picture.
    """

    openml_name: str
    version: int
    shape: tuple[int, int, int]
    boundary: int
    class_ids: tuple[str, ...]
    megabytes: int
    fill: str


SOURCES = {
    "mnist": OpenMLSource(
        *("mnist_784", 1, (1, 28, 28), 60_000, tuple(map(str, range(10))), 15, "constant")
    ),
    "fashion_mnist": OpenMLSource(
        openml_name="Fashion-MNIST",
        version=1,
        shape=(1, 28, 28),
        boundary=60_000,
        class_ids=(
            *("t_shirt", "trouser", "pullover", "dress", "coat"),
            *("sandal", "shirt", "sneaker", "bag", "ankle_boot"),
        ),
        megabytes=40,
        fill="constant",
    ),
    "cifar10": OpenMLSource(
        openml_name="CIFAR_10",
        version=1,
        shape=(3, 32, 32),
        boundary=50_000,
        class_ids=(
            *("airplane", "automobile", "bird", "cat", "deer"),
            *("dog", "frog", "horse", "ship", "truck"),
        ),
        megabytes=650,
        fill="edge",
    ),
}


def is_cached(name: str) -> bool:
    """Whether the data set is on disk already."""
    return _file(name).is_file()


def load_openml_pictures(name: str, progress: Progress | None = None) -> Pictures:
    """All pictures of a data set, from disk or else from openml.org.

    Args:
        name: a key of `SOURCES`.
        progress: told twice a second how far it is.

    Raises:
        DataUnavailable: it is not on disk and cannot be fetched.
    """
    source = SOURCES[name]
    cached = _read(_file(name))
    if cached is None:
        cached = _fetch(name, source, progress or (lambda *_: None))
        _write(_file(name), *cached)
    pictures, labels = cached
    return Pictures(pictures, labels, source.class_ids, source.boundary, source.fill, name)


def _fetch(name: str, source: OpenMLSource, progress: Progress) -> tuple[np.ndarray, np.ndarray]:
    from sklearn.datasets import fetch_openml

    folder = cache_folder() / "openml"
    expected = source.megabytes * 1_000_000
    try:
        with _watched(folder, expected, progress):
            bunch: Any = fetch_openml(
                source.openml_name,
                version=source.version,
                data_home=str(folder),
                as_frame=False,
                parser="pandas",
                # Plain numbers, labels too. As categories, which the file calls them, pandas 3
                # makes them integers, and scikit-learn 1.9 cannot take those.
                read_csv_kwargs={"dtype": "float32"},
                n_retries=1,
                delay=0.5,
            )
    except Exception as error:  # urllib, sklearn, a full disk: whatever it is, it is not here
        LOG.warning("%s cannot be fetched: %s", name, error)
        raise DataUnavailable(
            "data_unavailable", name=name, reason=type(error).__name__, on_board=ON_BOARD
        ) from error
    progress("read", expected, expected)
    flat = np.asarray(bunch["data"])
    channels, height, width = source.shape
    if flat.ndim != 2 or flat.shape[1] != channels * height * width:
        raise DataUnavailable(
            "data_unavailable", name=name, reason="another shape", on_board=ON_BOARD
        )
    pictures = flat.astype(np.uint8).reshape(-1, channels, height, width).transpose(0, 2, 3, 1)
    labels = np.asarray(bunch["target"]).astype(np.int64)
    progress("done", expected, expected)
    return np.ascontiguousarray(pictures), labels


@contextmanager
def _watched(folder: Path, expected: int, progress: Progress) -> Iterator[None]:
    """Report how much has arrived: scikit-learn does not say, but its files grow."""
    over = threading.Event()

    def watch() -> None:
        before = _bytes_in(folder)
        while not over.wait(0.5):
            arrived = max(0, _bytes_in(folder) - before)
            progress("fetch", min(arrived, expected), expected)

    progress("fetch", 0, expected)
    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield
    finally:
        over.set()
        watcher.join()


def _bytes_in(folder: Path) -> int:
    total = 0
    for path in folder.rglob("*"):
        try:
            total += path.stat().st_size if path.is_file() else 0
        except OSError:  # a temporary file that is gone already
            continue
    return total


def _file(name: str) -> Path:
    return cache_folder() / f"{name}.npz"


def _read(path: Path) -> tuple[np.ndarray, np.ndarray] | None:
    try:
        with np.load(path, allow_pickle=False) as stored:
            return stored["pictures"], stored["labels"]
    except (OSError, ValueError, KeyError):  # not there, or damaged: fetch it again
        return None


def _write(path: Path, pictures: np.ndarray, labels: np.ndarray) -> None:
    try:
        write_atomically(
            path, lambda file: np.savez_compressed(file, pictures=pictures, labels=labels)
        )
    except OSError as error:  # the run goes on without a cache
        LOG.warning("%s cannot be written: %s", path.name, error)
