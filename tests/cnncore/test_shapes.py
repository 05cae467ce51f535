from typing import Any

import pytest
import torch
import torch.nn.functional as F
from hypothesis import assume, given
from hypothesis import strategies as st

from cnncore import shapes
from cnncore.errors import SettingError
from cnncore.shapes import WindowSpec

sizes = st.integers(1, 20)
kernels = st.integers(1, 6)
strides = st.integers(1, 5)
paddings = st.integers(0, 4)
dilations = st.integers(1, 3)


def out_size_or_none(function: Any, *args: Any, **settings: Any) -> int | None:
    try:
        return function(*args, **settings)
    except SettingError:
        return None


@given(sizes, kernels, strides, paddings, dilations)
def test_conv_out_size_is_torchs(size: int, k: int, stride: int, padding: int, dil: int) -> None:
    settings: dict[str, Any] = {"stride": stride, "padding": padding, "dilation": dil}
    try:
        expected = F.conv1d(torch.zeros(1, 1, size), torch.zeros(1, 1, k), **settings).shape[-1]
    except RuntimeError:
        expected = None
    assert out_size_or_none(shapes.conv_out_size, size, k, **settings) == expected


@given(sizes, kernels, st.none() | strides, paddings, dilations, st.booleans())
def test_pool_out_size_is_torchs(
    size: int, k: int, stride: int | None, padding: int, dil: int, ceil_mode: bool
) -> None:
    settings: dict[str, Any] = {"padding": padding, "dilation": dil, "ceil_mode": ceil_mode}
    try:
        x = torch.zeros(1, 1, size, size)
        expected = F.max_pool2d(x, k, stride, **settings).shape[-1]
    except RuntimeError:
        expected = None
    assert out_size_or_none(shapes.pool_out_size, size, k, stride=stride, **settings) == expected


@given(sizes, kernels, strides, paddings, dilations, st.integers(0, 4))
def test_conv_transpose_out_size_is_torchs(
    size: int, k: int, stride: int, padding: int, dil: int, extra: int
) -> None:
    settings: dict[str, Any] = {"stride": stride, "padding": padding, "dilation": dil}
    settings["output_padding"] = extra
    try:
        x, weight = torch.zeros(1, 1, size), torch.zeros(1, 1, k)
        expected = F.conv_transpose1d(x, weight, **settings).shape[-1]
    except RuntimeError:
        expected = None
    ours = out_size_or_none(shapes.conv_transpose_out_size, size, k, **settings)
    assert ours == (expected or None)  # torch may return an empty output, we say what is wrong


@given(sizes, kernels, strides, paddings, dilations)
def test_unread_cells_are_those_without_gradient(
    size: int, k: int, stride: int, padding: int, dil: int
) -> None:
    """Pad first: what no window reads gets no gradient from the sum of a convolution by ones."""
    extent = shapes.effective_kernel_size(k, dil)
    assume(extent <= size + 2 * padding)
    x = torch.zeros(1, 1, size + 2 * padding, requires_grad=True)
    F.conv1d(x, torch.ones(1, 1, k), stride=stride, dilation=dil).sum().backward()
    assert x.grad is not None
    expected = tuple(cell for cell, g in enumerate(x.grad[0, 0].tolist()) if g == 0)
    settings = {"stride": stride, "padding": padding, "dilation": dil}
    assert shapes.unread_positions(size, k, **settings) == expected

    far_end = shapes.unread(size, k, **settings)
    last = size + 2 * padding
    assert expected[len(expected) - far_end :] == tuple(range(last - far_end, last))
    assert last - far_end - 1 not in expected
    starts = shapes.window_starts(size, k, **settings)
    assert len(starts) == shapes.conv_out_size(size, k, **settings)
    assert starts[-1] + extent + far_end == last


@given(st.integers(1, 9), dilations)
def test_same_padding_keeps_the_size_or_explains(k: int, dilation: int) -> None:
    extent = shapes.effective_kernel_size(k, dilation)
    if extent % 2:
        padding = shapes.same_padding(k, dilation)
        assert shapes.conv_out_size(13, k, padding=padding, dilation=dilation) == 13
    else:
        with pytest.raises(SettingError, match="even number"):
            shapes.same_padding(k, dilation)


@given(st.integers(1, 12), st.integers(1, 8))
def test_solutions_are_exactly_the_settings_that_work(size: int, out_size: int) -> None:
    tried = [
        WindowSpec(k, s, p) for k in range(1, 12) for s in range(1, 5) for p in range(4)
    ]  # fmt: skip
    expected = tuple(spec for spec in tried if works(spec, size, out_size))
    assert shapes.solutions(size, out_size) == expected


def works(spec: WindowSpec, size: int, out_size: int) -> bool:
    try:
        return spec.out_size(size) == out_size
    except SettingError:
        return False


def test_solutions_try_what_they_are_told() -> None:
    found = shapes.solutions(
        7, 3, kernel_sizes=iter([3]), strides=iter([1]), paddings=iter([0]), dilations=iter([1, 2])
    )
    assert found == (WindowSpec(3, dilation=2),)


def test_a_kernel_that_does_not_fit_says_what_would() -> None:
    with pytest.raises(SettingError) as caught:
        shapes.conv_out_size(5, 4, padding=1, dilation=3)
    error = caught.value
    assert error.code == "kernel_too_large"
    assert "kernel_size=4" in str(error)
    assert "size=5" in str(error)
    largest = int(str(error.values["max_kernel_size"]))
    assert shapes.conv_out_size(5, largest, padding=1, dilation=3) == 1
    with pytest.raises(SettingError):
        shapes.conv_out_size(5, largest + 1, padding=1, dilation=3)
    enough = int(str(error.values["min_padding"]))
    assert shapes.conv_out_size(5, 4, padding=enough, dilation=3) >= 1
    with pytest.raises(SettingError):
        shapes.conv_out_size(5, 4, padding=enough - 1, dilation=3)
