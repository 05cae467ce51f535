"""The boards of the lesson on paper: the lanes of AlexNet, and four ways to place the windows."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from math import sqrt
from typing import Any

import numpy as np

from lessons.alexnet.ruler import KERNEL, STRIDE, WANTED, WAYS
from lessons.alexnet.ruler import Way as Placing
from lessons.alexnet.towers import Column, Tower, tower
from lessons.machinery.plate import Bar, Label, Mark, Picture, Plate, Said, Way
from lessons.machinery.written import Role

_BEGIN, _WIDE = 2.7, 21.0
_MIDDLE, _APART = 2.9, 1.15
_PER_ROOT, _VECTOR, _THICK, _PER_CHANNEL = 0.16, 1.4, 0.075, 1 / 560
"""Lengths in cells: what a map's height is for the root of its side, and its width a channel."""
_SHARES = {"input": 0.6, "pool": 0.72, "conv": 1.0, "fc": 1.14}
_CURVE = np.linspace(0, 1, 15)
_LINES = ("channels", "side", "field", "params", "mult_adds")


@dataclass(frozen=True, slots=True)
class LanesCase:
    """A network called AlexNet, and the layer that is picked."""

    tower: Tower
    layer: str

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> LanesCase:
        """The case of these settings."""
        return cls(tower(settings["variant"]), settings["layer"])

    def plates(self) -> tuple[Plate, ...]:
        """The lanes in one drawing."""
        return (Plate((_Lanes(self).picture(),), (1, 1), None, (), self._said()),)

    def _said(self) -> Said:
        column = self.tower.column(self.layer)
        kind = "vector" if column.side is None else "map"
        slots = {"label": _label(column), "channels": f"{column.channels:,}",
                 "side": str(column.side), "reads": self._reads(column),
                 "params": f"{column.params:,}"}  # fmt: skip
        return Said(f"lanes.status_{kind}", slots)

    def _reads(self, column: Column) -> Said:
        if column.kind in ("input", "pool"):
            return Said(f"lanes.said_{column.kind}")
        way = "all" if self.tower.lanes == 1 else "both" if column.crosses else "own"
        if column.seen == column.ins and way == "own":
            way = "all"
        slots = {"seen": f"{column.seen:,}", "ins": f"{column.ins:,}"}
        return Said(f"lanes.said_{column.kind}_{way}", slots)


def _label(column: Column) -> str | Said:
    return Said("layers.input") if column.kind == "input" else column.name


