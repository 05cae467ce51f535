"""Tables of poolings: for ``pool2d.js``, ``pool2d_backward.js`` and the lanes of ``shift_test``."""

from __future__ import annotations

from itertools import product
from typing import Any

import numpy as np

from cnncore.errors import SettingError
from cnncore.ops import avg_pool2d, max_pool2d
from cnncore.shapes import pool_out_size
from lessons.machinery import presets
from lessons.machinery.cells import format_number
from lessons.pooling.cases import GRADS, PoolCase
from lessons.pooling.figures import GRADIENT, STEPPER
from lessons.pooling.shifts import CANVAS, lanes_of, measured, overlaps, placed
from pages.ui.lesson.exchange import as_json
from tests.node.queried import settings_of

POOL_CASES: dict[str, dict[str, object]] = {
    "notes": {},
    "notes_mean": {"mode": "avg"},
    "overlap": {"kernel_size": 3, "size": 7, "image": "random", "seed": 2},
    "ties": {"image": "checkerboard", "kernel_size": 3, "stride": 1},
    "negative": {"image": "cross", "input_edits": "0.0.-3_4.4.-1/3", "padding": 1, "mode": "avg"},
    "negative_border": {"input_edits": "0.0.-3_0.1.-2_1.0.-4_1.1.-5", "padding": 1,
                        "kernel_size": 3},
    "padded_mean": {"kernel_size": 3, "padding": 1, "mode": "avg"},
    "padded_mean_alone": {"kernel_size": 3, "padding": 1, "mode": "avg", "count_include_pad": 0},
    "ceil": {"ceil_mode": 1},
    "ceil_mean": {"ceil_mode": 1, "mode": "avg", "kernel_size": 3, "padding": 1, "size": 6},
    "ceil_mean_alone": {"ceil_mode": 1, "mode": "avg", "kernel_size": 3, "padding": 1, "size": 6,
                        "count_include_pad": 0},
    "falls_off": {"ceil_mode": 1, "size": 6, "kernel_size": 1, "stride": 2},
    "larger_than_input": {"ceil_mode": 1, "size": 3, "kernel_size": 4, "stride": 2},
    "dilated": {"dilation": 2, "size": 8, "kernel_size": 3, "image": "face", "padding": 1},
    "dilated_padding_only": {"dilation": 3, "size": 3, "kernel_size": 2, "padding": 1, "stride": 1},
    "rectangles": {"size": "5x9", "kernel_size": "2x3", "stride": "1x2", "padding": "1x0",
                   "ceil_mode": 1, "image": "random", "seed": 5, "mode": "avg"},
    "whole_map": {"kernel_size": 5, "mode": "avg", "image": "random"},
    "nan": {"input_edits": "0.1.nan"},
    "nan_twice": {"input_edits": "0.1.nan_1.0.NaN_3.3.-inf", "kernel_size": 3, "padding": 1},
    "nan_counted_alone": {"input_edits": "2.2.nan", "kernel_size": 3, "padding": 1, "mode": "avg",
                          "count_include_pad": 0},
    "one_lowest": {"input_edits": "0.1.-inf", "mode": "avg"},
    "all_lowest": {"input_edits": "0.0.-inf_0.1.-inf_1.0.-inf_1.1.-inf", "padding": 1,
                   "kernel_size": 3, "ceil_mode": 1},
    "largest": {"size": 12, "kernel_size": 7, "padding": 3, "stride": 1, "image": "random"},
}  # fmt: skip


def pool2d() -> dict[str, Any]:
    """Scenes of a pooling on the grid, and sizes of many settings."""
    return {
        "presets": presets.preset_tables(),
        "keys": STEPPER.keys,
        "cases": {name: _scene(query) for name, query in POOL_CASES.items()},
        "shapes": list(_shapes()),
    }


