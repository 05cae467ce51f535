"""Scale jitter: a picture at many sizes, a crop of one, and a test at three sizes."""

from __future__ import annotations

import base64
from functools import cache
from io import BytesIO

from PIL import Image

from lessons.channels.photos import photograph_file
from lessons.vgg.columns import of

CROP = 224
SCALES = (256, 512)
"""The shorter side of the picture in training, at least and at most."""
FIXED = 384
TESTED = (256, 384, 512)
_SIDE = 256
"""Pixels of the shorter side as it travels; the browser scales it."""


@cache
def photograph() -> tuple[str, float]:
    """A photograph that ships with scikit-learn, as a ``data:`` address, and width over height."""
    image = Image.open(photograph_file("china"))
    width, height = image.size
    size = (round(_SIDE * width / height), _SIDE)
    buffer = BytesIO()
    image.resize(size, Image.Resampling.LANCZOS).save(buffer, "JPEG", quality=80)
    data = base64.b64encode(buffer.getvalue()).decode("ascii")
    return f"data:image/jpeg;base64,{data}", size[0] / size[1]


def places(scale: int) -> int:
    """How many crops a square picture of that side has."""
    return (scale - CROP + 1) ** 2


def score_maps(side: int) -> tuple[int, int]:
    """Cells per side of the last maps of D, and of its scores when fc6 slides over them."""
    large, window = (
        next(part.height for part in of("D", size).stages if part.name == "pool5")
        for size in (side, CROP)
    )
    return large, large - window + 1
