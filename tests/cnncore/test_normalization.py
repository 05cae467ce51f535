from typing import Any

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from hypothesis import given
from hypothesis import strategies as st

from cnncore import ops
from tests.cnncore.comparison import assert_close, assert_matches_torch, normal


@pytest.mark.parametrize("shape", [(5, 3), (1, 3, 4), (4, 3, 2, 5)])
@pytest.mark.parametrize("affine", [False, True])
@pytest.mark.parametrize("training", [False, True])
def test_batch_norm_is_torchs(shape: tuple[int, ...], affine: bool, training: bool) -> None:
    x = 3 * normal(*shape) + 5
    weight, bias = (normal(3, seed=1), normal(3, seed=2)) if affine else (None, None)
    ours = (normal(3, seed=3), np.abs(normal(3, seed=4)))
    theirs = (torch.tensor(ours[0]), torch.tensor(ours[1]))
    settings: dict[str, Any] = {"training": training, "eps": 1e-3}

    def backward(grad_out: np.ndarray) -> tuple[np.ndarray, ...]:
        return ops.batch_norm_backward(grad_out, x, *ours, weight, **settings)

    assert_matches_torch(
        (x, weight, bias),
        lambda x, w, b: F.batch_norm(x, *theirs, w, b, momentum=0.3, **settings),
        lambda x, w, b: ops.batch_norm(x, *ours, w, b, momentum=0.3, **settings),
        backward,
    )
    for running, expected in zip(ours, theirs, strict=True):
        assert_close(running, expected.numpy())


def test_batch_norm_may_keep_no_statistics() -> None:
    x = normal(4, 3, 2, 2)
    out = ops.batch_norm(x, None, None, training=True)
    assert_close(out, F.batch_norm(torch.tensor(x), None, None, training=True).numpy())


def test_running_statistics_keep_their_type() -> None:
    mean, var = np.zeros(3, np.float32), np.ones(3, np.float32)
    ops.batch_norm(normal(4, 3), mean, var, training=True)
    assert mean.dtype == var.dtype == np.float32
    assert mean.any()


@given(st.integers(1, 7), st.integers(1, 6), st.sampled_from([(), (3,), (2, 3)]))
def test_local_response_norm_is_torchs(size: int, channels: int, rest: tuple[int, ...]) -> None:
    x = normal(2, channels, *(rest or (1,)))
    settings: dict[str, Any] = {"size": size, "alpha": 0.5, "beta": 0.6, "k": 2.0}
    assert_matches_torch(
        (x,),
        lambda tensor: F.local_response_norm(tensor, **settings),
        lambda array: ops.local_response_norm(array, **settings),
        lambda grad_out: ops.local_response_norm_backward(grad_out, x, **settings),
    )


@pytest.mark.parametrize("shape", [(4,), (3, 4), (2, 3, 4), (0, 4)])
@pytest.mark.parametrize("has_bias", [False, True])
def test_linear_is_torchs(shape: tuple[int, ...], has_bias: bool) -> None:
    x, weight = normal(*shape), normal(5, 4, seed=1)
    assert_matches_torch(
        (x, weight, normal(5, seed=2) if has_bias else None),
        F.linear,
        ops.linear,
        lambda grad_out: ops.linear_backward(grad_out, x, weight),
    )


def test_dropout_drops_a_share_and_keeps_the_mean() -> None:
    x = np.ones((200, 200))
    out = ops.dropout(x, 0.3, generator=np.random.default_rng(0))
    mask = ops.dropout_mask(x, 0.3, generator=np.random.default_rng(0))
    assert_close(out, mask)
    assert set(np.unique(out)) == {0, 1 / 0.7}
    assert abs((out == 0).mean() - 0.3) < 0.01
    grad_out = normal(200, 200)
    assert_close(ops.dropout_backward(grad_out, mask), grad_out * mask)


@pytest.mark.parametrize(("p", "training"), [(0.5, False), (0.0, True), (1.0, True)])
def test_dropout_without_chance_is_torchs(p: float, training: bool) -> None:
    x = normal(3, 4)
    mask = ops.dropout_mask(x, p, training)
    assert_matches_torch(
        (x,),
        lambda tensor: F.dropout(tensor, p, training),
        lambda array: ops.dropout(array, p, training),
        lambda grad_out: ops.dropout_backward(grad_out, mask),
    )
