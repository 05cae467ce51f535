"""Sums as they are written out: pieces of text, each with whose number it is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from lessons.machinery.cells import MINUS, format_number

Grid = NDArray[np.float64]
Role = Literal["input", "kernel", "output", "part"]
"""Whose number it is; a part stands between input and output."""


@dataclass(frozen=True, slots=True)
class Token:
    """A piece of a written sum, and whose number it is."""

    text: str
    role: Role | None = None


Tokens = tuple[Token, ...]


def sum_of_products(numbers: Grid, weights: Grid, total: float, *, zeros: bool = False) -> Tokens:
    """A weighted sum written out.

    Args:
        numbers: Any shape.
        weights: As many.
        total: What they add up to.
        zeros: Whether products with a weight of 0 are written too; they say nothing.
    """
    return (*products(numbers, weights, zeros=zeros), *equals(total))


def products(numbers: Grid, weights: Grid, *, zeros: bool = False) -> Tokens:
    """The left side of such a sum."""
    return tuple(_products(numbers, weights, zeros=zeros))


def added(numbers: Iterable[tuple[float, Role]], total: float) -> Tokens:
    """Some numbers added up, as ``3 + (−9) + 2 = −4``; one alone is its own sum."""
    shown = list(numbers)
    pieces: list[Token] = []
    for i, (value, role) in enumerate(shown):
        pieces += [Token(" + ")] if i else []
        pieces.append(Token(in_sum(value, is_first=i == 0), role))
    return (*(pieces or [Token("0")]), *equals(total))


def call(name: str, numbers: Grid, total: float) -> Tokens:
    """A function of some numbers written out, as ``max(1, 2, 6, 7) = 7``."""
    listed = [Token(format_number(value), "input") for value in numbers.flat]
    between = [token for number in listed for token in (Token(", "), number)][1:]
    return (Token(f"{name}("), *between, Token(")"), *equals(total))


def mean(numbers: Grid, divisor: int, total: float) -> Tokens:
    """A mean written out, as ``(1 + 2 + 6 + 7) ÷ 4 = 4``."""
    listed = [
        Token(in_sum(value, is_first=i == 0), "input") for i, value in enumerate(numbers.flat)
    ]
    between = [token for number in listed for token in (Token(" + "), number)][1:]
    return (Token("("), *between, Token(f") ÷ {divisor}"), *equals(total))


def equals(total: float) -> tuple[Token, Token]:
    """What stands at the end of a sum."""
    return Token(" = "), Token(format_number(total), "output")


def in_sum(value: float, *, is_first: bool = False) -> str:
    """A negative number stands in brackets, unless the sum begins with it."""
    shown = format_number(value)
    return f"({shown})" if shown.startswith(MINUS) and not is_first else shown


def _products(numbers: Grid, weights: Grid, *, zeros: bool) -> Iterator[Token]:
    pairs = [(n, w) for n, w in zip(numbers.flat, weights.flat, strict=True) if zeros or w != 0]
    if not pairs:
        yield Token("0")
    for i, (number, weight) in enumerate(pairs):
        if i:
            yield Token(" + ")
        yield Token(in_sum(number, is_first=i == 0), "input")
        yield Token("×")
        yield Token(in_sum(weight), "kernel")
