"""Half precision: numbers are kept in float16, but computed in float32.

A sum, a square or an exponential of float16 soon leaves what float16 can hold (65504, and three
digits): 300 squared is already infinite. Every library therefore widens the numbers, computes, and
rounds once, at the end.

Source: Micikevicius et al. 2018, "Mixed Precision Training", arXiv:1710.03740, section 3.3.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any, ParamSpec, TypeVar

import numpy as np

P = ParamSpec("P")
R = TypeVar("R")


def computed_in_float32(operator: Callable[P, R]) -> Callable[P, R]:
    """The operator, computing arrays of float16 in float32 and rounding its results once.

    Beside an array of a wider type a result keeps that type, as everywhere in NumPy.
    """

    @wraps(operator)
    def widened(*args: P.args, **kwargs: P.kwargs) -> R:
        arrays = [a for a in (*args, *kwargs.values()) if isinstance(a, np.ndarray)]
        if not any(array.dtype == np.float16 for array in arrays):
            return operator(*args, **kwargs)
        compute: Callable[..., Any] = operator
        result = compute(*map(widen, args), **{key: widen(value) for key, value in kwargs.items()})
        if any(array.dtype in (np.float32, np.float64) for array in arrays):
            return result
        rounded: Any = tuple(map(narrow, result)) if type(result) is tuple else narrow(result)
        return rounded

    return widened


def widen(value: Any) -> Any:
    """An array of float16 as float32; anything else as it is."""
    is_half = isinstance(value, np.ndarray) and value.dtype == np.float16
    return value.astype(np.float32) if is_half else value


def narrow(result: np.ndarray) -> np.ndarray:
    """A result in float32 rounded to float16; beyond 65504 it is infinite, as it should be."""
    if result.dtype != np.float32:
        return result
    with np.errstate(over="ignore"):
        return result.astype(np.float16)
