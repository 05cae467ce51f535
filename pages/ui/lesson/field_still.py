"""The stack of layers before its script runs: its maps, their units and rows, standing still."""

from __future__ import annotations

from html import escape
from itertools import groupby
from math import ceil
from typing import Any

from cnncore.receptive_field import ReceptiveField, cells_seen
from lessons.receptive_field.stacks import Layer, Stack, fields, sizes
from pages.components import still

_HEADS = ("kernel_size", "stride", "padding", "dilation", "size", "jump", "start")
_COMPACT_FROM = 8
_HEIGHT = 10
_INSET = 0.06
_DENSE = 0.012
"""Of the width: narrower units are drawn as one."""


def still_field(data: dict[str, Any]) -> str:
    """The figure as its data says, with the picked unit and what it sees."""
    settings, words = data["settings"], data["words"]
    layers = tuple(Layer(**layer) for layer in settings["layers"])
    counts, found = sizes(layers, settings["picture"]), fields(layers)
    margin = min(max(0, *(f.left_padding for f in found)), ceil(settings["picture"] / 8))
    span = (-margin, settings["picture"] + margin)
    lit = _lit(layers, counts, settings)
    rows = [
        _level(level, layers, data, _units(found[level], counts[level], lit[level], span))
        for level in reversed(range(len(found)))
    ]
    heads = "".join(
        f'<span data-name="{name}">{escape(words[f"short_{name}"])}</span>' for name in _HEADS
    )
    compact = " data-compact" if len(layers) > _COMPACT_FROM else ""
    return still(
        f'<div class="board"{compact} aria-hidden="true" inert><div class="inner">{_presets(data)}'
        f'<div class="level heads"><span></span><span class="axis">{escape(words["axis"])}</span>'
        f'<div class="numbers">{heads}</div></div><div class="rows">{"".join(rows)}</div>'
        "</div></div>",
        "shared/view/board.css",
        "field_stack/component.css",
    )


def _presets(data: dict[str, Any]) -> str:
    now = "-".join(Layer(**layer).text for layer in data["settings"]["layers"])
    chips = "".join(
        f'<button type="button" class="chip" aria-pressed="{str(each["stack"] == now).lower()}">'
        f"{escape(each['label'])}</button>"
        for each in data["presets"]
    )
    return f'<div class="row-of presets">{chips}</div>'


def _lit(layers: Stack, counts: list[int], settings: dict[str, Any]) -> list[list[int]]:
    """The units of each map that the picked one reads; none where a map has no unit."""
    level, unit = min(settings["layer"], len(layers)), settings["unit"]
    if not all(counts):
        return [[] for _ in counts]
    windows = [layer.window for layer in layers[:level]]
    seen = cells_seen(windows, settings["picture"], [min(unit, counts[level] - 1)])
    return seen + [[] for _ in counts[level + 1 :]]


def _units(field: ReceptiveField, count: int, lit: list[int], span: tuple[int, int]) -> str:
    wide = span[1] - span[0]
    dense = field.jump < _DENSE * wide
    all_, bright = (_boxes(field, units, dense) for units in (list(range(count)), lit))
    return (
        f'<svg class="units" preserveAspectRatio="none" viewBox="{span[0]} 0 {wide} {_HEIGHT}">'
        f'<path class="unit" d="{all_}"/><path class="unit is-lit" d="{bright}"/></svg>'
    )


def _boxes(field: ReceptiveField, units: list[int], dense: bool) -> str:
    """Each unit over the pixels it stands for; where they are narrow, neighbours as one."""
    inset = 0 if dense else _INSET * field.jump
    runs = [[unit] for unit in units]
    if dense:
        grouped = groupby(enumerate(units), lambda at: at[1] - at[0])
        runs = [[unit for _, unit in run] for _, run in grouped]
    first = field.left_edge + (field.size - field.jump) / 2
    boxes = (
        (first + run[0] * field.jump + inset, len(run) * field.jump - 2 * inset) for run in runs
    )
    return "".join(f"M{left:g} 0h{width:g}v{_HEIGHT}h{-width:g}z" for left, width in boxes)


def _level(level: int, layers: Stack, data: dict[str, Any], units: str) -> str:
    """One row: the name of the map, its units, its numbers, unless they wait for a prediction."""
    words, counts = data["words"], sizes(layers, data["settings"]["picture"])
    field = fields(layers)[level]
    text = "-".join(layer.text for layer in layers)
    asked = data["masked"] is not None and text == data["maskedStack"] and level >= data["masked"]
    name, set_ = words["picture"], ("", "", "", "")
    if level:
        layer = layers[level - 1]
        number = sum(each.kind == layer.kind for each in layers[:level])
        name = f"{words[layer.kind]} {number}"
        set_ = (layer.kernel_size, layer.stride, layer.padding, layer.dilation)
    settings = "".join(f'<span class="setting">{value}</span>' for value in set_)
    numbers = "".join(
        f'<span class="number" data-name="{name_}"><b>{"?" if asked else _signed(value)}</b>'
        "<small>&nbsp;</small></span>"
        for name_, value in zip(_HEADS[4:], (field.size, field.jump, field.left_edge), strict=True)
    )
    masked = " data-masked" if asked else ""
    said = words["units" if level else "pixels"].replace("{count}", str(counts[level]))
    return (
        f'<div class="level" data-level="{level}"{masked}><div class="name"><b>{escape(name)}</b>'
        f'<small>{escape(said)}</small></div><div class="track">{units}</div>'
        f'<div class="numbers">{settings}{numbers}</div></div>'
    )


def _signed(value: int) -> str:
    return f"−{-value}" if value < 0 else str(value)
