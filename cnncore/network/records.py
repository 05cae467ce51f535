"""Settings as plain dicts and back, checked: an unknown field is an error, never ignored."""

import math
from collections.abc import Mapping
from dataclasses import MISSING, Field, fields
from typing import Any, TypeVar

from cnncore.arguments import whole_number
from cnncore.errors import SettingError
from cnncore.network.errors import NetworkError

Record = TypeVar("Record")


def as_fields(record: Any) -> dict[str, Any]:
    """The fields of a dataclass by name, values as they are (no copy, no recursion)."""
    return {field.name: getattr(record, field.name) for field in fields(record)}


def from_fields(kind: type[Record], values: object, *, owner: str) -> Record:
    """A dataclass from its fields.

    Args:
        kind: the dataclass.
        values: its fields by name; those with a default may be absent.
        owner: how errors call it.

    Raises:
        NetworkError: `not_a_mapping`, `unknown_field` or `missing_field`; whatever the class itself
            refuses passes through.
    """
    if not isinstance(values, Mapping):
        raise NetworkError("not_a_mapping", owner=owner, value=repr(values)[:80])
    known = {field.name: field for field in fields(kind)}  # pyright: ignore[reportArgumentType]
    for name in values:
        if name not in known:
            raise NetworkError("unknown_field", field=name, owner=owner, fields=tuple(known))
    for name, field in known.items():
        if name not in values and not _has_default(field):
            raise NetworkError("missing_field", field=name, owner=owner)
    return kind(**values)


def whole(name: str, value: object, *, minimum: int, maximum: int) -> int:
    """A whole number between two bounds, both included."""
    number = whole_number(name, value, minimum=minimum)
    if number > maximum:
        raise SettingError(
            "out_of_range", name=name, value=number, minimum=minimum, maximum=maximum
        )
    return number


def flag(name: str, value: object) -> bool:
    """True or False; 0, 1 and "yes" are not."""
    if not isinstance(value, bool):
        raise NetworkError("not_a_flag", name=name, value=repr(value))
    return value


def number(name: str, value: object, *, minimum: float, maximum: float) -> float:
    """A finite number between two bounds, both included."""
    if isinstance(value, bool) or not isinstance(value, int | float) or not math.isfinite(value):
        raise NetworkError("not_a_number", name=name, value=repr(value))
    if not minimum <= value <= maximum:
        raise SettingError("out_of_range", name=name, value=value, minimum=minimum, maximum=maximum)
    return float(value)


def _has_default(field: Field[Any]) -> bool:
    return field.default is not MISSING or field.default_factory is not MISSING
