"""Still drawings of the lesson on dilated and transposed convolution."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import numpy as np

from cnncore.ops import padded_grid
from lessons.dilated_transposed.stamps import StampCase
from lessons.machinery.conv_figure import PADDING_MODES
from pages.ui.lesson import drawings
from pages.ui.shell.language import t


def padding_modes(padding: int = 2) -> str:
    """The row 1 to 5 with what stands beyond its ends, in each mode."""
    row = np.arange(1.0, 6.0)
    rows = []
    for mode in PADDING_MODES:
        padded = padded_grid(np.tile(row, (5, 1)), padding, mode)[padding]
        note = f"{mode} · {t(f'lesson.note_{mode}')}"
        rows.append(drawings.padded_row(padded.tolist(), padding, t(f"lesson.mode_{mode}"), note))
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
