from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from hypothesis import given
from hypothesis import strategies as st

from cnncore.ops import (
    conv2d,
    conv2d_backward,
    conv2d_loops,
    conv_transpose2d,
    conv_transpose2d_backward,
    products,
    unfold,
    unfold_backward,
)
from cnncore.shapes import conv_transpose_out_size
from tests.cnncore.cases import ConvCase, conv_cases, pairs
from tests.cnncore.comparison import assert_close, assert_matches_torch, normal


@pytest.mark.filterwarnings("ignore:Using padding='same' with even kernel")
@given(conv_cases())
def test_conv2d_is_torchs(case: ConvCase) -> None:
    x, weight, bias = case.arrays()
    assert_matches_torch(
        (x, weight, bias),
        lambda *tensors: F.conv2d(*tensors, **case.settings),
        lambda *arrays: conv2d(*arrays, **case.settings),
        lambda grad_out: conv2d_backward(grad_out, x, weight, **case.settings),
    )


@given(conv_cases())
def test_the_loop_and_the_fast_version_agree(case: ConvCase) -> None:
    arrays = case.arrays()
    assert_close(conv2d(*arrays, **case.settings), conv2d_loops(*arrays, **case.settings))


@pytest.mark.parametrize(
    ("out_channels", "settings"),
    [
        (6, {"stride": (2, 1), "padding": (2, 1)}),  # the whole kernel at once
        (40, {"padding": 2}),  # as well: many kernels for few channels
        (6, {"padding": (2, 1), "groups": 2}),  # the kernel row by row
        (6, {"stride": (1, 2), "padding": 3, "dilation": (3, 2)}),
        (6, {"padding": 3, "dilation": (9, 1)}),  # a block shares more rows than it has of its own
    ],
)
@pytest.mark.parametrize("size", [40, 120])
def test_images_larger_than_one_block_of_columns(
    size: int, out_channels: int, settings: dict[str, Any]
) -> None:
    x, bias = normal(3, 8, size, size), normal(out_channels, seed=2)
    weight = normal(out_channels, 8 // settings.get("groups", 1), 5, 3, seed=1)
    assert_matches_torch(
        (x, weight, bias),
        lambda *tensors: F.conv2d(*tensors, **settings),
        lambda *arrays: conv2d(*arrays, **settings),
        lambda grad_out: conv2d_backward(grad_out, x, weight, **settings),
    )


@given(conv_cases())
def test_the_kernel_at_once_and_row_by_row_agree(case: ConvCase) -> None:
    case = replace(case, stride=(1, case.stride[1]))
    results = []
    for parts in (1, case.kernel_size[0]):
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(products, "_cheapest_parts", lambda *_, parts=parts: parts)
            results.append(conv2d(*case.arrays(), **case.settings))
    assert_close(*results)


def test_whole_numbers_stay_exact() -> None:
    x, kernel = np.arange(1, 26).reshape(1, 5, 5), np.ones((1, 1, 3, 3), dtype=int)
    out = conv2d(x, kernel, np.array([1]))
    assert out.dtype == x.dtype
    assert out[0, 0, 0] == 64


def test_an_empty_batch_stays_empty() -> None:
    x, weight = np.zeros((0, 2, 5, 5)), np.zeros((3, 2, 3, 3))
    out = conv2d(x, weight)
    assert out.shape == (0, 3, 3, 3)
    grad_x, grad_weight, _ = conv2d_backward(out, x, weight)
    assert grad_x.shape == x.shape
    np.testing.assert_array_equal(grad_weight, weight)


def test_views_and_reversed_arrays_are_read_as_they_look() -> None:
    x, weight = normal(2, 9, 9, 3).transpose(0, 3, 1, 2)[..., ::-1], normal(4, 3, 3, 3)[:, ::-1]
    expected = F.conv2d(torch.tensor(x.copy()), torch.tensor(weight.copy()), padding=1)
    assert_close(conv2d(x, weight, padding=1), expected.numpy())


def test_inputs_are_not_changed() -> None:
    x, weight, bias = normal(2, 3, 6, 6), normal(4, 3, 1, 1), normal(4)
    copies = x.copy(), weight.copy(), bias.copy()
    conv2d_backward(conv2d(x, weight, bias), x, weight)
    for array, copy in zip((x, weight, bias), copies, strict=True):
        np.testing.assert_array_equal(array, copy)


@st.composite
def transposed_cases(draw: st.DrawFn) -> tuple[tuple[Any, ...], dict[str, Any]]:
    groups, kernel_size = draw(st.integers(1, 3)), draw(pairs(1, 4))
    stride, dilation = draw(pairs(1, 3)), draw(pairs(1, 3))
    size = draw(pairs(1, 5))
    extra = tuple(
        draw(st.integers(0, max(s, d) - 1)) for s, d in zip(stride, dilation, strict=True)
    )
    uncut = [
        conv_transpose_out_size(n, k, stride=s, dilation=d, output_padding=e)
        for n, k, s, d, e in zip(size, kernel_size, stride, dilation, extra, strict=True)
    ]
    padding = tuple(draw(st.integers(0, min(3, (length - 1) // 2))) for length in uncut)
    in_channels, out_per_group = groups * draw(st.integers(1, 3)), draw(st.integers(1, 3))
    batch = draw(st.sampled_from([(), (1,), (3,)]))
    bias = normal(out_per_group * groups, seed=2) if draw(st.booleans()) else None
    weight = normal(in_channels, out_per_group, *kernel_size, seed=1)
    arrays = (normal(*batch, in_channels, *size), weight, bias)
    return arrays, {
        "stride": stride,
        "padding": padding,
        "output_padding": extra,
        "groups": groups,
        "dilation": dilation,
    }


@given(transposed_cases())
def test_conv_transpose2d_is_torchs(case: tuple[tuple[Any, ...], dict[str, Any]]) -> None:
    arrays, settings = case
    assert_matches_torch(
        arrays,
        lambda *tensors: F.conv_transpose2d(*tensors, **settings),
        lambda *arrays: conv_transpose2d(*arrays, **settings),
        lambda grad_out: conv_transpose2d_backward(grad_out, *arrays[:2], **settings),
    )


@given(conv_cases())
def test_unfold_is_torchs(case: ConvCase) -> None:
    x = case.arrays()[0]
    padding = case.padding if isinstance(case.padding, tuple) else 0
    settings = (case.kernel_size, case.dilation, padding, case.stride)
    assert_matches_torch(
        (x,),
        lambda tensor: F.unfold(tensor, *settings),
        lambda array: unfold(array, *settings),
        lambda grad_out: unfold_backward(grad_out, x, *settings),
    )


def test_a_convolution_is_a_matrix_product_of_unfolded_windows() -> None:
    x, weight = normal(2, 3, 7, 6), normal(4, 3, 3, 2, seed=1)
    columns = unfold(x, (3, 2), padding=1, stride=2)
    out = weight.reshape(4, -1) @ columns
    expected = conv2d(x, weight, padding=1, stride=2)
    assert_close(out.reshape(expected.shape), expected)
