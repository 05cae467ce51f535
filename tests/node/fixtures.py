"""What the browser's pure modules must compute: tables of cases from ``cnncore`` and ``lessons``.

Each function makes one file, named like it, for the Node test of the same name.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import asdict
from itertools import product
from typing import Any

import numpy as np

from cnncore import ops
from cnncore.errors import SettingError
from cnncore.shapes import conv_out_size, unread_positions
from lessons.activations import figures as activation
from lessons.activations import functions, slopes
from lessons.channels.photos import COLOUR_KERNELS, colour_picture
from lessons.convolution.figures import STEPPER
from lessons.figures.run_record import record_of
from lessons.machinery import presets
from lessons.machinery.cells import apply_edits, format_number, parse_number
from lessons.machinery.figure import Figure
from lessons.machinery.kernel_guess import LEVELS, guess_case
from lessons.machinery.pictures import PICTURE_KERNELS, picture
from pages.ui.lesson.exchange import as_json
from pages.ui.shell.learner import Record
from tests.browser.live import recording
from tests.lessons.machinery.number_cases import CELLS, STRANGE
from tests.node.alexnet_fixtures import colour_shifts
from tests.node.backward_fixtures import conv2d_backward, through
from tests.node.channel_fixtures import channels
from tests.node.dropout_fixtures import dropout
from tests.node.explorer_fixtures import explored_operators, network_scenes
from tests.node.field_fixtures import receptive_fields
from tests.node.linear_fixtures import linear, softmax_loss
from tests.node.pool_fixtures import pool2d, pool2d_backward, shift_lanes
from tests.node.queried import settings_of
from tests.node.stamps import conv_transpose2d
from tests.node.vgg_fixtures import kernel_budget, vgg_columns
from tests.node.weight_fixtures import moving_map, weight_ladder, weight_matrix

WRITTEN = (
    *(0.0, -0.0, 1.0, -3.0, 0.25, 1 / 3, -2 / 7, 1 / 9, 12 / 49, 1 / 51, 0.1 + 0.2, 2.345, 9999.0),
    *(0.587, -35.807, 0.0004),
    *(-0.001, 0.004, 1e-12, 1234.5678, 41.5, 999.5 / 7),
)


def numbers() -> dict[str, Any]:
    """What is typed into a cell, and what is written there."""
    return {
        "typed": [[text, parse_number(text)] for text in CELLS],
        "strange": [[text, None if n is None else str(n)] for text, n in STRANGE.items()],
        "written": [[value, format_number(value)] for value in WRITTEN],
        "written_strange": [[str(v), format_number(v)] for v in (np.nan, np.inf, -np.inf)],
    }


CONV_CASES: dict[str, dict[str, object]] = {
    "notes": {},
    "stride_two": {"stride": 2},
    "zero_padding": {"padding": 1},
    "stride_does_not_divide": {"stride": 3, "padding": 1},
    "stride_beyond_kernel": {"size": 9, "stride": 4, "kernel_size": 2},
    "sobel_face": {"kernel": "sobel", "image": "face", "size": 9},
    "sharpen_reflect": {"kernel": "sharpen", "padding": 2, "padding_mode": "reflect", "size": 6},
    "blur_replicate": {"kernel": "blur", "padding": 3, "padding_mode": "replicate"},
    "circular_dilated": {"padding": 2, "padding_mode": "circular", "dilation": 2, "size": 6},
    "even_kernel": {"kernel": "sobel", "kernel_size": 4, "image": "random", "seed": 7, "size": 8},
    "flipped": {"kernel": "edge", "flip": 1, "image": "random", "seed": 3},
    "edited": {"input_edits": "0.0.-3_2.2.1/3", "kernel_edits": "1.1.0.25"},
    "edited_and_flipped": {"kernel": "edge", "flip": 1, "kernel_edits": "0.1.5"},
    "edits_outside": {"size": 4, "input_edits": "1.1.2_7.7.9", "kernel_edits": "6.6.1"},
    "largest": {"size": 12, "padding": 3, "kernel_size": 7, "image": "random", "seed": 99},
    "smallest": {"size": 3, "kernel_size": 1, "image": "checkerboard"},
    "row_kernel": {"kernel_size": "1x3"},
    "column_kernel": {"size": "6x4", "kernel_size": "3x1", "kernel": "edge"},
    "wide": {"size": "5x9", "kernel_size": "2x3", "stride": "1x2", "padding": "0x1"},
    "tall_reflect": {"size": "9x4", "kernel_size": "3x2", "padding": "2x1", "dilation": "2x1",
                     "padding_mode": "reflect", "image": "face", "kernel": "sharpen"},
    "uneven_circular": {"size": "4x7", "kernel_size": "4x2", "padding": "3x0", "stride": "2x3",
                        "padding_mode": "circular", "image": "random", "seed": 5},
    "turned_rectangle": {"size": "6x8", "kernel_size": "2x4", "kernel": "edge", "flip": 1,
                         "kernel_edits": "0.3.7", "image": "checkerboard"},
}  # fmt: skip


def conv2d() -> dict[str, Any]:
    """Scenes of a convolution on the grid, and which settings fit one another."""
    return {
        "presets": presets.preset_tables(),
        "keys": STEPPER.keys,
        "cases": {name: _scene(query) for name, query in CONV_CASES.items()},
        "shapes": list(_shapes()),
    }


def _scene(query: dict[str, object]) -> dict[str, Any]:
    settings = settings_of(STEPPER, query)
    case = STEPPER.case(settings)
    out = ops.conv2d(
        case.padded[None], case.used_weight[None, None], stride=case.stride, dilation=case.dilation
    )[0]
    return {
        "settings": {name: as_json(value) for name, value in settings.items()},
        "random": presets.random_table(settings["seed"]),
        "padded": case.padded.tolist(),
        "weight": case.used_weight.tolist(),
        "out": out.tolist(),
        "shown": [format_number(value) for value in out.ravel()],
        "key": STEPPER.case_key(settings),
    }


def _shapes() -> list[dict[str, Any]]:
    """Sizes of many settings; out is null where the kernel does not fit."""
    found = []
    names = ("size", "kernel_size", "stride", "padding", "dilation")
    for values in product((3, 5, 6, 12), (1, 2, 3, 7), (1, 2, 3), (0, 1, 3), (1, 2, 3)):
        settings: dict[str, int] = dict(zip(names, values, strict=True))
        fitting = [k for k in range(1, 30) if _out(settings | {"kernel_size": k})]
        bordered = [p for p in range(30) if _out(settings | {"padding": p})]
        found.append(
            settings
            | {
                "out": _out(settings),
                "unread": _unread(settings),
                "largest_kernel": fitting[-1],
                "least_padding": bordered[0],
            }
        )
    return found


def _out(settings: dict[str, int]) -> int | None:
    rest = {name: value for name, value in settings.items() if name != "size"}
    try:
        return conv_out_size(settings["size"], **rest)
    except SettingError:
        return None


def _unread(settings: dict[str, int]) -> int | None:
    """How many cells of the padded axis no window reads."""
    rest = {name: value for name, value in settings.items() if name != "size"}
    return None if _out(settings) is None else len(unread_positions(settings["size"], **rest))


def guess() -> list[dict[str, Any]]:
    """Guess the kernel: some attempts at each level, and what they are off by."""
    rng = np.random.default_rng(0)
    found = []
    for level in LEVELS:
        case = guess_case(level, 3)
        tried = rng.integers(-2, 3, (3, 3)).astype(float)
        for weight in (np.zeros((3, 3)), tried, case.hidden):
            found.append(
                {
                    "x": case.x.tolist(),
                    "weight": weight.tolist(),
                    "target": case.target.tolist(),
                    "out": _conv(case.x, weight).tolist(),
                    "loss": case.loss(weight),
                }
            )
    return found


def convolve() -> list[dict[str, Any]]:
    """Kernels on a photograph, at full size."""
    image = picture("house")
    return [
        {
            "size": len(image),
            "values": image.ravel().tolist(),
            "weights": weight.ravel().tolist(),
            "map": _conv(image, weight).ravel().tolist(),
        }
        for weight in PICTURE_KERNELS.values()
    ]


def colour_kernels() -> list[dict[str, Any]]:
    """Kernels of three slices on a picture in colour: the map of each channel, and the output.

    Each kernel once as it is and once with cells and a bias of the learner's.
    """
    x = colour_picture("temple")
    found = []
    for name, kernel in COLOUR_KERNELS.items():
        side = kernel.shape[-1]
        typed = {(0, 0): "-1/3", (2 * side, side - 1): "2.5", (3 * side, 0): "-40"}
        for cells in ({}, typed):
            rows = apply_edits(np.vstack([*kernel, np.zeros((1, side))]), cells)
            weight, bias = rows[:-1].reshape(kernel.shape), rows[-1, 0]
            maps = [_conv(plane, each) for plane, each in zip(x, weight, strict=True)]
            out = ops.conv2d(x.astype(float), weight[None], np.array([bias]))[0]
            found.append(
                {
                    "name": name,
                    "slices": kernel.reshape(3, -1).tolist(),
                    "edits": {f"{row}.{column}": text for (row, column), text in cells.items()},
                    "maps": [each[:9].ravel().tolist() for each in maps],
                    "out": out.ravel().tolist(),
                    "low": float(min(out.min(), *(each.min() for each in maps))),
                    "largest": float(max(abs(out).max(), *(abs(each).max() for each in maps))),
                }
            )
    return [{"size": x.shape[-1], "values": x.ravel().tolist(), "kernels": found}]


def _conv(x: np.ndarray, weight: np.ndarray) -> np.ndarray:
    return ops.conv2d(x[None].astype(float), weight[None, None])[0]


def run_record() -> dict[str, Any]:
    """A run's events, and what the charts of Python make of them."""
    events = list(recording.ended_run())
    record = record_of(events)
    losses, tests = record.of("train_loss"), record.of("test_accuracy")
    places = np.array([0, 40, 75, 333, 900])
    return {
        "events": events,
        "losses": losses.values.tolist(),
        "tests": np.column_stack([tests.steps, tests.values]).tolist(),
        "seconds": np.column_stack([places, record.seconds_at(places)]).tolist(),
        "means": np.mean(losses.values.reshape(-1, 30), axis=1).tolist(),
    }


