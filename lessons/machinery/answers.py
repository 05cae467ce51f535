"""Answers as learners write them and as pages show them: numbers, words, cells of a grid."""

from __future__ import annotations

import re

import numpy as np

from lessons.machinery.cells import MINUS, format_number, plain_number, read_number

Cell = tuple[int, int]
Answer = float | str | Cell
"""A number, the name of an option, or a cell as (row, column) from 0."""

_SUPERSCRIPTS = str.maketrans("-0123456789", "⁻⁰¹²³⁴⁵⁶⁷⁸⁹")
_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_POWER = re.compile(r"([+-]?)(?:([0-9]{1,5})×)?10([⁰¹²³⁴⁵⁶⁷⁸⁹]{1,2})")
_LONGEST_ANSWER = 20


def parse_answer(text: str) -> float | None:
    """The number a learner typed, in any way a page prints one (10⁵ too), None if none."""
    value = read_number(text, longest=_LONGEST_ANSWER)
    if value is None and (power := _POWER.fullmatch(plain_number(text))):
        sign, factor, exponent = power.groups()
        value = float(f"{sign}{factor or 1}e{exponent.translate(_DIGITS)}")
    return value


def parse_cell(text: str) -> Cell | None:
    """``"1,2"`` as (row, column), both from 0; None if it is not that."""
    row, _, column = text.partition(",")
    if row.strip().isdecimal() and column.strip().isdecimal():
        return int(row), int(column)
    return None


def same_answer(one: Answer, other: Answer) -> bool:
    """Equal; for numbers with fractions, equal to the two decimals a learner would write."""
    if isinstance(one, (int, float)) and isinstance(other, (int, float)):
        whole = float(one).is_integer() and float(other).is_integer()
        return abs(one - other) <= (1e-9 if whole else 0.0051)
    return one == other


def show_value(value: object) -> str:
    """A value as it stands in a sentence: 10¹², −3, 1/9."""
    if isinstance(value, bool) or not isinstance(value, (int, float, np.number)):
        return str(value)
    if abs(value) < 10_000:
        return format_number(float(value))
    if float(value).is_integer():
        return power_of_ten(int(value)) or _round_number(int(value))
    return f"{value:,.2f}".replace("-", MINUS)


def short_value(value: float) -> str:
    """Two digits that count; powers of ten where there would be many zeros."""
    if value == 0:
        return "0"
    if 0.01 <= abs(value) < 1000:
        return f"{value:.2g}".replace("-", "−") if abs(value) < 100 else f"{value:.0f}"
    mantissa, exponent = f"{value:.1e}".split("e")
    power = str(int(exponent)).translate(_SUPERSCRIPTS)
    return f"{mantissa}×10{power}".replace("-", "−")


def power_of_ten(value: int) -> str | None:
    """``1000`` as 10³; None for what is not a power of ten."""
    digits = str(value)
    if not digits.startswith("1") or digits.strip("1").strip("0") or digits.count("1") != 1:
        return None
    return "10" + str(len(digits) - 1).translate(_SUPERSCRIPTS)


def _round_number(value: int) -> str:
    """``2000000`` as 2×10⁶; others with their thousands apart."""
    digits = str(value)
    zeros = len(digits) - len(digits.rstrip("0"))
    if zeros >= 5:
        return f"{value // 10**zeros}×{power_of_ten(10**zeros)}"
    return f"{value:,}".replace("-", MINUS)