class _Lanes:
    """Blocks with the bands between them, and a table below."""

    def __init__(self, case: LanesCase) -> None:
        self.case, self.columns = case, case.tower.columns
        shares = [_SHARES[column.kind] for column in self.columns]
        ends = np.cumsum(shares) / sum(shares) * _WIDE
        self.middles = [_BEGIN + float(end - share / sum(shares) * _WIDE / 2)
                        for end, share in zip(ends, shares, strict=True)]  # fmt: skip
        self.widths = [share / sum(shares) * _WIDE for share in shares]

    def picture(self) -> Picture:
        marks = [*self._bands(), *self._blocks(), *self._table(), *self._totals()]
        said = Said(f"variants.{self.case.tower.variant}.note")
        return Picture(_BEGIN + _WIDE, 2 * _MIDDLE + 4.6, tuple(marks), said)

    def _lanes_of(self, i: int) -> Iterator[tuple[float, float, float]]:
        """Middle, width and height of the blocks of a column."""
        column = self.columns[i]
        wide = _THICK + column.channels // column.lanes * _PER_CHANNEL
        tall = _PER_ROOT * sqrt(column.side) if column.side else _VECTOR
        for lane in range(column.lanes):
            across = 0.0 if column.lanes == 1 else (2 * lane - 1) * _APART
            yield 0.5 + _MIDDLE + across, wide if column.side else 2 * _THICK, tall

    def _blocks(self) -> Iterator[Mark]:
        for i, column in enumerate(self.columns):
            is_picked = column.name == self.case.layer
            if is_picked:
                yield Bar(self.middles[i] - self.widths[i] / 2, 0.1, self.widths[i],
                          2 * _MIDDLE + 4.2, "accent", "outlined")  # fmt: skip
            role: Role = "input" if column.kind == "input" else "output"
            for middle, wide, tall in self._lanes_of(i):
                left = self.middles[i] - wide / 2
                yield Bar(left, middle - tall / 2, wide, tall, role)

    def _bands(self) -> Iterator[Mark]:
        for i, column in enumerate(self.columns[1:], start=1):
            before, after = list(self._lanes_of(i - 1)), list(self._lanes_of(i))
            for lane, to in enumerate(after):
                for other, source in enumerate(before):
                    reads = column.crosses or len(before) == 1 or lane == other
                    if reads:
                        is_crossing = column.crosses and (len(after) == 1 or lane != other)
                        yield from self._band(i, source, to, is_crossing=is_crossing)

    def _band(self, i: int, source: tuple, to: tuple, *, is_crossing: bool) -> Iterator[Mark]:
        begin = self.middles[i - 1] + source[1] / 2
        end = self.middles[i] - to[1] / 2
        x, smooth = begin + (end - begin) * _CURVE, _CURVE**2 * (3 - 2 * _CURVE)
        upper, lower = (
            source[0] + side * source[2] / 2
            + (to[0] + side * to[2] / 2 - source[0] - side * source[2] / 2) * smooth
            for side in (-1, 1)
        )  # fmt: skip
        edges = [tuple(zip(x.tolist(), y.tolist(), strict=True)) for y in (upper, lower)]
        yield Way((*edges[0], *reversed(edges[1])), "output-line", opacity=0.16)
        if is_crossing:
            for edge in edges:
                yield Way(edge, "kernel-line", 1.0)

    def _table(self) -> Iterator[Mark]:
        floor = 2 * _MIDDLE + 1.1
        for line, name in enumerate(_LINES):
            yield Label(0, floor + 0.95 + 0.5 * line, Said(f"lanes.{name}"), 0.22, across="left")
        for i, column in enumerate(self.columns):
            middle = self.middles[i]
            yield Label(middle, floor, _label(column), 0.24, "ink", is_bold=True)
            if column.kernel:
                stride = f"/{column.stride}" if column.stride > 1 else ""
                yield Label(middle, floor + 0.42, f"{column.kernel}×{column.kernel}{stride}", 0.19)
            for line, told in enumerate(_told(column)):
                yield Label(middle, floor + 0.95 + 0.5 * line, told, 0.2, "ink")

    def _totals(self) -> Iterator[Mark]:
        found = self.case.tower
        yield Label(
            0, 0.3, Said(f"variants.{found.variant}.name"), 0.32, "ink", is_bold=True, across="left"
        )
        held = Said("lanes.held", {"count": f"{found.params:,}"})
        yield Label(0, 0.8, held, 0.22, across="left")


def _told(column: Column) -> Iterator[str | Said]:
    """Channels, map, field, parameters, multiply-adds."""
    each = column.channels // column.lanes
    yield "+".join([f"{each:,}"] * column.lanes)
    yield f"{column.side}²" if column.side else ""
    yield str(column.field) if column.field else Said("lanes.whole")
    yield f"{column.params:,}" if column.params else ""
    yield f"{column.mult_adds / 1e6:.1f} M" if column.mult_adds else ""


_LEFT_CELLS, _GAP, _RIGHT_CELLS = 17, 4, 20
"""Columns that are drawn at the left end, left out, and drawn at the right end."""
_SIDE, _HEAD, _PITCH, _LINE = 0.34, 4.6, 2.5, 0.34


