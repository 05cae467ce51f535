"""Numbers in cells: how a learner may write them, how they are shown, and edits of a grid."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

CellEdits = dict[tuple[int, int], str]
"""(row, column) from 0, and the number as the learner wrote it."""

LARGEST = 9999
MINUS = "\N{MINUS SIGN}"
_LONGEST = 12


def parse_number(text: str) -> float | None:
    """The number a learner typed: sign, decimals, a fraction; None if it is not one.

    ``-2``, ``+0.5``, ``1/9``, a typographic minus and a decimal comma are all fine.
    Larger than ``LARGEST`` is refused: it would not fit a cell.
    """
    text = text.strip().replace(MINUS, "-").replace(",", ".").replace(" ", "")
    allowed = set("0123456789.+-/")
    if not text or len(text) > _LONGEST or not set(text) <= allowed:
        return None
    try:
        value = float(Fraction(text))
    except (ValueError, ZeroDivisionError):
        return None
    return value if abs(value) <= LARGEST else None


def format_number(value: float) -> str:
    """How a number stands in a cell: whole, a short decimal, or a small fraction.

    The browser's ``formatNumber`` follows the same rule; a test holds them together.
    """
    if not np.isfinite(value):
        return "?"
    hundredths = round(value * 100) / 100
    if abs(hundredths - value) < 1e-9:
        shown = f"{hundredths:.2f}".rstrip("0").rstrip(".")
    else:
        shown = _as_fraction(value) or f"{value:.2f}"
    shown = "0" if shown in {"-0", "-0.00"} else shown
    return shown.replace("-", MINUS)


def _as_fraction(value: float) -> str | None:
    for denominator in range(2, 50):
        numerator = value * denominator
        if abs(numerator - round(numerator)) < 1e-9 and abs(numerator) < 1000:
            return f"{round(numerator)}/{denominator}"
    return None


def parse_edits(text: str, *, max_size: int) -> tuple[CellEdits, list[str]]:
    """Read ``row.column.number`` items joined by ``_``; also return what could not be read."""
    edits: CellEdits = {}
    unreadable = []
    for item in filter(None, text.split("_")):
        row, _, rest = item.partition(".")
        column, _, number = rest.partition(".")
        in_grid = all(
            part.isascii() and part.isdecimal() and int(part[:4]) < max_size
            for part in (row, column)
        )
        if in_grid and parse_number(number) is not None:
            edits[int(row), int(column)] = number
        else:
            unreadable.append(item)
    return edits, unreadable


def format_edits(edits: CellEdits) -> str:
    """The inverse of ``parse_edits``."""
    return "_".join(f"{row}.{column}.{text}" for (row, column), text in sorted(edits.items()))


def apply_edits(grid: NDArray[np.float64], edits: CellEdits) -> NDArray[np.float64]:
    """A copy of ``grid`` with the edits that fall inside it."""
    out = grid.copy()
    for (row, column), text in edits.items():
        number = parse_number(text)
        if number is not None and row < grid.shape[0] and column < grid.shape[1]:
            out[row, column] = number
    return out
