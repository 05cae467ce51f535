"""One convolution on the grid, square or not, against torch; the presets at every size."""

from __future__ import annotations

import numpy as np
import pytest
import torch
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from torch.nn import functional

from cnncore.errors import SettingError
from cnncore.shapes import conv_out_size
from lessons.machinery.grid import GridCase, notes_case
from lessons.machinery.presets import (
    INPUT_NAMES,
    INPUT_SIZES,
    INPUTS,
    KERNEL_NAMES,
    KERNEL_SIZES,
    KERNELS,
    MAP_SIZES,
    MAPS,
    STAMP_SIZES,
    STAMPS,
    input_grid,
    kernel_grid,
    preset_tables,
)

MODES = ("zeros", "reflect", "replicate", "circular")


def pairs(low: int, high: int) -> st.SearchStrategy[tuple[int, int]]:
    return st.tuples(st.integers(low, high), st.integers(low, high))


cases = st.builds(
    lambda size, image, kernel_size, kernel, seed, **how: GridCase(
        input_grid(image, size, seed), kernel_grid(kernel, kernel_size), **how
    ),
    size=pairs(3, 8),
    image=st.sampled_from(INPUT_NAMES),
    kernel_size=pairs(1, 4),
    kernel=st.sampled_from(KERNEL_NAMES),
    seed=st.integers(0, 99),
    stride=pairs(1, 4),
    padding=pairs(0, 3),
    dilation=pairs(1, 3),
    padding_mode=st.sampled_from(MODES),
    flip=st.booleans(),
)


def by_torch(case: GridCase) -> np.ndarray:
    """The output by torch; it fails where a border or a window does not fit."""
    x, weight = torch.from_numpy(case.x)[None], torch.from_numpy(case.used_weight.copy())
    (vertical, horizontal), mode = case.padding, case.padding_mode
    border = (horizontal, horizontal, vertical, vertical)
    padded = functional.pad(x, border, mode="constant" if mode == "zeros" else mode)
    out = functional.conv2d(padded, weight[None, None], stride=case.stride, dilation=case.dilation)
    return out[0].numpy()


@settings(max_examples=200, deadline=None)
@given(cases)
def test_the_output_is_what_torch_gives(case: GridCase):
    try:
        expected = by_torch(case)
    except RuntimeError:
        assert case.out().shape == (0, 0)
        return
    np.testing.assert_allclose(case.out(), expected, atol=1e-9)


@settings(max_examples=100, deadline=None)
@given(cases)
def test_each_window_reads_what_its_output_cell_sums(case: GridCase):
    out = case.out()
    assume(out.size)
    (down, across), (height, width) = case.stride, case.padded.shape
    for row, column in np.ndindex(out.shape):
        assert case.total_at(row * down, column * across) == pytest.approx(out[row, column])
    beyond_rows, beyond_columns = out.shape[0] * down, out.shape[1] * across
    assert case.window_at(beyond_rows, 0) is None
    assert case.window_at(0, beyond_columns) is None
    last = ((out.shape[0] - 1) * down, (out.shape[1] - 1) * across)
    reach = (last[0] + case.extent[0], last[1] + case.extent[1])
    assert case.unread == (height - reach[0], width - reach[1])


def test_one_number_stands_for_both_axes():
    both = notes_case(stride=2, padding=1, dilation=(1, 1))
    assert (both.stride, both.padding, both.dilation) == ((2, 2), (1, 1), (1, 1))
    assert both.signature() == notes_case(stride=(2, 2), padding=(1, 1)).signature()
    assert both.changed(stride=(1, 2)).out().shape == (5, 3)
    assert both.signature() != both.changed(stride=(1, 2)).signature()


@pytest.mark.parametrize("wrong", [{"stride": 0}, {"padding": (1, -1)}, {"dilation": (1, 2, 3)}])
def test_settings_that_are_none_are_refused(wrong: dict):
    with pytest.raises(SettingError):
        notes_case(**wrong)


def test_a_case_from_settings_has_the_size_they_name():
    case = GridCase.of(
        {"image": "ramp", "size": (4, 7), "seed": 0, "kernel": "edge", "kernel_size": (1, 3),
         "input_edits": {(3, 6): "1/2", (6, 3): "5"}, "kernel_edits": {}, "stride": (1, 2),
         "padding": (0, 1), "dilation": (1, 1), "padding_mode": "zeros", "flip": False}
    )  # fmt: skip
    assert (case.x.shape, case.weight.shape) == ((4, 7), (1, 3))
    assert case.x[3, 6] == 0.5
    rows, columns = conv_out_size(4, 1), conv_out_size(7, 3, stride=2, padding=1)
    assert case.out().shape == (rows, columns)


def test_the_tables_hold_every_preset_at_every_size():
    tables = preset_tables()
    for names, makers, sizes in (
        ("inputs", INPUTS, INPUT_SIZES),
        ("inputs", MAPS, MAP_SIZES),
        ("kernels", KERNELS, KERNEL_SIZES),
        ("kernels", STAMPS, STAMP_SIZES),
    ):
        for name, make in makers.items():
            for height, width in ((h, w) for h in sizes for w in sizes):
                table = np.array(tables[names][name][f"{height}x{width}"])
                assert table.shape == (height, width)
                np.testing.assert_array_equal(table, make((height, width)))


@pytest.mark.parametrize("name", KERNEL_NAMES)
@pytest.mark.parametrize("size", [(1, 3), (3, 1), (2, 5), (3, 5)])
def test_kernels_keep_their_meaning_in_a_rectangle(name: str, size: tuple[int, int]):
    kernel = kernel_grid(name, size)
    if name in {"blur", "sharpen"}:
        assert kernel.sum() == pytest.approx(1)
    if name in {"edge", "sobel"}:
        # Where nothing changes sideways it answers 0; a single column cannot tell.
        assert kernel.sum() == (0 if size[1] > 1 else kernel.size + (name == "sobel"))
    if name == "x":
        assert np.array_equal(kernel, kernel[::-1])
        assert np.array_equal(kernel, kernel[:, ::-1])
        assert kernel[0, 0] == kernel[-1, -1] == 1


@pytest.mark.parametrize("size", [(3, 12), (12, 3), (5, 8)])
def test_a_random_input_is_the_corner_of_the_largest(size: tuple[int, int]):
    whole = input_grid("random", 12, seed=3)
    np.testing.assert_array_equal(input_grid("random", size, seed=3), whole[: size[0], : size[1]])