def merge() -> list[dict[str, Any]]:
    """What two places know of a learner, and what both know together."""
    rng = np.random.default_rng(1)

    def side() -> tuple[int, dict[str, tuple[int, int]]]:
        times = dict(zip("abcde", rng.integers(0, 40, 5).tolist(), strict=True))
        kept = {key: (time, time % 7) for key, time in times.items() if rng.random() < 0.7}
        return int(rng.choice([0, 0, 20])), kept

    found = []
    for _ in range(60):
        sides, record = (side(), side()), Record()
        for forgotten, entries in sides:
            record.merge(forgotten, entries)
        keys = ("ours", "theirs")
        both = {
            key: {"forgotten": f, "entries": e} for key, (f, e) in zip(keys, sides, strict=True)
        }
        known = {"forgotten": record.forgotten, "entries": record.entries}
        found.append(both | {"merged": known})
    return found


ARGUMENTS = (-800.0, -40.0, -10.0, -3.5, -2.0, -1.0, -0.25, -1e-9, 0.0, 1e-9, 0.2, 1.0, 2.0, 3.0,
             3.5, 6.0, 40.0, 800.0)  # fmt: skip


def activations() -> dict[str, Any]:
    """Functions of one number and their derivatives, far out and at the bend."""
    x = np.array(ARGUMENTS)
    return {
        "x": x.tolist(),
        "settings": functions.SETTINGS,
        "functions": {
            name: {
                "value": activation.value(x).tolist(),
                "derivative": activation.derivative(x).tolist(),
            }
            for name, activation in functions.ACTIVATIONS.items()
        },
    }


