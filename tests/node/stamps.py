"""What the browser's transposed convolution must compute: a table of cases from ``cnncore``."""

from __future__ import annotations

from itertools import product
from typing import Any

from cnncore.errors import SettingError
from cnncore.shapes import conv_transpose_out_size
from lessons.dilated_transposed.figures import TRANSPOSED
from lessons.machinery import presets
from pages.ui.lesson.exchange import as_json

STAMP_CASES: dict[str, dict[str, object]] = {
    "default": {},
    "single_stamp": {"size": 1},
    "apart": {"kernel_size": 2, "stride": 4, "size": 3},
    "bilinear": {"size": 4, "kernel": "bilinear", "kernel_size": 4, "padding": 1},
    "remainder": {"output_padding": 1},
    "extra_beyond_the_cut": {"size": 3, "stride": 4, "padding": 1, "output_padding": 3},
    "extra_within_the_cut": {"size": 3, "padding": 2, "output_padding": 1, "kernel_size": 4},
    "dilated": {"dilation": 2, "size": 3, "image": "random", "seed": 4},
    "dilation_allows_extra": {"stride": 1, "dilation": 2, "output_padding": 1},
    "cut_beyond_the_kernel": {"size": 4, "kernel_size": 1, "padding": 1, "stride": 3},
    "rectangles": {"size": "2x4", "kernel_size": "3x1", "stride": "1x3", "padding": "1x0",
                   "output_padding": "0x2", "image": "random", "seed": 8},
    "edited": {"input_edits": "0.0.-3_1.1.1/2", "kernel_edits": "2.2.-1_0.1.0", "padding": "0x1"},
    "largest": {"size": 4, "kernel_size": 4, "stride": 4, "dilation": 2, "padding": 3,
                "output_padding": 3, "image": "random", "seed": 99},
}  # fmt: skip


def conv_transpose2d() -> dict[str, Any]:
    """Scenes of a transposed convolution in both readings, and which settings leave an output."""
    return {
        "presets": presets.preset_tables(),
        "keys": TRANSPOSED.keys,
        "cases": {
            f"{name}, {reading}": _scene(query | {"reading": reading})
            for name, query in STAMP_CASES.items()
            for reading in ("stamp", "window")
        },
        "shapes": list(_shapes()),
    }


def stamp_settings(query: dict[str, object]) -> dict[str, Any]:
    """The settings of the figure that an address would give."""
    params = {param.name: param for param in TRANSPOSED.params}
    return TRANSPOSED.defaults | {
        name: params[name].parse(str(value))[0] for name, value in query.items()
    }


def _scene(query: dict[str, object]) -> dict[str, Any]:
    settings = stamp_settings(query)
    case = TRANSPOSED.case(settings)
    return {
        "settings": {name: as_json(value) for name, value in settings.items()},
        "random": presets.random_table(settings["seed"]),
        "out": case.out().tolist(),
        "key": TRANSPOSED.case_key(settings),
    }


def _shapes() -> list[dict[str, Any]]:
    """Sizes on the way back of many settings; out is null where nothing is left."""
    found = []
    names = ("size", "kernel_size", "stride", "padding", "output_padding", "dilation")
    for values in product((1, 2, 4), (1, 3, 4), (1, 2, 4), (0, 1, 3), (0, 1, 3), (1, 2)):
        settings: dict[str, int] = dict(zip(names, values, strict=True))
        rest = {name: value for name, value in settings.items() if name != "size"}
        try:
            found.append({**settings, "out": conv_transpose_out_size(settings["size"], **rest)})
        except SettingError as error:
            is_extra = error.code == "output_padding_too_large"
            found.append({**settings, "out": None, "is_extra": is_extra})
    return found
