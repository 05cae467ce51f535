"""The address of a figure below it: a QR code, vector as the rest, and the same in words."""

from __future__ import annotations

from urllib.parse import urlsplit

import numpy as np
import segno
from matplotlib.figure import Figure
from matplotlib.patches import PathPatch, Rectangle
from matplotlib.path import Path

from lessons.figures.fonts import families
from lessons.figures.palette import Palette

LONGEST_LINK = 1200
"""Characters."""
LARGEST_CODE = 1.15
_PART = 0.24
"""Of the paper's width, at most: a side of the code with its quiet zone."""
_GAP = 0.1
_QUIET = 4
_LETTERS = 8.5
_FITTING = 135
"""Letters of a point that fit on an inch."""


def foot_height(width: float) -> float:
    """How much room a code needs below a figure, in inches like the paper's width."""
    return _size(width) + _GAP


def _size(width: float) -> float:
    return min(LARGEST_CODE, width * _PART)


def put_code(figure: Figure, link: str, colour: Palette) -> None:
    """Draw a link at the lower right of a figure: dark on white in every theme.

    Raises:
        ValueError: If it is longer than ``LONGEST_LINK``.
    """
    if len(link) > LONGEST_LINK:
        raise ValueError(f"a link has at most {LONGEST_LINK} characters, not {len(link)}")
    matrix = np.array([list(row) for row in segno.make(link, error="m", micro=False).matrix])
    side = len(matrix) + 2 * _QUIET
    width, height = figure.get_figwidth(), figure.get_figheight()
    size = _size(width)
    left, letters = width - size - _GAP, _LETTERS * size / LARGEST_CODE
    axes = figure.add_axes((left / width, _GAP / height, size / width, size / height))
    axes.set(xlim=(0, side), ylim=(side, 0))
    axes.axis("off")
    axes.add_patch(Rectangle((0, 0), side, side, facecolor="#fff", edgecolor="none"))
    axes.add_patch(PathPatch(_modules(matrix == 1), facecolor="#000", edgecolor="none"))
    words = _in_words(link, room=int((left - 2 * _GAP) * _FITTING / letters))
    figure.text(
        (left - _GAP) / width, (_GAP + size / side * _QUIET) / height, words,
        fontsize=letters, color=colour["ink-2"], ha="right", va="baseline",
        fontfamily=families(),
    )  # fmt: skip


def _modules(is_dark: np.ndarray) -> Path:
    """All dark modules as one shape."""
    corners = np.array([[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]])
    places = np.argwhere(is_dark)[:, ::-1] + _QUIET
    codes = [Path.MOVETO, Path.LINETO, Path.LINETO, Path.LINETO, Path.CLOSEPOLY]
    return Path((places[:, None, :] + corners).reshape(-1, 2), np.tile(codes, len(places)))


def _in_words(link: str, room: int) -> str:
    """The address without its scheme; where it is too long without its parameters too."""
    parts = urlsplit(link)
    whole = link.partition("://")[2]
    return whole if len(whole) <= room else f"{parts.netloc}{parts.path}"[:room]
