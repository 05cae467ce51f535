"""A stack of layers on paper: the units of each map, and what one of them sees of the picture."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from cnncore.receptive_field import ReceptiveField
from lessons.machinery.cells import format_number
from lessons.machinery.plate import Bar, Label, Mark, Picture, Plate, Said, Way
from lessons.machinery.written import Token, Tokens
from lessons.receptive_field.stacks import Layer, Stack, fields, sizes, stack_of

_NAMES, _UNITS, _NUMBERS = 2.3, 12.0, 8.2
_ROW, _HIGH = 1.25, 0.55
_SETTING, _COLUMN = 0.6, 1.95
"""Lengths in cells."""
Place = tuple[float, float, float, float]
"""Left, top, width and height."""
_DENSE = 0.12
"""Units narrower than this are joined to one bar."""
_SETTINGS = ("kernel_size", "stride", "padding", "dilation")


@dataclass(frozen=True, slots=True)
class FieldCase:
    """Layers over a picture, and the units of one map that are picked.

    Attributes:
        size: Pixels along a side.
        level: The map: 0 is the picture.
        first: The first of the picked units.
        count: How many.
    """

    layers: Stack
    size: int
    level: int
    first: int
    count: int

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> FieldCase:
        """The case of these settings; what lies outside is brought to what there is."""
        layers, size = stack_of(settings["stack"]), settings["picture"]
        level = min(settings["layer"], len(layers))
        units = sizes(layers, size)[level]
        count = min(int(settings["patch"]), units)
        first = settings["unit"] - count // 2
        return cls(layers, size, level, min(max(first, 0), max(units - count, 0)), count)

    def lit(self) -> list[tuple[list[int], list[int]]]:
        """What is read of each map, the picture's first: units inside of it, and of its padding."""
        found = [(list(range(self.first, self.first + self.count)), list[int]())]
        below = list(zip(self.layers[: self.level], sizes(self.layers, self.size), strict=False))
        for layer, units in reversed(below):
            read = sorted({place for unit in found[0][0] for place in _taps(layer, unit)})
            inside = [place for place in read if 0 <= place < units]
            found.insert(0, (inside, [place for place in read if place not in inside]))
        return found

    def plates(self) -> tuple[Plate, ...]:
        """The stack in one drawing.

        Raises:
            SettingError: If no window of the picked layer fits.
        """
        size = self.size
        for layer in self.layers[: self.level]:
            size = layer.window.out_size(size)
        where, tokens = self._said()
        return (Plate((_Drawing(self).picture(),), (1, 1), None, tokens, where),)

    def names(self) -> list[Said]:
        """Of the maps, the picture's first: each kind of layer is counted."""
        found, seen = [Said("figure.picture")], {"conv": 0, "pool": 0}
        for layer in self.layers:
            seen[layer.kind] += 1
            found.append(Said(f"figure.{layer.kind}", tail=f" {seen[layer.kind]}"))
        return found

    def _said(self) -> tuple[Said, Tokens]:
        """What the units see, and how the field of one of them comes about."""
        field = fields(self.layers)[self.level]
        first, last = field.view(self.first)[0], field.view(self.first + self.count - 1)[-1]
        units = str(self.first + 1)
        if self.count > 1:
            units += f"–{self.first + self.count}"
        slots = {
            "map": self.names()[self.level], "unit": units, "first": first + 1, "last": last + 1,
            "size": last - first + 1,
        }  # fmt: skip
        where = Said("figure.sees" if self.count == 1 else "figure.sees_patch", slots)
        if not self.level:
            return where, ()
        before, layer = fields(self.layers)[self.level - 1], self.layers[self.level - 1]
        return where, (
            Token("r = "), Token(str(before.size), "input"), Token(f" + {_span(layer)}·"),
            Token(str(before.jump), "kernel"), Token(" = "), Token(str(field.size), "output"),
        )  # fmt: skip


def _taps(layer: Layer, unit: int) -> Iterator[int]:
    """The units of the map below that one reads, padding included."""
    for tap in range(layer.kernel_size):
        yield unit * layer.stride - layer.padding + tap * layer.dilation


def _span(layer: Layer) -> str:
    holes = f"{layer.dilation}·" if layer.dilation > 1 else ""
    return f"{holes}({layer.kernel_size} − 1)"


