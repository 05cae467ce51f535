from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import numpy as np
import pytest
import torch
import torch.nn.functional as F
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays_of

from cnncore import ops
from tests.cnncore.comparison import assert_close, assert_matches_torch, normal


@dataclass(frozen=True)
class Activation:
    name: str
    settings: dict[str, Any] = field(default_factory=dict)

    @property
    def forward(self) -> Callable[..., np.ndarray]:
        return getattr(ops, self.name)

    @property
    def backward(self) -> Callable[..., np.ndarray]:
        return getattr(ops, f"{self.name}_backward")

    @property
    def reference(self) -> Callable[..., torch.Tensor]:
        return getattr(F, self.name)

    def __str__(self) -> str:
        return "-".join([self.name, *(f"{k}={v}" for k, v in self.settings.items())])


ACTIVATIONS = [
    Activation("relu"),
    Activation("relu6"),
    Activation("leaky_relu"),
    Activation("leaky_relu", {"negative_slope": 0.1}),
    Activation("elu"),
    Activation("elu", {"alpha": 0.3}),
    Activation("sigmoid"),
    Activation("tanh"),
    Activation("softplus"),
    Activation("softplus", {"beta": 3.0, "threshold": 4.0}),
    Activation("silu"),
    Activation("gelu"),
    Activation("gelu", {"approximate": "tanh"}),
]
CORNERS = np.array([0.0, 6.0, -0.0, 1e-300, -1e-300, 30.0, -30.0, 800.0, -800.0, 1.0, -1.0])


@pytest.mark.parametrize("activation", ACTIVATIONS, ids=str)
@given(
    x=arrays_of.arrays(
        np.float64,
        arrays_of.array_shapes(min_dims=0, max_dims=4, max_side=4),
        elements=st.floats(-50, 50),
    )
)
def test_activations_are_torchs(activation: Activation, x: np.ndarray) -> None:
    check(activation, x)


@pytest.mark.parametrize("activation", ACTIVATIONS, ids=str)
@pytest.mark.filterwarnings("error")
def test_corners_and_large_numbers(activation: Activation) -> None:
    check(activation, CORNERS)


def check(activation: Activation, x: np.ndarray) -> None:
    assert_matches_torch(
        (x,),
        lambda tensor: activation.reference(tensor, **activation.settings),
        lambda array: activation.forward(array, **activation.settings),
        lambda grad_out: activation.backward(grad_out, x, **activation.settings),
    )


@pytest.mark.parametrize("shape", [(5,), (2, 3), (2, 3, 4), (2, 3, 4, 5)])
@pytest.mark.parametrize("per_channel", [False, True])
def test_prelu_is_torchs(shape: tuple[int, ...], per_channel: bool) -> None:
    x, channels = normal(*shape), shape[1] if len(shape) > 1 else 1
    x.flat[0] = 0
    weight = normal(channels if per_channel else 1, seed=1)
    assert_matches_torch(
        (x, weight), F.prelu, ops.prelu, lambda grad_out: ops.prelu_backward(grad_out, x, weight)
    )


def test_rrelu_outside_training_uses_the_mean_slope() -> None:
    x = np.append(CORNERS, normal(20))
    slopes = ops.rrelu_slopes(x, 0.1, 0.5)
    assert_matches_torch(
        (x,),
        lambda tensor: F.rrelu(tensor, 0.1, 0.5),
        lambda array: ops.rrelu(array, 0.1, 0.5),
        lambda grad_out: ops.rrelu_backward(grad_out, slopes),
    )


def test_rrelu_draws_one_slope_per_negative_number() -> None:
    x = -np.abs(normal(100, 100))
    out = ops.rrelu(x, 0.2, 0.4, training=True, generator=np.random.default_rng(3))
    slopes = ops.rrelu_slopes(x, 0.2, 0.4, training=True, generator=np.random.default_rng(3))
    assert_close(out, x * slopes)
    assert slopes.min() >= 0.2
    assert slopes.max() < 0.4
    assert abs(slopes.mean() - 0.3) < 0.002
    assert len(np.unique(slopes)) > 9900
    assert_close(ops.rrelu_backward(np.ones_like(x), slopes), slopes)
    np.testing.assert_array_equal(ops.rrelu(-x, training=True), -x)


@pytest.mark.parametrize("shape", [(6,), (2, 6), (6, 3, 4), (2, 6, 3, 4)])
@pytest.mark.parametrize("num_pieces", [1, 2, 3, 6])
def test_maxout_takes_the_largest_of_consecutive_channels(
    shape: tuple[int, ...], num_pieces: int
) -> None:
    x, axis = normal(*shape), 0 if len(shape) in (1, 3) else 1
    assert_matches_torch(
        (x,),
        lambda tensor: tensor.unflatten(axis, (-1, num_pieces)).amax(axis + 1),
        lambda array: ops.maxout(array, num_pieces),
        lambda grad_out: ops.maxout_backward(grad_out, x, num_pieces),
    )


def test_maxout_contains_relu() -> None:
    x = normal(4, 5, 3, 3)
    pieces = np.stack([x, np.zeros_like(x)], axis=2).reshape(4, 10, 3, 3)
    assert_close(ops.maxout(pieces, 2), ops.relu(x))


def test_of_equal_pieces_the_first_takes_the_gradient() -> None:
    grad = ops.maxout_backward(np.array([5.0]), np.array([1.0, 1.0]), 2)
    assert grad.tolist() == [5, 0]
