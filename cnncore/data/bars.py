"""Oriented bars and edges: what a first-layer kernel should find. NumPy only, seeded.

Eight classes: a bar, or an edge between two greys, at 0, 45, 90 or 135 degrees (0 is horizontal,
counted counter-clockwise). Bars may be dark or light, edges may rise or fall: only the direction
and the kind decide.

Needs nothing but NumPy: a script taken away from the lab holds this file as it is.
"""

from typing import NamedTuple

import numpy as np

BAR_ANGLES = (0, 45, 90, 135)
BAR_CLASSES = tuple(f"{kind}_{angle}" for kind in ("bar", "edge") for angle in BAR_ANGLES)
BAR_SIZE = 28  # cells per side


class BarDifficulty(NamedTuple):
    """Greys and noise in 0 to 1, angles in degrees, lengths in cells."""

    contrast: tuple[float, float]
    tilt: float  # degrees to either side of the class's angle
    offset: float  # cells from the centre, at most
    noise: float


BAR_DIFFICULTIES = {
    "easy": BarDifficulty((0.6, 0.9), 3.0, 4.0, 0.03),
    "medium": BarDifficulty((0.3, 0.7), 8.0, 7.0, 0.10),
    "hard": BarDifficulty((0.2, 0.5), 14.0, 9.0, 0.16),
}


def draw_bars(count: int, difficulty: str, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """`count` pictures of bars and edges.

    Args:
        count: pictures to draw.
        difficulty: a key of `BAR_DIFFICULTIES`.
        seed: same seed, same pictures.

    Returns:
        Pictures (count, 28, 28, 1) as bytes, and their classes (count,), indices into
        `BAR_CLASSES`.
    """
    level = BAR_DIFFICULTIES[difficulty]
    rng = np.random.default_rng([seed, 8])
    labels = rng.integers(len(BAR_CLASSES), size=count)
    angle = np.array(BAR_ANGLES)[labels % 4] + rng.uniform(-level.tilt, level.tilt, count)
    along, across = _turned(np.deg2rad(angle), rng.uniform(-level.offset, level.offset, count))
    half_width = rng.uniform(1.0, 2.2, (count, 1, 1))
    half_length = rng.uniform(7.0, 12.0, (count, 1, 1))
    bar = np.minimum(half_width - np.abs(across), half_length - np.abs(along))
    is_bar = (labels < 4)[:, None, None]
    coverage = np.clip(np.where(is_bar, bar, across) + 0.5, 0, 1)

    step = rng.uniform(*level.contrast, count) * rng.choice([-1, 1], count)
    grey = 0.5 + rng.uniform(-0.08, 0.08, (count, 1, 1))
    centred = coverage - np.where(is_bar, 0.25, 0.5)
    canvas = grey + step[:, None, None] * centred + rng.normal(0, level.noise, coverage.shape)
    pictures = np.round(np.clip(canvas, 0, 1) * 255).astype(np.uint8)
    return pictures[..., None], labels.astype(np.int64)


def _turned(angle: np.ndarray, offset: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Cells along and across a line at `angle` through the centre, moved sideways by `offset`."""
    rows, columns = np.mgrid[:BAR_SIZE, :BAR_SIZE] - (BAR_SIZE - 1) / 2
    cos, sin = np.cos(angle)[:, None, None], np.sin(angle)[:, None, None]
    along = columns * cos - rows * sin  # rows grow downwards, angles upwards
    across = columns * sin + rows * cos - offset[:, None, None]
    return along, across
