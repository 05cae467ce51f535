"""Still drawings of the lesson on dilated and transposed convolution."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from html import escape

import numpy as np
from numpy.typing import NDArray

from cnncore.ops import conv2d, conv_transpose2d, padded_grid
from lessons.dilated_transposed.stamps import StampCase
from lessons.machinery.conv_figure import PADDING_MODES
from lessons.machinery.pictures import picture
from lessons.machinery.presets import bilinear_kernel
from pages.ui.lesson import drawings
from pages.ui.shell.language import t

_SCALE = 2


def what_for() -> str:
    """A picture, made small, and stamped twice to its old size."""
    names = ("why_small", "why_stamped", "why_stamped_twice")
    house = picture("house").astype(float)
    drawn = [_bitmap(house, "why_input")]
    drawn += [_bitmap(values, name) for values, name in zip(enlarged(), names, strict=True)]
    return drawings.row(drawn[0], "→", drawn[1], "→", drawn[2], "→", drawn[3])


def _bitmap(values: NDArray[np.float64], name: str) -> str:
    caption = t(f"lesson.{name}", size=len(values))
    return drawings.figure(drawings.bitmap(values, _SCALE, caption), caption)


@cache
def enlarged() -> tuple[NDArray[np.float64], ...]:
    """The house as small means, then after one transposed convolution, then after another."""
    mean = np.full((1, 1, 4, 4), 1 / 16)
    weight = bilinear_kernel(4)[None, None]
    maps = [conv2d(picture("house")[None].astype(float), mean, stride=4)]
    for _ in range(2):
        maps.append(conv_transpose2d(maps[-1], weight, stride=2, padding=1))
    return tuple(each[0] for each in maps)


def padding_modes(padding: int = 2) -> str:
    """The row 1 to 5 with what stands beyond its ends, in each mode."""
    row = np.arange(1.0, 6.0)
    rows = []
    for mode in PADDING_MODES:
        padded = padded_grid(np.tile(row, (5, 1)), padding, mode)[padding]
        name, note = t(f"lesson.mode_{mode}"), t(f"lesson.note_{mode}")
        if name != mode:
            note = f"{mode}{t('lesson.colon')}{note}"
        rows.append(drawings.padded_row(padded.tolist(), padding, name, note))
    return "".join(rows)


def stamps(case: StampCase) -> str:
    """A small map, each number stamping the kernel onto the output; the last stamp framed."""
    tall, wide = case.x.shape
    top, left = case.begins((tall - 1, wide - 1))
    return drawings.row(
        drawings.grid(case.x, "input", cell=23, digits=True),
        "⊛",
        drawings.grid(case.weight, "kernel", cell=23, digits=True),
        "→",
        drawings.grid(
            case.out(), "output", cell=23, digits=True, frame=(top, left, *case.weight.shape)
        ),
    )


def there_and_back(sizes: Sequence[tuple[int, int, int]], caption: str) -> str:
    """Sizes on the way there and back; those that do not come back are marked."""
    rows = "".join(
        f"<tr><td>{size}</td><td>→ {small} →</td>"
        f"<td{'' if back == size else ' class=off'}><b>{back}</b></td></tr>"
        for size, small, back in sizes
    )
    return (
        f'<figure class="drawing"><table class="claim">{rows}</table>'
        f'<figcaption class="caption">{escape(caption)}</figcaption></figure>'
    )
