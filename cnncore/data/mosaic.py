"""Sample pictures at a glance, as one array."""

import numpy as np

from cnncore.data.dataset import Dataset


def mosaic(
    pictures: np.ndarray, columns: int, *, gap: int = 1, background: int = 255
) -> np.ndarray:
    """Pictures (N, H, W, C) row by row in one array, bytes (rows * (H + gap) - gap, ..., C).

    Args:
        pictures: bytes.
        columns: pictures in a row.
        gap: cells between two pictures.
        background: byte of the gaps and of missing pictures.
    """
    count, height, width, channels = pictures.shape
    rows = max(1, -(-count // columns))
    shape = (rows * (height + gap) - gap, columns * (width + gap) - gap, channels)
    canvas = np.full(shape, background, np.uint8)
    for index, picture in enumerate(pictures):
        row, column = divmod(index, columns)
        top, left = row * (height + gap), column * (width + gap)
        canvas[top : top + height, left : left + width] = picture
    return canvas


def class_samples(dataset: Dataset, per_class: int = 6) -> dict[str, np.ndarray]:
    """The first few training pictures of each class, bytes (<= per_class, H, W, C)."""
    return {
        class_id: dataset.train_pictures[np.flatnonzero(dataset.y_train == index)[:per_class]]
        for index, class_id in enumerate(dataset.class_ids)
    }


def class_mosaics(dataset: Dataset, per_class: int = 6, columns: int = 3) -> dict[str, np.ndarray]:
    """A mosaic of each class, for the data strip of the lab."""
    samples = class_samples(dataset, per_class)
    return {class_id: mosaic(pictures, columns) for class_id, pictures in samples.items()}
