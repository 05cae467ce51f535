"""Every data set by name: what it is, and how a `DataConfig` becomes a `Dataset`."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np

from cnncore.data.bars import BAR_CLASSES, draw_bars
from cnncore.data.config import NAMES, ON_BOARD, Augment, DataConfig
from cnncore.data.dataset import Dataset, Pictures
from cnncore.data.digits import load_digit_pictures
from cnncore.data.errors import DataError
from cnncore.data.openml import Progress, is_cached, load_openml_pictures
from cnncore.data.preparation import (
    channel_statistics,
    shift_pictures,
    shuffle_pixels,
    split_indices,
    standardize,
)
from cnncore.data.shapes import SHAPE_CLASSES, draw_shapes
from cnncore.data.stratified import stratified_indices
from cnncore.data.uploads import load_upload_pictures


@dataclass(frozen=True, slots=True)
class DatasetInfo:
    """What a page needs to offer a data set.

    Attributes:
        name: for `DataConfig.name`.
        in_shape: (channels, height, width); None: decided by the upload.
        num_classes: likewise.
        train_size: pictures to learn from unless a config says otherwise; likewise `test_size`.
        test_size: see `train_size`.
        is_on_board: needs no network.
    """

    name: str
    in_shape: tuple[int, int, int] | None
    num_classes: int | None
    train_size: int | None
    test_size: int | None
    is_on_board: bool

    @property
    def is_ready(self) -> bool:
        """Whether it can be used at once, without fetching."""
        return self.is_on_board or (self.name != "upload" and is_cached(self.name))


_TABLE: dict[str, tuple[tuple[int, int, int] | None, int | None, int | None, int | None]] = {
    "digits": ((1, 8, 8), 10, 1437, 360),
    "shapes": ((3, 32, 32), 6, 2400, 600),
    "bars": ((1, 28, 28), 8, 1600, 400),
    "mnist": ((1, 28, 28), 10, 6000, 1000),
    "fashion_mnist": ((1, 28, 28), 10, 6000, 1000),
    "cifar10": ((3, 32, 32), 10, 6000, 1000),
    "upload": ((3, 32, 32), None, None, None),
}
INFOS = {name: DatasetInfo(name, *_TABLE[name], name in ON_BOARD) for name in NAMES}
UPLOAD_TEST_SHARE = 0.2


def list_datasets() -> tuple[DatasetInfo, ...]:
    """All data sets, those on board first."""
    return tuple(INFOS.values())


def load(config: DataConfig, progress: Progress | None = None) -> Dataset:
    """The pictures a config asks for. The same config always gives the same ones.

    Args:
        config: what to load; `augment` plays no part, it happens during training.
        progress: told how far fetching is; see `cnncore.data.openml.Progress`.

    Returns:
        The data set; its arrays are shared between callers and cannot be written to.

    Raises:
        DataUnavailable: it has to be fetched and cannot be.
        DataError: `not_enough_pictures`, `not_enough_to_test`, `upload_unknown`, `shift_too_large`.
    """
    config = replace(config, augment=Augment())
    if progress is not None and not INFOS[config.name].is_on_board and config.name != "upload":
        load_openml_pictures(config.name, progress)  # fills the cache and reports
    return _load(config)


@lru_cache(maxsize=4)
def _load(config: DataConfig) -> Dataset:
    train_size, test_size = sizes(config)
    source = _SOURCES.get(config.name, _openml)(config, train_size + test_size)
    train_size, test_size = _checked_sizes(config, source, train_size, test_size)
    if config.name == "upload":
        train, test = stratified_indices(source.labels, train_size, test_size, config.seed)
    else:
        train, test = split_indices(
            len(source.labels), source.boundary, train_size, test_size, config.seed
        )
    return _prepared(config, source, train, test)


def sizes(config: DataConfig) -> tuple[int, int]:
    """Pictures to learn from and to test with, before looking whether there are as many.

    For an upload nobody asked a size of: 0, meaning four fifths and one fifth of what there is.
    """
    info = INFOS[config.name]
    return config.train_size or info.train_size or 0, config.test_size or info.test_size or 0


def _checked_sizes(
    config: DataConfig, source: Pictures, train_size: int, test_size: int
) -> tuple[int, int]:
    count = len(source.labels)
    # Of an upload every class is tested, however few pictures there are.
    test_size = test_size or max(len(source.class_ids), round(UPLOAD_TEST_SHARE * count))
    available_test = count if source.boundary is None else count - source.boundary
    available = count - test_size if source.boundary is None else source.boundary
    train_size = train_size or available
    for code, wanted, limit in (
        ("not_enough_to_test", test_size, available_test - 1),
        ("not_enough_pictures", train_size, available),
    ):
        if wanted > limit:
            raise DataError(code, name=config.name, wanted=wanted, maximum=max(limit, 0))
    return train_size, test_size


def _prepared(config: DataConfig, source: Pictures, train: np.ndarray, test: np.ndarray) -> Dataset:
    """The bytes a run sees, after shuffling cells and shifting, and their standardised arrays."""
    side = min(source.pictures.shape[1:3])
    if config.test_shift >= side:
        raise DataError(
            "shift_too_large",
            field="test_shift",
            value=config.test_shift,
            size=side,
            maximum=side - 1,
        )
    train_pictures, test_pictures = source.pictures[train], source.pictures[test]
    test_pictures = shift_pictures(test_pictures, config.test_shift, source.fill, config.seed)
    if config.pixel_shuffle:
        train_pictures = shuffle_pixels(train_pictures, config.seed)
        test_pictures = shuffle_pixels(test_pictures, config.seed)
    mean, std = channel_statistics(train_pictures)
    dataset = Dataset(
        x_train=standardize(train_pictures, mean, std),
        y_train=source.labels[train],
        x_test=standardize(test_pictures, mean, std),
        y_test=source.labels[test],
        train_pictures=train_pictures,
        test_pictures=test_pictures,
        class_ids=source.class_ids,
        mean=mean,
        std=std,
        note=source.note,
    )
    for array in (dataset.x_train, dataset.y_train, dataset.x_test, dataset.y_test):
        array.flags.writeable = False
    return dataset


def _shapes(config: DataConfig, count: int) -> Pictures:
    pictures, labels = draw_shapes(count, config.difficulty, config.seed)
    return Pictures(pictures, labels, SHAPE_CLASSES, note="shapes")


def _bars(config: DataConfig, count: int) -> Pictures:
    pictures, labels = draw_bars(count, config.difficulty, config.seed)
    return Pictures(pictures, labels, BAR_CLASSES, note="bars")


def _openml(config: DataConfig, count: int) -> Pictures:
    del count  # all are fetched
    return load_openml_pictures(config.name)


_SOURCES: dict[str, Callable[[DataConfig, int], Pictures]] = {
    "digits": lambda config, count: load_digit_pictures(),
    "shapes": _shapes,
    "bars": _bars,
    "upload": lambda config, count: load_upload_pictures(config.upload or ""),
}
