"""From pictures as bytes to the arrays a network learns from. NumPy only, seeded.

Needs nothing but NumPy: a script taken away from the lab holds this file as it is.
"""

import numpy as np


def split_indices(
    count: int, boundary: int | None, train_size: int, test_size: int, seed: int
) -> tuple[np.ndarray, np.ndarray]:
    """Which pictures to learn from and which to test with: random, and never the same one.

    Args:
        count: pictures there are.
        boundary: where the publisher's own test pictures begin; None: all are mixed.
        train_size: pictures to learn from.
        test_size: pictures to test with.
        seed: same seed, same split.
    """
    rng = np.random.default_rng([seed, 1])
    if boundary is None:
        order = rng.permutation(count)
        return order[test_size : test_size + train_size], order[:test_size]
    train = rng.permutation(boundary)[:train_size]
    return train, boundary + rng.permutation(count - boundary)[:test_size]


def shuffle_pixels(pictures: np.ndarray, seed: int) -> np.ndarray:
    """The cells of every picture (N, H, W, C) in one random new order, the same for all."""
    n, h, w, c = pictures.shape
    order = np.random.default_rng([seed, 2]).permutation(h * w)
    return pictures.reshape(n, h * w, c)[:, order].reshape(n, h, w, c)


def shift_pictures(pictures: np.ndarray, distance: int, fill: str, seed: int) -> np.ndarray:
    """Every picture (N, H, W, C) moved by `distance` cells in one of eight directions.

    Args:
        pictures: bytes.
        distance: cells, in each of the directions that a picture is moved in.
        fill: what appears at the border: "edge" repeats it, "constant" is black.
        seed: of the directions.
    """
    if distance == 0:
        return pictures
    directions = np.array([(v, h) for v in (-1, 0, 1) for h in (-1, 0, 1) if (v, h) != (0, 0)])
    chosen = np.random.default_rng([seed, 3]).integers(8, size=len(pictures))
    height, width = pictures.shape[1:3]
    margin = np.array([[0, 0], [distance, distance], [distance, distance], [0, 0]])
    padded = np.pad(pictures, margin, mode="edge" if fill == "edge" else "constant")
    moved = np.empty_like(pictures)
    for direction, (vertical, horizontal) in enumerate(directions):
        mine = chosen == direction
        top, left = distance - vertical * distance, distance - horizontal * distance
        moved[mine] = padded[mine, top : top + height, left : left + width]
    return moved


def channel_statistics(pictures: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Mean and standard deviation of each channel (C,) of pictures (N, H, W, C), in 0 to 1."""
    n, h, w, c = pictures.shape
    cells = pictures.reshape(n * h * w, c)
    counts = np.stack([np.bincount(cells[:, channel], minlength=256) for channel in range(c)])
    values = np.arange(256) / 255  # exact and quick: bytes have only 256 values
    mean = counts @ values / len(cells)
    variance = counts @ values**2 / len(cells) - mean**2
    return mean, np.sqrt(np.maximum(variance, 1e-6))


def standardize(pictures: np.ndarray, mean: np.ndarray, std: np.ndarray) -> np.ndarray:
    """Bytes (N, H, W, C) to float32 (N, C, H, W) with mean 0 and deviation 1 per channel."""
    scale = (1 / (255 * std)).astype(np.float32)
    offset = (mean / std).astype(np.float32)
    x = pictures.astype(np.float32) * scale - offset
    return np.ascontiguousarray(x.transpose(0, 3, 1, 2))