class RulerCase:
    """Four ways to place the windows of conv1 along a side."""

    @classmethod
    def of(cls, _settings: Mapping[str, Any]) -> RulerCase:
        """Nothing can be set."""
        return cls()

    def plates(self) -> tuple[Plate, ...]:
        """Both ends of a side, four times."""
        marks = [mark for i, name in enumerate(WAYS) for mark in _placing(name, i * _PITCH)]
        wide = _HEAD + _SIDE * (_LEFT_CELLS + _GAP + _RIGHT_CELLS + STRIDE + KERNEL) + 1.4
        said = " ".join(
            f"{way.size} + {way.left} + {way.right} → {len(way.starts)}." for way in WAYS.values()
        )
        return (Plate((Picture(wide, _PITCH * len(WAYS), tuple(marks), said),), (1, 1), None, ()),)


def _placing(name: str, top: float) -> Iterator[Mark]:
    way = WAYS[name]
    count = len(way.starts)
    yield Label(0, top + 0.25, str(way.size), 0.36, "input-text", is_bold=True, across="left")
    yield Label(1.0, top + 0.25, _how(way), 0.24, across="left")
    yield Label(0, top + 0.7, _note(name, way), 0.2, across="left")
    colour = "output-text" if count == WANTED else "ink"
    wide = _HEAD + _SIDE * (_LEFT_CELLS + _GAP + _RIGHT_CELLS + STRIDE + KERNEL)
    yield Label(wide + 0.7, top + 0.25, str(count), 0.4, colour, is_bold=True)
    first = way.padded - _RIGHT_CELLS
    first -= (first - way.starts[-1]) % STRIDE  # a window begins where the right end begins
    shift = _LEFT_CELLS + _GAP - first
    yield from (_cell(way, i, i, top) for i in range(_LEFT_CELLS))
    yield Label(_HEAD + _SIDE * (_LEFT_CELLS + _GAP / 2), top + 0.2, "…", 0.36)
    yield from (_cell(way, i, i + shift, top) for i in range(first, way.padded))
    yield from _bar(way.starts[0], 0, top, "1")
    yield from _bar(way.starts[1], 1, top, "2")
    yield from _bar(way.starts[-2] + shift, 0, top, str(count - 1))
    yield from _bar(way.starts[-1] + shift, 1, top, str(count))
    if way.rest:  # the next one would reach beyond the end
        yield from _bar(way.starts[-1] + STRIDE + shift, 2, top, str(count + 1), is_missing=True)


def _how(way: Placing) -> Said:
    if not way.left:
        return Said("ruler.plain")
    if way.left == way.right:
        return Said("ruler.even", {"left": str(way.left)})
    return Said("ruler.uneven", {"left": str(way.left), "right": str(way.right)})


def _note(name: str, way: Placing) -> Said:
    if not way.rest:
        return Said("ruler.exact")
    return Said("ruler.by_torchvision" if name == "even" else "ruler.rest", {"rest": str(way.rest)})


def _cell(way: Placing, index: int, at: int, top: float) -> Bar:
    """A column of the picture, of the padding, or one that nobody reads."""
    is_pixel = way.left <= index < way.left + way.size
    look = "striped" if index >= way.padded - way.rest else "filled" if is_pixel else "hatched"
    return Bar(_HEAD + _SIDE * at + 0.02, top, _SIDE - 0.04, 0.4, "input", look, 0.6)


def _bar(
    at: int, line: int, top: float, number: str, *, is_missing: bool = False
) -> Iterator[Mark]:
    """A window; its number stands in it."""
    x, y = _HEAD + _SIDE * at, top + 0.52 + _LINE * 1.35 * line
    role, look = ("accent", "dashed") if is_missing else ("kernel", "filled")
    yield Bar(x + 0.03, y, _SIDE * KERNEL - 0.06, _LINE, role, look)
    yield Label(
        x + 0.2,
        y + _LINE / 2,
        number,
        0.2,
        "accent" if is_missing else "kernel-text",
        across="left",
    )
