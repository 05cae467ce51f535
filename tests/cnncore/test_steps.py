from typing import Any

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from hypothesis import given
from hypothesis import strategies as st

from cnncore.errors import SettingError
from cnncore.ops import avg_pool2d, conv2d_steps, max_pool2d, padded_grid, pool2d_steps
from cnncore.ops.steps import PADDING_MODES
from tests.cnncore.cases import pairs, pool_cases
from tests.cnncore.comparison import assert_close, normal


@given(
    st.sampled_from([None, 1, 3]), pairs(1, 3), pairs(1, 3), pairs(0, 3), pairs(1, 2),
    st.sampled_from(sorted(PADDING_MODES)), st.sampled_from([None, 0.5]),
)  # fmt: skip
def test_totals_are_the_convolution(
    channels: int | None, kernel_size: Any, stride: Any, padding: Any, dilation: Any,
    padding_mode: Any, bias: float | None,
) -> None:  # fmt: skip
    outer = () if channels is None else (channels,)
    x, kernel = normal(*outer, 6, 7), normal(*outer, *kernel_size, seed=1)
    steps = list(conv2d_steps(x, kernel, bias, stride, padding, dilation, padding_mode))
    layer = torch.nn.Conv2d(
        channels or 1, 1, kernel_size, stride, padding, dilation, bias=bias is not None,
        padding_mode=padding_mode, dtype=torch.float64,
    )  # fmt: skip
    with torch.no_grad():
        layer.weight.copy_(torch.tensor(kernel.reshape(layer.weight.shape)))
        if bias is not None:
            layer.bias[:] = bias  # pyright: ignore[reportOptionalSubscript]
        expected = layer(torch.tensor(x.reshape(1, -1, 6, 7)))[0, 0].numpy()

    assert_close(np.array([step.total for step in steps]), expected.ravel())
    assert [step.index for step in steps] == list(range(len(steps)))
    assert [step.position for step in steps] == list(np.ndindex(*expected.shape))
    grid = padded_grid(x, padding, padding_mode)
    for step in steps:
        assert step.corner == (step.rows[0], step.cols[0])
        np.testing.assert_array_equal(step.window, grid[..., step.rows, :][..., step.cols])
        np.testing.assert_array_equal(step.products, step.window * step.kernel)
        assert step.corner == (step.position[0] * stride[0], step.position[1] * stride[1])


@given(pool_cases(dilated=True))
def test_totals_are_the_max_pooling(case: tuple[np.ndarray, dict[str, Any]]) -> None:
    x, settings = case
    image = x.reshape(-1, *x.shape[-3:])[0]
    steps = list(pool2d_steps(image, **settings))
    expected = max_pool2d(image, **settings)
    assert_close(np.array([step.total for step in steps]).T.reshape(expected.shape), expected)
    for step in steps:
        assert step.window.shape[-2:] == (len(step.rows), len(step.cols))
        assert (step.kernel.sum(axis=(-2, -1)) == 1).all()  # one winner per channel
        np.testing.assert_array_equal(step.products.sum(axis=(-2, -1)), step.total)


@given(pool_cases(dilated=False), st.booleans())
def test_totals_are_the_average_pooling(
    case: tuple[np.ndarray, dict[str, Any]], include_pad: bool
) -> None:
    x, settings = case
    image = x.reshape(-1, *x.shape[-3:])[0]
    steps = list(pool2d_steps(image, mode="avg", count_include_pad=include_pad, **settings))
    expected = avg_pool2d(image, count_include_pad=include_pad, **settings)
    assert_close(np.array([step.total for step in steps]).T.reshape(expected.shape), expected)
    for step in steps:
        assert_close(step.products.sum(axis=(-2, -1)), np.array(step.total))


def test_whole_numbers_give_whole_totals() -> None:
    x = np.arange(9).reshape(3, 3)
    for steps in (conv2d_steps(x, np.ones((2, 2), int), bias=1), pool2d_steps(x, 2, 1)):
        assert all(type(step.total) is int for step in steps)


def test_a_flat_image_gives_one_number_and_channels_give_one_each() -> None:
    x = np.arange(16.0).reshape(4, 4)
    assert next(pool2d_steps(x, 2)).total == 5
    assert next(pool2d_steps(np.stack([x, -x]), 2)).total == (5, 0)


def test_the_padded_grid_shows_what_torch_pads() -> None:
    x = normal(2, 4, 5)
    for name, mode in PADDING_MODES.items():
        expected = F.pad(torch.tensor(x), (2, 2, 1, 1), mode).numpy()
        assert_close(padded_grid(x, (1, 2), name), expected)
        assert_close(padded_grid(x[0], (1, 2), name), expected[0])


def test_records_cannot_be_changed() -> None:
    step = next(conv2d_steps(np.ones((3, 3)), np.ones((2, 2))))
    with pytest.raises(AttributeError):
        step.total = 0  # pyright: ignore[reportAttributeAccessIssue]
    assert not hasattr(step, "__dict__")


def test_illegal_settings_raise_before_the_first_record() -> None:
    with pytest.raises(SettingError, match="kernel_size=4"):
        conv2d_steps(np.ones((3, 3)), np.ones((4, 4)))
    with pytest.raises(SettingError, match="padding=2"):
        pool2d_steps(np.ones((3, 3)), 2, padding=2)
