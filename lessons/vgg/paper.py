"""The table of VGG's configurations on paper."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from lessons.machinery.plate import Bar, Label, Look, Mark, Picture, Plate, Said, Way
from lessons.vgg.columns import NAMES, Column, Layer, column

_HEAD, _WIDE, _CELL, _LINE = 2.3, 2.75, 2.45, 0.55
"""Lengths in cells: of the names before the table, a column, a cell of it, and a line."""
_LOOKS: Mapping[str, tuple[Literal["", "kernel"], Look]] = {
    "same": ("", "filled"),
    "added": ("kernel", "filled"),
    "changed": ("kernel", "outlined"),
    "removed": ("", "dashed"),
}
"""How a cell stands to the column it is held against."""


@dataclass(frozen=True, slots=True)
class TableCase:
    """The first columns of the table, each against another.

    Attributes:
        shown: How many.
        against: "left", or the name of a column.
        picked: The column whose cell is picked, and that cell.
        cost: "params" or "mult_adds": what is written below.
    """

    shown: int
    against: str
    picked: tuple[str, str]
    cost: str

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> TableCase:
        """The case of these settings."""
        picked = (settings["column"], settings["cell"])
        return cls(settings["columns"], settings["against"], picked, settings["cost"])

    @property
    def columns(self) -> tuple[Column, ...]:
        """Those that are shown."""
        return tuple(map(column, NAMES[: self.shown]))

    def plates(self) -> tuple[Plate, ...]:
        """The table in one drawing."""
        marks, top = [*self._heads()], 1.15
        for number in range(len(self.columns[0].stages)):
            found, height = self._stage(number, top)
            marks += found
            top += height
        marks += self._foot(top)
        picture = Picture(_HEAD + _WIDE * self.shown, top + 1.7, tuple(marks), Said("table.table"))
        return (Plate((picture,), (1, 1), None, (), self._said()),)

    def _heads(self) -> Iterator[Mark]:
        for i, each in enumerate(self.columns):
            middle = _middle(i)
            yield Label(middle, 0.25, each.name, 0.36, "ink", is_bold=True)
            yield Label(middle, 0.75, Said("table.layers", {"count": str(each.depth)}), 0.22)

    def _stage(self, number: int, top: float) -> tuple[list[Mark], float]:
        """A band between two poolings, and how high it is."""
        first = self.columns[0].stages[number][0]
        marks: list[Mark] = [
            Label(0, top + 0.25, f"{first.size}²", 0.3, "output-text", is_bold=True, across="left"),
            Label(0, top + 0.7, Said("table.maps", {"count": str(first.outs)}), 0.2, across="left"),
        ]
        tallest = 2
        for i, each in enumerate(self.columns):
            slots = marked(each.stages[number], self._rival(i, number))
            tallest = max(tallest, len(slots))
            for line, slot in enumerate(slots):
                marks += self._cell(i, top + _LINE * line, *slot)
        height = _LINE * tallest + 0.65
        right, floor = _HEAD + _WIDE * self.shown, top + height - 0.3
        marks += [
            Label(0, floor, Said("table.pool"), 0.2, across="left"),
            Way(((_HEAD, floor), (right, floor)), "hairline", 1.0),
        ]
        return marks, height + 0.1

    def _rival(self, i: int, number: int) -> tuple[Layer, ...]:
        """The stage that a column is held against; its own where there is none."""
        own = self.columns[i]
        if self.against == "left":
            return self.columns[max(i - 1, 0)].stages[number]
        return (own if own.name == self.against else column(self.against)).stages[number]

    def _cell(self, i: int, top: float, layer: Layer, mark: str) -> Iterator[Mark]:
        is_picked = (self.columns[i].name, layer.name) == self.picked and mark != "removed"
        left = _middle(i) - _CELL / 2
        role, look = _LOOKS[mark]
        yield Bar(left, top, _CELL, _LINE - 0.1, role, look)
        if is_picked:
            yield Bar(left - 0.06, top - 0.06, _CELL + 0.12, _LINE + 0.02, "accent", "outlined")
        sign = {"added": "+ ", "removed": "− "}.get(mark, "")
        text = "LRN" if layer.kind == "lrn" else f"{layer.kernel}×{layer.kernel}, {layer.outs}"
        tone = "ink-2" if mark == "removed" else "ink"
        yield Label(_middle(i), top + (_LINE - 0.1) / 2, sign + text, 0.23, tone)

    def _foot(self, top: float) -> Iterator[Mark]:
        """The fully connected layers, the same in all, and what each column costs."""
        wide = _WIDE * self.shown
        yield Label(
            0, top + 0.25, Said("table.fc"), 0.26, "output-text", is_bold=True, across="left"
        )
        linear = self.columns[0].linear
        if self.shown > 2:
            yield Bar(_HEAD + 0.15, top, wide - 0.3, 0.5)
            text = "    ".join(f"{each.name} {each.ins} → {each.outs}" for each in linear)
            yield Label(_HEAD + wide / 2, top + 0.25, text, 0.22, "ink")
        else:
            text = "-".join(str(each.outs) for each in linear)
            yield Label(_HEAD + wide / 2, top + 0.25, text, 0.22, "ink")
        yield Label(0, top + 1.1, Said(f"table.{self.cost}"), 0.22, across="left")
        for i, each in enumerate(self.columns):
            yield Label(
                _middle(i), top + 1.1, f"{getattr(each, self.cost):,}", 0.22, "ink", is_bold=True
            )

    def _said(self) -> Said:
        """The picked cell in words."""
        name, cell = self.picked
        found = column(name)
        layers = [layer for stage in (*found.stages, found.linear) for layer in stage]
        layer = next((each for each in layers if each.name == cell), layers[0])
        slots = {"column": name, "name": layer.name, "kernel": f"{layer.kernel}×{layer.kernel}",
                 "ins": str(layer.ins), "outs": str(layer.outs), "size": str(layer.size),
                 "field": str(layer.field)}  # fmt: skip
        return Said(f"table.said_{layer.kind}", slots)


def marked(cells: tuple[Layer, ...], others: tuple[Layer, ...]) -> list[tuple[Layer, str]]:
    """The cells of a stage and how each stands to the other column; those that are gone last."""
    places: dict[str, int] = {}
    found: list[tuple[Layer, str]] = []
    for cell in cells:
        rivals = [other for other in others if other.kind == cell.kind]
        place = places.get(cell.kind, 0)
        places[cell.kind] = place + 1
        if place >= len(rivals):
            found.append((cell, "added"))
        else:
            was = rivals[place]
            is_same = (was.kernel, was.outs) == (cell.kernel, cell.outs)
            found.append((cell, "same" if is_same else "changed"))
    for kind in dict.fromkeys(other.kind for other in others):
        gone = [other for other in others if other.kind == kind][places.get(kind, 0) :]
        found += [(other, "removed") for other in gone]
    return found


def _middle(i: int) -> float:
    return _HEAD + _WIDE * (i + 0.5)
