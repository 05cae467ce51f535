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
WEIGHTS = {size: RNG.integers(-2, 3, (size, size)).astype(float) for size in range(1, 6)}
MODES = ("zeros", "reflect", "replicate", "circular")
CASES = [
    CodeSettings(7, 6, *numbers)
    for numbers in product((1, 2, 3), (1, 2), (0, 1), (1, 2), MODES, (False, True))
]


def arrays(settings: CodeSettings) -> tuple[np.ndarray, np.ndarray]:
    return random_digits(7, 5)[: settings.height, : settings.width], WEIGHTS[settings.kernel_size]


def expected(settings: CodeSettings) -> np.ndarray:
    x, weight = arrays(settings)
    names = ("stride", "padding", "dilation", "padding_mode", "flip")
    return GridCase(x, weight, **{name: getattr(settings, name) for name in names}).out()


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
        numpy_loop(CodeSettings(3, 3, kernel_size=5))
