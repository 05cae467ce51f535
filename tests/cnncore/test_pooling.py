from typing import Any

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from hypothesis import assume, given
from hypothesis import strategies as st

from cnncore.ops import (
    adaptive_avg_pool2d,
    adaptive_avg_pool2d_backward,
    avg_pool2d,
    avg_pool2d_backward,
    avg_pool2d_loops,
    max_pool2d,
    max_pool2d_backward,
    max_pool2d_loops,
)
from tests.cnncore.cases import pairs, pool_cases
from tests.cnncore.comparison import assert_close, assert_matches_torch, normal

Case = tuple[np.ndarray, dict[str, Any]]


def meets_the_image(case: Case) -> bool:
    """Whether every window reads at least one cell of the image.

    A dilated window can step over it. torch 2.13 then writes the gradient to an index outside the
    image, into the next channel; ours goes nowhere.
    """
    x, settings = case
    return bool(np.isfinite(max_pool2d(x, **settings)).all())


@given(pool_cases(dilated=True))
def test_max_pool2d_is_torchs(case: Case) -> None:
    x, settings = case
    assume(meets_the_image(case))
    assert_matches_torch(
        (x,),
        lambda tensor: F.max_pool2d(tensor, **settings),
        lambda array: max_pool2d(array, **settings),
        lambda grad_out: max_pool2d_backward(grad_out, x, **settings),
    )


@given(pool_cases(dilated=True))
def test_the_maximum_stands_where_torch_finds_it(case: Case) -> None:
    x, settings = case
    assume(meets_the_image(case))
    expected = F.max_pool2d(torch.tensor(x), **settings, return_indices=True)
    for ours, theirs in zip(max_pool2d(x, **settings, return_indices=True), expected, strict=True):
        np.testing.assert_array_equal(ours, theirs.numpy())


@given(pool_cases(dilated=True))
def test_max_loop_and_fast_version_agree(case: Case) -> None:
    x, settings = case
    np.testing.assert_array_equal(max_pool2d(x, **settings), max_pool2d_loops(x, **settings))


@given(pool_cases(dilated=False), st.booleans(), st.sampled_from([None, 1, 3]))
def test_avg_pool2d_is_torchs(case: Case, include_pad: bool, divisor: int | None) -> None:
    x, settings = case
    settings |= {"count_include_pad": include_pad, "divisor_override": divisor}
    assert_matches_torch(
        (x,),
        lambda tensor: F.avg_pool2d(tensor, **settings),
        lambda array: avg_pool2d(array, **settings),
        lambda grad_out: avg_pool2d_backward(grad_out, x, **settings),
    )
    assert_close(avg_pool2d(x, **settings), avg_pool2d_loops(x, **settings))


@given(pairs(1, 9), pairs(1, 9), st.sampled_from([(), (1,), (2,)]))
def test_adaptive_avg_pool2d_is_torchs(
    size: tuple[int, int], output_size: tuple[int, int], batch: tuple[int, ...]
) -> None:
    x = normal(*batch, 2, *size)
    assert_matches_torch(
        (x,),
        lambda tensor: F.adaptive_avg_pool2d(tensor, output_size),
        lambda array: adaptive_avg_pool2d(array, output_size),
        lambda grad_out: adaptive_avg_pool2d_backward(grad_out, x, output_size),
    )


@pytest.mark.parametrize("output_size", [1, (3, None), (None, 2), None])
def test_adaptive_sizes_may_be_one_number_or_kept(output_size: Any) -> None:
    x = normal(2, 3, 5, 7)
    expected = F.adaptive_avg_pool2d(torch.tensor(x), output_size or (None, None))
    assert_close(adaptive_avg_pool2d(x, output_size), expected.numpy())


@pytest.mark.parametrize("kernel_size", [2, 3])
def test_nan_wins_every_window_it_is_in(kernel_size: int) -> None:
    x = normal(1, 2, 7, 7)
    x[0, 0, 3, 3] = x[0, 1, 2, 4] = x[0, 1, 3, 4] = np.nan
    expected = F.max_pool2d(torch.tensor(x), kernel_size, return_indices=True)
    np.testing.assert_array_equal(max_pool2d(x, kernel_size), expected[0].numpy())
    for ours, theirs in zip(max_pool2d(x, kernel_size, return_indices=True), expected, strict=True):
        np.testing.assert_array_equal(ours, theirs.numpy())


@pytest.mark.parametrize("dtype", [np.uint8, np.int64])
def test_whole_numbers_pool_to_whole_numbers_also_next_to_padding(dtype: type) -> None:
    x = np.arange(16, dtype=dtype).reshape(1, 4, 4)
    out = max_pool2d(x, 3, 2, 1)
    assert out.dtype == dtype
    np.testing.assert_array_equal(out, [[[5, 7], [13, 15]]])


def test_a_window_of_nothing_but_padding_has_no_winner() -> None:
    x = normal(1, 1, 2)
    settings: dict[str, Any] = {"kernel_size": (2, 1), "padding": (1, 0), "dilation": (2, 1)}
    out, indices = max_pool2d(x, **settings, return_indices=True)
    assert np.isneginf(out).all()
    assert (indices == -1).all()
    assert not max_pool2d_backward(np.ones_like(out), x, **settings).any()


@pytest.mark.parametrize("lowest", [np.array(0, np.uint8), np.array(-np.inf)])
def test_padding_never_wins_a_tie(lowest: np.ndarray) -> None:
    x = np.full((1, 2, 2), lowest)
    _, indices = max_pool2d(x, 2, 2, 1, return_indices=True)
    assert indices.ravel().tolist() == [0, 1, 2, 3]
