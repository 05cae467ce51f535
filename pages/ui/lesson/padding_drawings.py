"""Still drawings of the lesson on stride and padding: what each of its settings does."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

from cnncore.ops import conv2d
from lessons.machinery.grid import GridCase
from lessons.machinery.pictures import PICTURE_KERNELS, picture
from pages.ui.lesson import drawings
from pages.ui.shell.language import t

_LAYERS = 10
_SCALE = 2


def what_for() -> str:
    """A picture, the same with a stride, and after ten layers without and with padding."""
    deep = {"layers": _LAYERS}
    drawn = [
        _mean_map(picture("house").astype(float), "why_input"),
        _mean_map(_blurred(1, stride=2), "why_strided"),
        _mean_map(_blurred(_LAYERS), "why_bare", **deep),
        _mean_map(_blurred(_LAYERS, padding=1), "why_padded", **deep),
    ]
    return drawings.row(drawn[0], "→", *drawn[1:])


def _mean_map(values: NDArray[np.float64], name: str, **said: int) -> str:
    caption = t(f"lesson.{name}", size=len(values), **said)
    return drawings.figure(drawings.bitmap(values, _SCALE, caption), caption)


@cache
def _blurred(layers: int, *, stride: int = 1, padding: int = 0) -> NDArray[np.float64]:
    """The house after so many layers that take the mean of each window."""
    values = picture("house")[None].astype(float)
    weight = PICTURE_KERNELS["blur"][None, None]
    for _ in range(layers):
        values = conv2d(values, weight, stride=stride, padding=padding)
    return values[0]


def every_second(case: GridCase) -> str:
    """Stride 1 beside stride 2: the second keeps every other row and column of the first."""
    one, two = case.out(), case.changed(stride=2).out()
    return drawings.row(
        drawings.figure(
            drawings.grid(one, "output", cell=38, digits=True),
            t("lesson.stride_one", size=len(one)),
        ),
        "→",
        drawings.figure(
            drawings.grid(two, "output", cell=38, digits=True),
            t("lesson.stride_two", size=len(two)),
        ),
    )


def padded_output(case: GridCase) -> str:
    """The output with one ring of zeros; the old output framed inside."""
    height, inner = case.changed(padding=0).out().shape
    return drawings.figure(
        drawings.grid(case.out(), "output", cell=38, digits=True, frame=(1, 1, height, inner)),
        t("lesson.padded_out", inner=inner),
    )
