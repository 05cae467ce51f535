from typing import Any

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from hypothesis import given
from hypothesis import strategies as st

from cnncore.ops import pad, pad_backward, padded_sources
from tests.cnncore.comparison import assert_close, assert_matches_torch, normal


@st.composite
def pad_cases(draw: st.DrawFn) -> tuple[tuple[int, ...], tuple[int, ...], str]:
    mode = draw(st.sampled_from(["constant", "reflect", "replicate", "circular"]))
    axes = draw(st.integers(1, 3))
    shape = tuple(draw(st.integers(1, 5)) for _ in range(axes + draw(st.integers(1, 2))))
    pads = []
    for axis in range(axes):
        size = shape[-1 - axis]
        high = {"reflect": size - 1, "circular": size}.get(mode, 3)
        before = draw(st.integers(1 - size if mode == "constant" else 0, high))
        low = max(-size, 1 - size - before) if mode == "constant" else 0
        pads += [before, draw(st.integers(low, max(low, high)))]
    return shape, tuple(pads), mode


@given(pad_cases())
def test_pad_is_torchs(case: tuple[tuple[int, ...], tuple[int, ...], str]) -> None:
    shape, pads, mode = case
    x = normal(*shape)
    assert_matches_torch(
        (x,),
        lambda tensor: F.pad(tensor, pads, mode),
        lambda array: pad(array, pads, mode),
        lambda grad_out: pad_backward(grad_out, x, pads, mode),
    )


def test_constant_fills_in_the_value() -> None:
    x = normal(2, 3)
    expected = F.pad(torch.tensor(x), (1, 2, 0, 1), value=-7.5).numpy()
    assert_close(pad(x, (1, 2, 0, 1), value=-7.5), expected)


def test_what_a_border_shows() -> None:
    shown: dict[str, Any] = {
        "constant": [-1, -1, 0, 1, 2, -1],
        "reflect": [2, 1, 0, 1, 2, 1],
        "replicate": [0, 0, 0, 1, 2, 2],
        "circular": [1, 2, 0, 1, 2, 0],
    }
    for mode, cells in shown.items():
        assert padded_sources(3, 2, 1, mode).tolist() == cells


@pytest.mark.parametrize("mode", ["constant", "reflect", "replicate", "circular"])
@pytest.mark.parametrize(
    "pads", [(-1, 0), (-1, 2), (2, -1), (-2, -1), (-3, 2), (1, -2, -1, 1), (0, 0, -2, 1)]
)
def test_negative_pads_cut_cells_off(pads: tuple[int, ...], mode: str) -> None:
    x = normal(2, 3, 4, 5)
    settings = (*pads, 0, 0)[:4], mode  # images are padded along two axes
    assert_matches_torch(
        (x,),
        lambda tensor: F.pad(tensor, *settings),
        lambda array: pad(array, *settings),
        lambda grad_out: pad_backward(grad_out, x, *settings),
    )


def test_without_pads_the_result_is_still_a_copy() -> None:
    x = normal(2, 2)
    out = pad(x, ())
    out[0, 0] = 99
    assert x[0, 0] != 99
    np.testing.assert_array_equal(pad(x, (0, 0)), x)
