"""Stacks for the browser's receptive fields, computed by ``cnncore``."""

from __future__ import annotations

from typing import Any

from cnncore.receptive_field import cells_seen
from lessons.receptive_field.stacks import PRESETS, Preset, as_data, fields, sizes, weights

_MORE = {
    "no padding": Preset("c5-c3s2-m3s2", 23),
    "holes": Preset("c2d7-c2s3p3-c3p4d4", 40),
    "overlapping": Preset("c11s4-m3s2-c5p2-m3s2", 99),
    "nothing fits": Preset("c3-m2s2-c11", 12),
}


def receptive_fields() -> list[dict[str, Any]]:
    """Recurrence, sizes and the units read from the first, a middle and the last unit."""
    return [_case(name, preset) for name, preset in {**PRESETS, **_MORE}.items()]


def _case(name: str, preset: Preset) -> dict[str, Any]:
    layers, counts = preset.layers, sizes(preset.layers, preset.size)
    windows = [layer.window for layer in layers]
    found = fields(layers)
    last = counts[-1]
    return {
        "name": name,
        "text": preset.stack,
        "layers": as_data(layers),
        "size": preset.size,
        "fields": [
            {"size": each.size, "jump": each.jump, "start": each.left_edge} for each in found
        ],
        "sizes": counts,
        "weights": weights(layers),
        "seen": {
            unit: cells_seen(windows, preset.size, [unit])
            for unit in sorted({0, last // 2, last - 1} if last else ())
        },
        "patch": found[-1].patch(3),
    }
