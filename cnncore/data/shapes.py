"""Drawn shapes in colour: circle, square, triangle, cross, star, ring. NumPy only, seeded.

Each picture is one shape, anywhere, of any size and colour, on a shaded background. Difficulty adds
rotation, small sizes, weak contrast, stray lines and noise.

Needs nothing but NumPy: a script taken away from the lab holds this file as it is.
"""

from typing import NamedTuple

import numpy as np

SHAPE_CLASSES = ("circle", "square", "triangle", "cross", "star", "ring")
SHAPE_SIZE = 32  # cells per side
CHUNK = 512  # pictures drawn at once, to bound the memory


class ShapeDifficulty(NamedTuple):
    """Ranges are (low, high); lengths in cells, colours and noise in 0 to 1."""

    radius: tuple[float, float]
    rotation: float  # degrees to either side
    contrast: float  # smallest difference in brightness between shape and background
    lines: int  # most stray lines
    noise: float  # standard deviation, per cell and channel


SHAPE_DIFFICULTIES = {
    "easy": ShapeDifficulty((8.0, 12.0), 10.0, 0.40, 0, 0.02),
    "medium": ShapeDifficulty((7.0, 12.0), 25.0, 0.30, 2, 0.08),
    "hard": ShapeDifficulty((5.5, 11.0), 60.0, 0.20, 3, 0.12),
}


