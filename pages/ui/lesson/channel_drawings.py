"""Still drawings of the lesson on channels."""

from __future__ import annotations

from html import escape

import numpy as np
from numpy.typing import NDArray

from cnncore.ops import conv2d
from lessons.channels.cases import ChannelCase
from lessons.channels.pictures import berries, grey
from pages.ui.lesson import drawings
from pages.ui.lesson.words import words_of

word = words_of("channels")

_SCALE = 3
FORMULA = (
    '<div class="formula">out[<var>k</var>, <var>i</var>, <var>j</var>] = '
    '<span class="big">∑</span><sub><var>c</var></sub> '
    '<span class="big">∑</span><sub><var>u</var>,<var>v</var></sub> '
    '<span class="role-input"><var>x</var>[<var>c</var>, <var>i</var>+<var>u</var>, '
    "<var>j</var>+<var>v</var>]</span> · "
    '<span class="role-kernel"><var>w</var>[<var>k</var>, <var>c</var>, <var>u</var>, '
    "<var>v</var>]</span> + "
    '<span class="role-kernel"><var>b</var>[<var>k</var>]</span></div>'
)
_RED_MINUS_GREEN = np.array([1.0, -1.0, 0.0])[None, :, None, None]


def what_for() -> str:
    """A picture in colour and in grey, its channels, and what red minus green finds in them."""
    picture = berries()
    found = np.clip(conv2d(picture, _RED_MINUS_GREEN)[0], 0, None)
    in_colour = drawings.figure(
        drawings.bitmap(np.moveaxis(picture, 0, -1), _SCALE, word("why.colour")), word("why.colour")
    )
    apart = [_bitmap(channel, name) for channel, name in zip(picture, ("R", "G", "B"), strict=True)]
    return drawings.row(
        in_colour, _bitmap(grey(picture), word("why.grey")), "→", *apart, "→",
        _bitmap(found * 255 / found.max(), word("why.found")),
    )  # fmt: skip


def _bitmap(values: np.ndarray, caption: str) -> str:
    return drawings.figure(drawings.bitmap(values, _SCALE, caption), escape(caption))


def picture_of(case: ChannelCase) -> str:
    """The first window in every channel, and the first cell of every map."""
    height, width = case.slices.shape[-2:]
    channels = [
        drawings.grid(channel, "input", cell=12, frame=(0, 0, height, width)) for channel in case.x
    ]
    maps = [drawings.grid(one, "output", cell=26, digits=True, ring=(0, 0)) for one in case.maps()]
    return drawings.row(*channels, "→", *maps)


def mixing(case: ChannelCase) -> str:
    """A 1x1 convolution at its first pixel: the matrix, the pixel, their product."""
    pixel, matrix = case.x[:, 0, 0], case.weight[:, :, 0, 0]
    factors: tuple[tuple[NDArray[np.float64], drawings.Role, str], ...] = (
        (matrix, "kernel", "mix.matrix"),
        (pixel[:, None], "input", "mix.pixel"),
        ((matrix @ pixel)[:, None], "output", "mix.product"),
    )
    first, second, product = (
        drawings.figure(drawings.grid(values, role, cell=34, digits=True), escape(word(key)))
        for values, role, key in factors
    )
    return drawings.row(first, "·", second, "=", product)