def activation_figures() -> dict[str, Any]:
    """Both figures of the lesson on activation functions, with each function and with edits."""
    return {
        "figures": [
            {
                "operator": figure.operator,
                "keys": figure.keys,
                "given": {name: compute({}) for name, compute in figure.given.items()},
                "cases": dict(_activation_cases(figure)),
            }
            for figure in (activation.STEPPER, activation.LAYERS)
        ]
    }


def _activation_cases(figure: Figure[Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    follows = figure.choices.get("follow", [""])
    edited = {"input_edits": {(0, 1): "-2.5", (0, 2): "1/3"}}
    for name, follow, edits in product(functions.ACTIVATIONS, follows, ({}, edited)):
        settings = figure.defaults | {"activation": name} | edits
        if follow:
            settings["follow"] = follow
        found = _activation_case(figure, settings)
        yield f"{name} {follow} {'edited' if edits else ''}".strip(), found
    if figure is activation.STEPPER:
        yield from _slope_cases(figure, edited)


def _slope_cases(figure: Figure[Any], edited: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    """A slope after some steps, one that runs away among them, and slopes that are drawn."""
    far = {"input_edits": {(0, 1): "-99"}}
    for steps, rate, edits in product((1, 5, 12), slopes.RATES, ({}, edited, far)):
        settings = {"activation": "prelu", "slope_steps": steps, "rate": rate} | edits
        case = figure.defaults | settings
        learned = slopes.learn(figure.case(case).x, steps, slopes.RATES[rate])
        found = {"learned": [asdict(each) for each in learned]}
        yield f"prelu {steps} {rate} {edits}", _activation_case(figure, case) | found
    for seed, edits in product((0, 7), ({}, edited)):
        settings = {"activation": "rrelu", "mode": "train", "seed": seed} | edits
        yield f"rrelu {seed} {edits}", _activation_case(figure, figure.defaults | settings)


def _activation_case(figure: Figure[Any], settings: dict[str, Any]) -> dict[str, Any]:
    case = figure.case(settings)
    sent = {key: as_json(value) for key, value in settings.items()}
    found = {"settings": sent, "key": figure.case_key(settings), "out": case.out().tolist()}
    for more in ("derivative", "left"):
        if hasattr(case, more):
            found[more] = getattr(case, more)().tolist()
    return found


FIXTURES = (
    numbers,
    conv2d,
    conv2d_backward,
    through,
    conv_transpose2d,
    activations,
    activation_figures,
    guess,
    convolve,
    colour_kernels,
    run_record,
    merge,
    pool2d,
    pool2d_backward,
    shift_lanes,
    channels,
    dropout,
    weight_matrix,
    weight_ladder,
    moving_map,
    receptive_fields,
    colour_shifts,
    network_scenes,
    explored_operators,
    linear,
    softmax_loss,
    vgg_columns,
    kernel_budget,
)