def draw_shapes(count: int, difficulty: str, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """`count` pictures of random shapes.

    Args:
        count: pictures to draw.
        difficulty: a key of `SHAPE_DIFFICULTIES`.
        seed: same seed, same pictures.

    Returns:
        Pictures (count, 32, 32, 3) as bytes, and their classes (count,), indices into
        `SHAPE_CLASSES`.
    """
    rng = np.random.default_rng([seed, 6])
    labels = rng.integers(len(SHAPE_CLASSES), size=count)
    pictures = np.empty((count, SHAPE_SIZE, SHAPE_SIZE, 3), np.uint8)
    for start in range(0, count, CHUNK):
        chunk = slice(start, start + CHUNK)
        pictures[chunk] = _draw(labels[chunk], SHAPE_DIFFICULTIES[difficulty], rng)
    return pictures, labels.astype(np.int64)


def _draw(labels: np.ndarray, level: ShapeDifficulty, rng: np.random.Generator) -> np.ndarray:
    count = len(labels)
    radius = rng.uniform(*level.radius, size=count)
    turn = np.deg2rad(rng.uniform(-level.rotation, level.rotation, size=count))
    room = np.maximum(SHAPE_SIZE / 2 - radius - 1, 0)[:, None]
    centre = SHAPE_SIZE / 2 - 0.5 + rng.uniform(-1, 1, size=(count, 2)) * room
    background, colour = _colours(count, level.contrast, rng)

    canvas = _shaded(background, rng)
    for _ in range(level.lines):
        canvas = _with_stray_line(canvas, rng)
    distance = _distance(labels, centre, radius, turn)
    coverage = np.clip(0.5 - distance, 0, 1)[..., None]  # half covered where the outline runs
    canvas = canvas + coverage * (_shaded(colour, rng) - canvas)
    canvas = canvas + rng.normal(0, level.noise, canvas.shape).astype(np.float32)
    return np.round(np.clip(canvas, 0, 1) * 255).astype(np.uint8)


def _distance(
    labels: np.ndarray, centre: np.ndarray, radius: np.ndarray, turn: np.ndarray
) -> np.ndarray:
    """Cells from every cell to the outline of its picture's shape; negative inside."""
    rows, columns = np.mgrid[:SHAPE_SIZE, :SHAPE_SIZE].astype(np.float32)
    down = rows - centre[:, 0, None, None].astype(np.float32)
    right = columns - centre[:, 1, None, None].astype(np.float32)
    cos = (np.cos(turn) / radius).astype(np.float32)[:, None, None]
    sin = (np.sin(turn) / radius).astype(np.float32)[:, None, None]
    x, y = right * cos + down * sin, down * cos - right * sin  # the shape now has radius 1
    distance = np.empty_like(x)
    for label, outline in enumerate(_OUTLINES):
        mine = labels == label
        distance[mine] = outline(x[mine], y[mine])
    return distance * radius.astype(np.float32)[:, None, None]


def _circle(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    return np.hypot(x, y) - 0.95


def _square(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    return np.maximum(np.abs(x), np.abs(y)) - 0.8


def _triangle(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Three half planes at 120 degrees; the tip points up."""
    side = np.sqrt(3) / 2 * np.abs(x) - 0.5 * y
    return np.maximum(side, y) - 0.55


def _cross(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    x, y = np.abs(x), np.abs(y)
    return np.minimum(np.maximum(x - 0.32, y - 1.0), np.maximum(x - 1.0, y - 0.32))


def _star(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    """Five points: fold the plane into one tenth of the star, and measure to its one edge."""
    tip, notch, tenth = 1.1, 0.45, np.pi / 5
    angle = np.arctan2(x, -y)  # 0 points up
    folded = np.abs(np.mod(angle + tenth, 2 * tenth) - tenth)
    length = np.hypot(x, y)
    along, across = length * np.cos(folded), length * np.sin(folded)
    edge = np.array([notch * np.cos(tenth) - tip, notch * np.sin(tenth)])
    normal = np.array([edge[1], -edge[0]]) / np.hypot(*edge)
    return (along - tip) * normal[0] + across * normal[1]


def _ring(x: np.ndarray, y: np.ndarray) -> np.ndarray:
    return np.abs(np.hypot(x, y) - 0.72) - 0.24


_OUTLINES = (_circle, _square, _triangle, _cross, _star, _ring)  # in the order of SHAPE_CLASSES


def _colours(
    count: int, contrast: float, rng: np.random.Generator
) -> tuple[np.ndarray, np.ndarray]:
    """A background and a shape colour per picture, apart in brightness by `contrast` or more."""
    background = _palette(rng.uniform(size=(count, 3)))
    candidates = _palette(rng.uniform(size=(count, 12, 3)))
    gap = np.abs(_brightness(candidates) - _brightness(background)[:, None])
    is_far = gap >= contrast
    chosen = np.where(is_far.any(axis=1), is_far.argmax(axis=1), gap.argmax(axis=1))
    return background, candidates[np.arange(count), chosen]


def _palette(numbers: np.ndarray) -> np.ndarray:
    """Soft colours: (..., 3) uniform numbers for hue, saturation and brightness, to RGB."""
    hue, saturation, value = np.moveaxis(numbers, -1, 0)
    saturation, value = 0.2 + 0.55 * saturation, 0.25 + 0.7 * value
    sector = (hue[..., None] * 6 + np.array([5.0, 3.0, 1.0])) % 6
    fall = np.clip(np.minimum(sector, 4 - sector), 0, 1)
    return value[..., None] * (1 - saturation[..., None] * fall)


def _brightness(colour: np.ndarray) -> np.ndarray:
    return colour @ np.array([0.299, 0.587, 0.114])  # ITU-R BT.601


def _shaded(colour: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A canvas of one colour per picture, lighter towards one side."""
    line = np.linspace(-1, 1, SHAPE_SIZE, dtype=np.float32)
    slope = rng.uniform(-0.06, 0.06, size=(len(colour), 2)).astype(np.float32)
    light = slope[:, 0, None, None] * line[:, None] + slope[:, 1, None, None] * line
    return colour.astype(np.float32)[:, None, None, :] + light[..., None]


def _with_stray_line(canvas: np.ndarray, rng: np.random.Generator) -> np.ndarray:
    """A thin line across half of the pictures."""
    count = len(canvas)
    angle = rng.uniform(0, np.pi, size=(count, 1, 1))
    offset = rng.uniform(-12, 12, size=(count, 1, 1))
    begin, length = rng.uniform(-14, 4, size=(count, 1, 1)), rng.uniform(6, 18, size=(count, 1, 1))
    colour = _palette(rng.uniform(size=(count, 3))).astype(np.float32)[:, None, None, :]
    is_drawn = rng.uniform(size=(count, 1, 1)) < 0.5
    rows, columns = np.mgrid[:SHAPE_SIZE, :SHAPE_SIZE].astype(np.float32) - (SHAPE_SIZE - 1) / 2
    cos, sin = np.cos(angle).astype(np.float32), np.sin(angle).astype(np.float32)
    along, across = columns * cos + rows * sin, rows * cos - columns * sin - offset
    beyond = np.maximum(np.maximum(begin - along, along - begin - length), 0)
    coverage = np.clip(1.2 - np.hypot(across, beyond), 0, 1) * is_drawn
    return canvas + coverage.astype(np.float32)[..., None] * (colour - canvas)
