"""The program text on screen, executed: the loop and the call give what cnncore and torch give."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest
import torch
from torch.nn import functional

from cnncore.errors import SettingError
from lessons.machinery.code import CodeSettings, as_text, numpy_loop, torch_call
from lessons.machinery.grid import GridCase
from lessons.machinery.presets import random_digits

RNG = np.random.default_rng(0)
WEIGHTS = RNG.integers(-2, 3, (5, 5)).astype(float)
MODES = ("zeros", "reflect", "replicate", "circular")
SQUARES = [
    CodeSettings((7, 6), (k, k), (s, s), (p, p), (d, d), mode, flip)
    for k, s, p, d, mode, flip in product((1, 2, 3), (1, 2), (0, 1), (1, 2), MODES, (False, True))
]
RECTANGLES = [
    CodeSettings((7, 6), kernel_size, stride, padding, dilation, mode)
    for kernel_size, stride, padding, dilation, mode in product(
        ((1, 3), (2, 1)), ((1, 1), (2, 1)), ((0, 1), (2, 1)), ((1, 1), (1, 2)), MODES
    )
]
CASES = SQUARES + RECTANGLES


def arrays(settings: CodeSettings) -> tuple[np.ndarray, np.ndarray]:
    (height, width), (rows, columns) = settings.size, settings.kernel_size
    return random_digits((height, width), 5), WEIGHTS[:rows, :columns]


def expected(settings: CodeSettings) -> np.ndarray:
    x, weight = arrays(settings)
    names = ("stride", "padding", "dilation", "padding_mode", "flip")
    case = GridCase(x, weight, **{name: getattr(settings, name) for name in names})
    assert CodeSettings.of(case) == settings
    return case.out()


@pytest.mark.parametrize("settings", CASES, ids=str)
def test_the_loop_gives_what_cnncore_gives(settings: CodeSettings):
    x, weight = arrays(settings)
    names: dict[str, object] = {"np": np, "x": x, "weight": weight}
    exec(as_text(numpy_loop(settings)), names)
    np.testing.assert_array_equal(np.asarray(names["out"]), expected(settings))


@pytest.mark.parametrize("settings", CASES, ids=str)
def test_the_call_gives_what_the_loop_gives(settings: CodeSettings):
    x, weight = map(torch.from_numpy, arrays(settings))
    names: dict[str, object] = {"F": functional, "x": x, "weight": weight}
    *before, call = torch_call(settings).split("\n")
    exec("\n".join(before), names)
    np.testing.assert_allclose(eval(call, names)[0].numpy(), expected(settings), atol=1e-12)


def test_the_plain_case_reads_like_the_definition():
    assert as_text(numpy_loop(CodeSettings())) == (
        "out = np.zeros((3, 3))\n"
        "for i in range(3):\n"
        "    for j in range(3):\n"
        "        window = x[i:i+3, j:j+3]\n"
        "        out[i, j] = (window * weight).sum()"
    )
    assert torch_call(CodeSettings()) == "F.conv2d(x[None], weight[None, None])"


def test_each_line_shows_what_it_sets():
    assert [line.shows for line in numpy_loop(CodeSettings())] == [
        None,
        "i",
        "j",
        "window",
        "value",
    ]


def test_a_kernel_that_fits_nowhere_has_no_program():
    with pytest.raises(SettingError):
        numpy_loop(CodeSettings((3, 3), kernel_size=(5, 5)))


def test_where_the_axes_differ_both_are_written():
    settings = CodeSettings((4, 6), (1, 3), stride=(2, 1), padding=(0, 1))
    assert as_text(numpy_loop(settings)) == (
        "x = np.pad(x, ((0, 0), (1, 1)))\n"
        "out = np.zeros((2, 6))\n"
        "for i in range(2):\n"
        "    for j in range(6):\n"
        "        window = x[i*2:i*2+1, j:j+3]\n"
        "        out[i, j] = (window * weight).sum()"
    )
    assert torch_call(settings) == (
        "F.conv2d(x[None], weight[None, None], stride=(2, 1), padding=(0, 1))"
    )
