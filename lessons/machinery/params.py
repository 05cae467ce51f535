"""Parameters: what may stand in an address or come from a browser, and how it is read and written.

A parameter checks the whole text it is given. What it refuses it returns as data, a ``ParamSlip``:
the pages put that into words.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from lessons.machinery.cells import CellEdits, format_edits, half_width, parse_edits

Pair = tuple[int, int]
"""Along the rows and along the columns: (height, width), as in torch."""

LARGEST_SEED = 9999
_MOST_DIGITS = 9
_LONGEST_QUOTED = 40


@dataclass(frozen=True, slots=True)
class ParamSlip:
    """A text that is no value of its parameter.

    Attributes:
        code: What is wrong, the key of its sentence.
        values: What the sentence names: the parameter, the text, what would have been possible.
    """

    code: str
    values: Mapping[str, object]


class Param(Protocol):
    """A parameter: its name, its default, and how it is read and written."""

    @property
    def name(self) -> str:
        """As it stands in the address."""
        ...

    @property
    def default(self) -> Any:
        """What holds where the address says nothing."""
        ...

    def parse(self, text: str) -> tuple[Any, ParamSlip | None]:
        """The checked value (the default if there is none), and what was wrong."""
        ...

    def format(self, value: Any) -> str:
        """The inverse of ``parse``."""
        ...


def bad_value(code: str, param: Param, text: str, **values: object) -> ParamSlip:
    """The slip of a text that gives the default; long texts are quoted by their beginning."""
    told = {"name": param.name, "value": quoted(text)}
    return ParamSlip(code, told | values | {"default": param.format(param.default)})


def quoted(text: str, longest: int = _LONGEST_QUOTED) -> str:
    """The beginning of a text from an address, as a sentence can hold it: every sign is seen."""
    return "".join(each if each.isprintable() else "\ufffd" for each in text[:longest])


def whole_number(text: str) -> int | None:
    """The whole number from 0 that the text is, in full or half width; None if it is none."""
    plain = half_width(text)
    is_whole = plain.isascii() and plain.isdecimal() and len(plain) <= _MOST_DIGITS
    return int(plain) if is_whole else None


@dataclass(frozen=True, slots=True)
class IntParam:
    """A whole number from ``low`` to ``high``."""

    name: str
    low: int
    high: int
    default: int

    def parse(self, text: str) -> tuple[int, ParamSlip | None]:
        """The number, or the default and what was wrong."""
        number = whole_number(text)
        if number is not None and self.low <= number <= self.high:
            return number, None
        return self.default, bad_value("bad_int", self, text, low=self.low, high=self.high)

    def format(self, value: int) -> str:
        """The number as it stands in the address."""
        return str(value)


@dataclass(frozen=True, slots=True)
class PairParam:
    """Two whole numbers from ``low`` to ``high``, along the rows and along the columns.

    ``1x3`` is a rectangle; one number stands for both.
    """

    name: str
    low: int
    high: int
    default: Pair

    def parse(self, text: str) -> tuple[Pair, ParamSlip | None]:
        """The pair, or the default and what was wrong."""
        parts = half_width(text).lower().replace("×", "x").split("x")
        numbers = [whole_number(part) for part in parts]
        pair = [n for n in numbers if n is not None and self.low <= n <= self.high]
        if len(pair) == len(parts) <= 2:
            return (pair[0], pair[-1]), None
        return self.default, bad_value("bad_pair", self, text, low=self.low, high=self.high)

    def format(self, value: Pair) -> str:
        """``3`` if both are equal, else ``1x3``."""
        rows, columns = value
        return str(rows) if rows == columns else f"{rows}x{columns}"


@dataclass(frozen=True, slots=True)
class ShiftParam:
    """How far something has moved: ``1x-2`` is one cell down and two to the left.

    Attributes:
        reach: Cells, at most, on either axis.
    """

    name: str
    reach: int

    @property
    def default(self) -> Pair:
        """Not at all."""
        return (0, 0)

    def parse(self, text: str) -> tuple[Pair, ParamSlip | None]:
        """The shift, or the default and what was wrong."""
        parts = text.replace("\N{MINUS SIGN}", "-").split("x")
        plain = [part.removeprefix("-") for part in parts]
        if len(parts) == 2 and all(part.isascii() and part.isdecimal() for part in plain):
            down, across = (int(part) for part in parts)
            if max(abs(down), abs(across)) <= self.reach:
                return (down, across), None
        return self.default, bad_value("bad_shift", self, text, reach=self.reach)

    def format(self, value: Pair) -> str:
        """As it stands in the address."""
        return "{}x{}".format(*value)


@dataclass(frozen=True, slots=True)
class FlagParam:
    """On or off: ``1`` or ``0``; off by default."""

    name: str
    default: bool = False

    def parse(self, text: str) -> tuple[bool, ParamSlip | None]:
        """Whether it is on, or the default and what was wrong."""
        number = whole_number(text)
        if number in (0, 1):
            return number == 1, None
        return self.default, bad_value("bad_int", self, text, low=0, high=1)

    def format(self, value: bool) -> str:
        """``1`` or ``0``."""
        return str(int(value))


@dataclass(frozen=True, slots=True)
class ChoiceParam:
    """One of a few words."""

    name: str
    choices: tuple[str, ...]
    default: str

    def parse(self, text: str) -> tuple[str, ParamSlip | None]:
        """The choice, or the default and what was wrong."""
        if text in self.choices:
            return text, None
        choices = " · ".join(filter(None, self.choices))
        if self.default:
            return self.default, bad_value("bad_choice", self, text, choices=choices)
        values = {"name": self.name, "value": quoted(text), "choices": choices}
        return "", ParamSlip("no_choice", values)

    def format(self, value: str) -> str:
        """The word itself."""
        return value


@dataclass(frozen=True, slots=True)
class ManyParam:
    """Any of a few words; none by default.

    Attributes:
        between: What joins them in the address.
    """

    name: str
    choices: tuple[str, ...]
    between: str = "_"

    @property
    def default(self) -> tuple[str, ...]:
        """None of them."""
        return ()

    def parse(self, text: str) -> tuple[tuple[str, ...], ParamSlip | None]:
        """Those that exist, in the order of the choices, and which do not."""
        asked = [word for word in text.split(self.between) if word]
        unknown = [word for word in asked if word not in self.choices]
        found = tuple(word for word in self.choices if word in asked)
        if not unknown:
            return found, None
        values = {
            "name": self.name,
            "value": quoted(" ".join(unknown)),
            "choices": " · ".join(self.choices),
        }
        return found, ParamSlip("bad_many", values)

    def format(self, value: tuple[str, ...]) -> str:
        """The words as they stand in the address."""
        return self.between.join(value)


@dataclass(frozen=True, slots=True)
class RunsParam:
    """A list of a few words in the order in which they were chosen, joined by ``_``."""

    name: str
    choices: tuple[str, ...]
    most: int

    @property
    def default(self) -> tuple[str, ...]:
        """An empty list."""
        return ()

    def parse(self, text: str) -> tuple[tuple[str, ...], ParamSlip | None]:
        """The list, or an empty one and what was wrong."""
        words = tuple(text.split("_")) if text else ()
        if len(words) <= self.most and all(word in self.choices for word in words):
            return words, None
        return (), bad_value(
            "bad_list", self, text, most=self.most, choices=" · ".join(self.choices)
        )

    def format(self, value: tuple[str, ...]) -> str:
        """The words as they stand in the address."""
        return "_".join(value)


@dataclass(frozen=True, slots=True)
class EditsParam:
    """Cells that the learner changed by hand: ``row.column.number`` joined by ``_``.

    Attributes:
        over: The parameter whose choice the cells come from; another choice drops the edits.
        strange: Whether ``nan`` and ``-inf`` may be written into a cell.
    """

    name: str
    max_size: int
    over: str = ""
    strange: bool = False

    @property
    def default(self) -> CellEdits:
        """Nothing changed."""
        return {}

    def parse(self, text: str) -> tuple[CellEdits, ParamSlip | None]:
        """The readable edits, and which are not."""
        edits, unreadable = parse_edits(text, max_size=self.max_size, strange=self.strange)
        if not unreadable:
            return edits, None
        values = {"name": self.name, "value": quoted(" ".join(unreadable))}
        return edits, ParamSlip("bad_cells", values)

    def format(self, value: CellEdits) -> str:
        """The edits as they stand in the address."""
        return format_edits(value)


def as_text(value: object) -> str:
    """A value that came from a browser or a lesson, as an address would say it, unchecked.

    Pairs and edits come as lists, or as Python holds them.
    """
    if isinstance(value, Mapping) and all(isinstance(cell, tuple) for cell in value):
        return format_edits({(row, column): str(text) for (row, column), text in value.items()})
    if isinstance(value, Sequence) and not isinstance(value, str):
        if any(isinstance(item, Sequence) for item in value):
            return "_".join(".".join(map(as_text, item)) for item in value)
        return "x".join(map(as_text, value))
    if isinstance(value, (bool, int)) or (isinstance(value, float) and value.is_integer()):
        return str(int(value))
    return str(value)
