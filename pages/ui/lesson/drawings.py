"""Small still drawings for lesson text: grids, windows along a row, formulas. HTML, no scripts.

What moves is a component (``pages/components``); these stand beside a question or in a summary.
"""

from __future__ import annotations

import base64
from collections.abc import Sequence
from html import escape
from io import BytesIO
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from cnncore.shapes import window_starts
from lessons.machinery.cells import format_number

Role = Literal["input", "kernel", "output"]
Cell = tuple[int, int]
Frame = tuple[int, int, int, int]


def grid(
    values: NDArray[np.float64] | Sequence[Sequence[float]],
    role: Role,
    *,
    cell: int = 22,
    digits: bool = False,
    frame: Frame | None = None,
    ring: Cell | None = None,
    border: int = 0,
    unread: NDArray[np.bool_] | None = None,
) -> str:
    """A matrix as a small grid; the fill carries the value.

    Args:
        values: The matrix; NaN is a number that nobody shall see yet, a question mark.
        role: Whose colours it wears.
        cell: Side of a cell in pixels.
        digits: Whether the numbers are written into the cells.
        frame: A window as (row, column, height, width), framed in the kernel's colour.
        ring: A cell to ring and to label, as the output now computed.
        border: How many rings at the edge are padding, hatched.
        unread: Cells that no window reads, hatched the other way.
    """
    matrix = np.asarray(values, dtype=float)
    rows, columns = matrix.shape
    low, high = min(0.0, float(np.nanmin(matrix))), float(np.nanmax(np.abs(matrix))) or 1.0
    cells = []
    for (row, column), value in np.ndenumerate(matrix):
        edge = not (border <= row < rows - border and border <= column < columns - border)
        kinds = ["c"] + ["pad"] * edge + ["ring"] * ((row, column) == ring)
        kinds += ["unread"] * (unread is not None and bool(unread[row, column]))
        if low < 0:
            kinds.append("minus" if value < 0 else "plus")
        shown = _written(float(value)) if digits or (row, column) == ring else ""
        share = 0 if np.isnan(value) else round(100 * abs(float(value)) / high)
        cells.append(f'<span class="{" ".join(kinds)}" style="--t:{share}%">{shown}</span>')
    return (
        f'<div class="mini mini-{role}" role="img" aria-label="{_spoken(matrix)}" '
        f'style="--cell:{cell}px;--columns:{columns}">'
        f"{''.join(cells)}{_frame(frame, cell)}</div>"
    )


def _frame(frame: Frame | None, cell: int) -> str:
    if frame is None:
        return ""
    (row, column, height, width), pitch = frame, cell + 3
    at = f"top:{row * pitch - 3}px;left:{column * pitch - 3}px;"
    size = f"width:{width * pitch + 3}px;height:{height * pitch + 3}px"
    return f'<i class="frame" style="{at}{size}"></i>'


def _spoken(matrix: NDArray[np.float64]) -> str:
    return escape("; ".join(" ".join(_written(float(v)) for v in row) for row in matrix))


def _written(value: float) -> str:
    return "?" if np.isnan(value) else format_number(value)


def window_bars(
    size: int, kernel_size: int, caption: str, *, stride: int = 1, numbered: bool = True
) -> str:
    """A row of cells and one bar for each place the window stops, numbered or to be counted."""
    starts = window_starts(size, kernel_size, stride=stride)
    cells = "".join(f'<span class="c" style="--t:{20 + 60 * i // size}%">{i + 1}</span>'
                    for i in range(size))  # fmt: skip
    bars = "".join(
        f'<i class="bar" style="grid-row:{n + 2};grid-column:{start + 1}/span {kernel_size}"></i>'
        f'<b class="bar-number" style="grid-row:{n + 2};'
        f'grid-column:{start + kernel_size + 1}">{n + 1 if numbered else ""}</b>'
        for n, start in enumerate(starts)
    )
    return (
        f'<figure class="bars" style="--columns:{size}">'
        f'<div class="bars-grid mini-input">{cells}{bars}</div>'
        f'<figcaption class="caption">{escape(caption)}</figcaption></figure>'
    )


def padded_row(values: Sequence[float], padding: int, name: str, note: str) -> str:
    """A row with what stands beyond its ends, the added cells hatched."""
    last = len(values) - padding
    cells = "".join(
        f'<span class="c{"" if padding <= i < last else " pad"}" style="--t:40%">'
        f"{format_number(float(value))}</span>"
        for i, value in enumerate(values)
    )
    return (
        f'<div class="mode-row"><b>{escape(name)}</b>'
        f'<div class="mini mini-input" style="--cell:34px;--columns:{len(values)}">{cells}</div>'
        f'<span class="caption">{escape(note)}</span></div>'
    )


_OPENING = 128
"""Pixels of the widest picture in the drawing that opens a lesson; others keep their part of it."""


def bitmap(values: NDArray[np.float64], scale: int, alt: str) -> str:
    """A grey or coloured picture, 0 dark to 255 bright, each pixel ``scale`` pixels wide.

    Args:
        values: (H, W), or (H, W, 3) in red, green and blue.
        scale: Screen pixels for each of them.
        alt: What is to be seen, in words.
    """
    buffer = BytesIO()
    shown = np.clip(np.rint(values), 0, 255).astype(np.uint8)
    Image.fromarray(shown).save(buffer, "PNG")
    data = base64.b64encode(buffer.getvalue()).decode("ascii")
    height, width = values.shape[:2]
    return (
        f'<img class="bitmap" src="data:image/png;base64,{data}" alt="{escape(alt)}" '
        f'width="{width * scale}" height="{height * scale}" '
        f'style="--part:{min(1, width * scale / _OPENING):.3g}">'
    )


def figure(html: str, caption: str) -> str:
    """A drawing with a caption below."""
    return (
        f'<figure class="drawing">{html}<figcaption class="caption">{caption}</figcaption></figure>'
    )


def row(*parts: str) -> str:
    """Drawings side by side; a bare sign such as ``→`` stands between them."""
    shown = (
        part if part.startswith("<") else f'<span class="sign">{part}</span>' for part in parts
    )
    return f'<div class="drawing-row">{"".join(shown)}</div>'


CONVOLUTION_FORMULA = (
    '<div class="formula">out[<var>i</var>, <var>j</var>] = '
    '<span class="big">∑</span><sub><var>u</var>,<var>v</var></sub> '
    '<span class="role-input"><var>x</var>[<var>i</var>+<var>u</var>, <var>j</var>+<var>v</var>]'
    "</span> · "
    '<span class="role-kernel"><var>w</var>[<var>u</var>, <var>v</var>]</span></div>'
)
TRANSPOSED_SIZE_FORMULA = (
    '<div class="formula"><span class="role-output">out</span> = '
    '(<span class="role-input"><var>N</var></span> − 1)·<var>S</var> − '
    '2<span class="role-padding"><var>P</var></span> + [<var>D</var>('
    '<span class="role-kernel"><var>F</var></span> − 1) + 1] + output_padding</div>'
)
SIZE_FORMULA = (
    '<div class="formula"><span class="role-output">out</span> = <span class="floor">⌊</span>'
    '<span class="fraction"><span class="over"><span class="role-input"><var>N</var></span> + '
    '2<span class="role-padding"><var>P</var></span> − '
    '<span class="role-kernel"><var>F</var></span></span>'
    '<span class="under"><var>S</var></span></span><span class="floor">⌋</span> + 1</div>'
)
