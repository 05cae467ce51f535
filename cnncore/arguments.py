"""Reading settings: whole numbers stay whole numbers, pairs become pairs, nonsense is refused."""

import operator
from collections.abc import Sequence
from contextlib import suppress

from cnncore.errors import SettingError


def whole_number(name: str, value: object, *, minimum: int) -> int:
    """The setting as an `int`, at least `minimum`.

    Raises:
        SettingError: `not_an_integer` (also for bools and floats: `True` is no stride and 2.0 is
            usually a division that should have been `//`) or `too_small`.
    """
    number = value if type(value) is int else _as_int(name, value)
    if number < minimum:
        raise SettingError("too_small", name=name, value=number, minimum=minimum)
    return number


def _as_int(name: str, value: object) -> int:
    """NumPy's whole numbers as Python's."""
    if not isinstance(value, bool) and hasattr(value, "__index__"):
        with suppress(TypeError):  # an array that does not hold exactly one whole number
            return operator.index(value)  # pyright: ignore[reportArgumentType]
    raise SettingError("not_an_integer", name=name, value=repr(value))


def pair(name: str, value: object, *, minimum: int) -> tuple[int, int]:
    """The setting for (vertical, horizontal); one number, or a tuple of one, stands for both."""
    values = value if isinstance(value, (tuple, list)) else (value,)
    if len(values) not in (1, 2):
        raise SettingError("not_a_pair", name=name, value=repr(value))
    vertical, horizontal = values[0], values[-1]
    return (
        whole_number(name, vertical, minimum=minimum),
        whole_number(name, horizontal, minimum=minimum),
    )


def choice(name: str, value: object, choices: Sequence[str]) -> str:
    """The setting if it is one of `choices`."""
    if not isinstance(value, str) or value not in choices:
        raise SettingError("unknown_choice", name=name, value=repr(value), choices=tuple(choices))
    return value


def between(name: str, value: float, *, minimum: float, maximum: float) -> float:
    """The setting if it lies between `minimum` and `maximum`, both included."""
    if not minimum <= value <= maximum:
        raise SettingError("out_of_range", name=name, value=value, minimum=minimum, maximum=maximum)
    return value


def divisors(number: int) -> tuple[int, ...]:
    """All whole numbers that divide `number`, smallest first."""
    return tuple(d for d in range(1, number + 1) if number % d == 0)


def check_groups(in_channels: int, out_channels: int, groups: int) -> int:
    """`groups` if it divides both channel counts.

    Raises:
        SettingError: `groups_do_not_divide`, with the numbers that would.
    """
    groups = whole_number("groups", groups, minimum=1)
    for name, channels in (("in_channels", in_channels), ("out_channels", out_channels)):
        if channels % groups:
            raise SettingError(
                "groups_do_not_divide",
                groups=groups,
                name=name,
                channels=channels,
                divisors=divisors(channels),
            )
    return groups
