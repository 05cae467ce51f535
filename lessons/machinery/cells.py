"""Numbers in cells: how a learner may write them, how they are shown, and edits of a grid."""

from __future__ import annotations

import math
import re

import numpy as np
from numpy.typing import NDArray

CellEdits = dict[tuple[int, int], str]
"""(row, column) from 0, and the number as the learner wrote it."""

LARGEST = 9999
MINUS = "\N{MINUS SIGN}"
_LONGEST = 12
_FULL_WIDTH = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: " "}
_FRACTION = re.compile(r"([+-]?[0-9]+)/([0-9]+)")
_THOUSANDS = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:,[0-9]{3})+(?:\.[0-9]*)?")
_STRANGE = {"nan": math.nan, "-inf": -math.inf, "-∞": -math.inf}
_DECIMAL = re.compile(r"[+-]?(?:[0-9]+[.,]?[0-9]*|[.,][0-9]+)")


def half_width(text: str) -> str:
    """The same text with the wide digits and signs of a Chinese keyboard as ordinary ones."""
    return text.translate(_FULL_WIDTH)


def plain_number(text: str) -> str:
    """The text with one kind of digits and minus, without spaces."""
    return half_width(text).replace(MINUS, "-").replace(" ", "").strip()


def read_number(text: str, *, longest: int) -> float | None:
    """The number that a text of up to ``longest`` characters writes; None if it writes none.

    A sign, decimals and a fraction of whole numbers are fine, and so is everything that a page
    prints. A comma is a decimal comma, unless it stands as it does between thousands: ``0,125`` is
    an eighth, ``1,000`` a thousand.
    """
    plain = plain_number(text)
    if len(plain) > longest:
        return None
    if fraction := _FRACTION.fullmatch(plain):
        numerator, denominator = map(int, fraction.groups())
        return numerator / denominator if denominator else None
    if _THOUSANDS.fullmatch(plain):
        return float(plain.replace(",", ""))
    if _DECIMAL.fullmatch(plain):
        return float(plain.replace(",", "."))
    return None


def parse_number(text: str, *, strange: bool = False) -> float | None:
    """The number a learner typed into a cell (``read_number``); None if it is not one.

    Larger than ``LARGEST`` is refused: it would not fit a cell.

    Args:
        text: As it was typed.
        strange: Whether ``nan`` and ``-inf`` are numbers too.
    """
    if strange and (found := _STRANGE.get(plain_number(text).lower())) is not None:
        return found
    value = read_number(text, longest=_LONGEST)
    return value if value is not None and abs(value) <= LARGEST else None


def format_number(value: float) -> str:
    """How a number stands in a cell: whole, a small fraction, or a decimal of three places at most.

    The browser's ``formatNumber`` follows the same rule; a test holds them together.
    """
    if np.isinf(value):
        return "∞" if value > 0 else f"{MINUS}∞"
    if np.isnan(value):
        return "NaN"
    hundredths = round(value * 100) / 100
    if abs(hundredths - value) < 1e-9:
        shown = f"{hundredths:.2f}".rstrip("0").rstrip(".")
    else:
        places = 3 if abs(round(value * 1000) / 1000 - value) < 1e-9 else 2  # 0.587 as it is
        shown = _as_fraction(value) or f"{value:.{places}f}"
    shown = "0" if shown in {"-0", "-0.00"} else shown
    return shown.replace("-", MINUS)


def _as_fraction(value: float) -> str | None:
    for denominator in range(2, 50):
        numerator = value * denominator
        if abs(numerator - round(numerator)) < 1e-9 and abs(numerator) < 1000:
            return f"{round(numerator)}/{denominator}"
    return None


def parse_index(text: str, *, size: int) -> int | None:
    """A whole number from 0 to below ``size``, in no more digits than that takes; None if none."""
    plain = half_width(text)
    is_whole = plain.isascii() and plain.isdecimal() and len(plain) <= len(str(size - 1))
    return int(plain) if is_whole and int(plain) < size else None


def parse_edits(text: str, *, max_size: int, strange: bool = False) -> tuple[CellEdits, list[str]]:
    """Read ``row.column.number`` items joined by ``_``; also return what could not be read.

    ``strange`` as in ``parse_number``.
    """
    edits: CellEdits = {}
    unreadable = []
    for item in filter(None, text.split("_")):
        first, _, rest = item.partition(".")
        second, _, number = rest.partition(".")
        row, column = parse_index(first, size=max_size), parse_index(second, size=max_size)
        if row is None or column is None or parse_number(number, strange=strange) is None:
            unreadable.append(item)
        else:
            edits[row, column] = number
    return edits, unreadable


def format_edits(edits: CellEdits) -> str:
    """The inverse of ``parse_edits``."""
    return "_".join(f"{row}.{column}.{text}" for (row, column), text in sorted(edits.items()))


def apply_edits(grid: NDArray[np.float64], edits: CellEdits) -> NDArray[np.float64]:
    """A copy of ``grid`` with the edits that fall inside it, each as it was checked when read."""
    out = grid.copy()
    for (row, column), text in edits.items():
        number = parse_number(text, strange=True)
        if number is not None and row < grid.shape[0] and column < grid.shape[1]:
            out[row, column] = number
    return out