class _Drawing:
    """Rows from the last map down to the picture."""

    def __init__(self, case: FieldCase) -> None:
        self.case = case
        self.fields, self.counts = fields(case.layers), sizes(case.layers, case.size)
        beyond = max(0, *(field.left_padding for field in self.fields))
        margin = min(beyond, -(-case.size // 8))
        self.left, self.across = -margin, case.size + 2 * margin

    def picture(self) -> Picture:
        case = self.case
        marks: list[Mark] = [*self._heads()]
        lit = case.lit()
        for level, (below, above) in enumerate(pairwise(lit)):
            marks += self._cone(level, below[0], above[0])
        for level, name in enumerate(case.names()):
            inside, padding = lit[level] if level < len(lit) else ([], [])
            marks += self._row(level, name, inside, padding)
        height = _ROW * len(self.fields) + 0.5
        return Picture(_NAMES + _UNITS + _NUMBERS, height, tuple(marks), Said("figure.figure"))

    def _top(self, level: int) -> float:
        return 0.75 + _ROW * (len(self.fields) - 1 - level)

    def _heads(self) -> Iterator[Mark]:
        for i, name in enumerate(_SETTINGS):
            yield Label(_at_setting(i), 0.2, Said(f"figure.short_{name}"), 0.22)
        for i, name in enumerate(("size", "jump", "start")):
            yield Label(_at_number(i), 0.2, Said(f"figure.short_{name}"), 0.22)

    def _row(self, level: int, name: Said, inside: list[int], padding: list[int]) -> Iterator[Mark]:
        top, role = self._top(level), "output" if level else "input"
        count = self.counts[level]
        units = Said("figure.units" if level else "figure.pixels", {"count": str(count)})
        yield Label(0, top + 0.12, name, 0.28, "input-text" if not level else "ink", is_bold=True,
                    across="left")  # fmt: skip
        yield Label(0, top + 0.5, units, 0.2, across="left")
        for bar in self._bars(level, range(count)):
            yield Bar(*bar, look="outlined")
        for bar in self._bars(level, padding):
            yield Bar(*bar, look="hatched")
        for bar in self._bars(level, inside):
            yield Bar(*bar, role=role)
        yield from self._numbers(level, top)

    def _numbers(self, level: int, top: float) -> Iterator[Mark]:
        field = self.fields[level]
        told = ("", "", "")
        if level:
            layer, before = self.case.layers[level - 1], self.fields[level - 1]
            for i, name in enumerate(_SETTINGS):
                value = str(getattr(layer, name))
                yield Label(_at_setting(i), top + 0.15, value, 0.26, "kernel-text")
            told = (
                f"{before.size} + {_span(layer)}·{before.jump}", f"{before.jump} × {layer.stride}",
                f"{format_number(before.left_edge)} − {layer.padding}·{before.jump}",
            )  # fmt: skip
        for i, (value, how) in enumerate(
            zip((field.size, field.jump, field.left_edge), told, strict=True)
        ):
            yield Label(_at_number(i), top + 0.12, format_number(value), 0.3, "ink", is_bold=True)
            if how:
                yield Label(_at_number(i), top + 0.52, how, 0.17)

    def _place(self, field: ReceptiveField, unit: int) -> float:
        """The left edge of a unit: as wide as its jump, in the middle of what it sees."""
        pixel = field.left_edge + unit * field.jump + (field.size - field.jump) / 2
        return _NAMES + (pixel - self.left) / self.across * _UNITS

    def _bars(
        self, level: int, units: Sequence[int]
    ) -> Iterator[tuple[float, float, float, float]]:
        """Where units stand; neighbours are joined where each would be too narrow to be seen."""
        field = self.fields[level]
        wide = field.jump / self.across * _UNITS
        is_dense, runs = wide < _DENSE, list[list[int]]()
        for unit in units:
            if is_dense and runs and runs[-1][1] == unit - 1:
                runs[-1][1] = unit
            else:
                runs.append([unit, unit])
        inset = 0.0 if is_dense else wide * 0.06
        for first, last in runs:
            left = max(self._place(field, first) + inset, _NAMES)
            right = min(self._place(field, last) + wide - inset, _NAMES + _UNITS)
            if right > left:
                yield left, self._top(level), right - left, _HIGH

    def _cone(self, level: int, below: list[int], above: list[int]) -> Iterator[Mark]:
        """What joins the units of a map with those they read."""
        if not below or not above:
            return
        ends = []
        for at, units in ((level + 1, above), (level, below)):
            bars = list(self._bars(at, [units[0]])) + list(self._bars(at, [units[-1]]))
            if not bars:
                return
            ends.append((bars[0][0], bars[-1][0] + bars[-1][2]))
        (left, right), (low, high) = ends
        top, floor = self._top(level + 1) + _HIGH, self._top(level)
        yield Way(
            ((left, top), (right, top), (high, floor), (low, floor)), "kernel-line", opacity=0.16
        )
        for begin, end in ((left, low), (right, high)):
            yield Way(((begin, top), (end, floor)), "kernel-line", 1.2)


def _at_setting(i: int) -> float:
    return _NAMES + _UNITS + 0.5 + _SETTING * i


def _at_number(i: int) -> float:
    return _at_setting(4) + 0.55 + _COLUMN * i