def _scene(query: dict[str, object]) -> dict[str, Any]:
    settings = settings_of(STEPPER, query)
    case = PoolCase.of(settings)
    shared = (case.x[None], case.kernel_size, case.stride, case.padding)
    largest, winner = max_pool2d(*shared, case.dilation, case.ceil_mode, return_indices=True)
    spreads = case.dilation != (1, 1)
    means = None if spreads else avg_pool2d(*shared, case.ceil_mode, case.count_include_pad)[0]
    return {
        "settings": {name: as_json(value) for name, value in settings.items()},
        "random": presets.random_table(settings["seed"]),
        "x": _as_json(case.x),
        "max": _as_json(largest[0]),
        "winner": winner[0].tolist(),
        "avg": None if means is None else _as_json(means),
        "divisors": None if spreads else _divisors(case),
        "shown": [format_number(value) for value in case.out().ravel()],
        "key": STEPPER.case_key(settings),
    }


def _as_json(values: np.ndarray) -> list[list[float | str]]:
    """JSON has neither infinity nor NaN."""
    return [[value if np.isfinite(value) else str(value) for value in line] for line in values]


def _divisors(case: PoolCase) -> list[float]:
    """By how much each sum is divided: a mean of ones shows it where padding counts as cells."""
    steps = case.changed(mode="avg").steps()
    return [round(1 / float(step.kernel.flat[0])) for step in steps]


def _shapes() -> list[dict[str, Any]]:
    """Sizes of many settings; out is null where there is no such pooling."""
    names = ("size", "kernel_size", "stride", "padding", "dilation", "ceil_mode")
    values = product(
        (1, 3, 4, 6, 10, 32), (1, 2, 3, 8), (1, 2, 3, 4), (0, 1), (1, 2), (False, True)
    )
    found: list[dict[str, Any]] = [dict(zip(names, each, strict=True)) for each in values]
    return [settings | {"out": _out(settings)} for settings in found]


def _out(settings: dict[str, Any]) -> int | None:
    rest = {name: value for name, value in settings.items() if name != "size"}
    try:
        return pool_out_size(settings["size"], **rest)
    except SettingError:
        return None


GRADIENT_CASES: dict[str, dict[str, object]] = {
    "apart": {},
    "overlap": {"kernel_size": 3, "stride": 1, "input_edits": "1.1.20"},
    "ties": {"image": "checkerboard"},
    "rest": {"size": 5, "image": "random", "seed": 4},
    "gaps": {"size": 7, "kernel_size": 2, "stride": 3},
    "edited": {"grad_edits": "0.0.-1/3_1.1.0_5.5.9", "size": "4x6", "kernel_size": "2x3",
               "stride": "2x1"},
}  # fmt: skip


def pool2d_backward() -> dict[str, Any]:
    """Where the gradients of some poolings go."""
    found = {}
    for name, query in GRADIENT_CASES.items():
        settings = settings_of(GRADIENT, query)
        case = GRADIENT.case(settings)
        by_max, by_mean = case.grads()
        found[name] = {
            "settings": {key: as_json(value) for key, value in settings.items()},
            "random": presets.random_table(settings["seed"]),
            "grad_out": case.grad_out.tolist(),
            "grad_max": by_max.tolist(),
            "grad_avg": by_mean.tolist(),
            "key": GRADIENT.case_key(settings),
        }
    return {
        "presets": presets.preset_tables(),
        "grads": list(GRADS),
        "keys": GRADIENT.keys,
        "cases": found,
    }


def shift_lanes() -> list[dict[str, Any]]:
    """Digits that move: their maps in every lane, before and after."""
    cases = ((3, "picture", (0, 1)), (3, "edges", (0, 1)), (8, "picture", (-8, 8)),
             (0, "edges", (5, -3)), (1, "picture", (0, 0)), (7, "edges", (8, -8)),
             (4, "picture", (2, -4)))  # fmt: skip
    return [_moved(*case) for case in cases]


def _moved(name: int, source: str, shift: tuple[int, int]) -> dict[str, Any]:
    cells = measured().digits[name]
    digit = np.array([cells], dtype=float)
    before, after = (lanes_of(placed(digit, step), source) for step in ((0, 0), shift))
    lanes = {}
    for lane, one in before.items():
        kinds = overlaps(one, after[lane], shift, CANVAS)
        lanes[lane] = {
            "before": one.ravel().tolist(),
            "after": after[lane].ravel().tolist(),
            "in_place": float(kinds["in_place"][0]),
            "back": float(kinds["back"][0]),
        }
    return {
        "digit": {"name": name, "cells": cells},
        "canvas": CANVAS,
        "source": source,
        "shift": list(shift),
        "lanes": lanes,
    }
