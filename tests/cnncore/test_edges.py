"""At the edges of what arrays can hold: half precision, infinity, empty axes, shared memory."""

import inspect
from typing import Any

import numpy as np
import pytest
import torch
import torch.nn.functional as F

from cnncore import ops
from tests.cnncore.comparison import normal
from tests.cnncore.test_public_operators import CALLS, OPERATORS, X

INFINITE = (np.inf, -np.inf, np.nan)
Arrays = tuple[np.ndarray, ...]


def gradients(name: str, grad_out: np.ndarray, arguments: Arrays) -> list[np.ndarray]:
    """The gradients of an operator, as a list; where it draws, of the draw `arguments` hold."""
    grads = getattr(ops, f"{name}_backward")(grad_out, *arguments)
    return list(grads) if isinstance(grads, tuple) else [grads]


def cast(arguments: tuple[Any, ...], dtype: type) -> tuple[Any, ...]:
    """The arrays of floats in another type."""
    return tuple(
        a.astype(dtype) if isinstance(a, np.ndarray) and a.dtype.kind == "f" else a
        for a in arguments
    )


@pytest.mark.parametrize("scale", [1, 300, 1e-4])
@pytest.mark.parametrize("name", sorted(set(OPERATORS) - {"dropout", "rrelu"}))
def test_half_precision_is_computed_in_float32_and_rounded_once(name: str, scale: float) -> None:
    x, *rest = CALLS.get(name, (X,))
    halves = cast((x * scale, *rest), np.float16)
    with np.errstate(over="ignore"):
        expected = getattr(ops, name)(*cast(halves, np.float32)).astype(np.float16)
        out = getattr(ops, name)(*halves)
        grad_out = normal(*out.shape).astype(np.float16)
        exact = gradients(name, grad_out.astype(np.float32), cast(halves, np.float32))
        grads = gradients(name, grad_out, halves)
        np.testing.assert_array_equal(out, expected)
        assert out.dtype == np.float16
        for grad, wide in zip(grads, exact, strict=True):
            assert grad.dtype == np.float16
            np.testing.assert_array_equal(grad, wide.astype(np.float16))


def test_what_half_precision_can_hold_is_not_lost_on_the_way() -> None:
    half = np.float16
    mean, var = np.zeros(1, half), np.ones(1, half)
    out = ops.batch_norm(np.array([[300], [-300]], half), mean, var, training=True)
    assert out.tolist() == [[1], [-1]]
    assert var.tolist() == [half(0.9 + 0.1 * 180000)]
    assert ops.avg_pool2d(np.ones((1, 64, 64), half), 64).tolist() == [[[1]]]
    assert ops.avg_pool2d(np.full((1, 2, 2), 40000, half), 2).tolist() == [[[40000]]]
    assert ops.softplus(np.array([15], half)).tolist() == [15]


@pytest.mark.parametrize("mode", ["max", "avg"])
def test_pooling_steps_in_half_precision_are_the_pooling(mode: str) -> None:
    x = (normal(6, 6) * 20000).astype(np.float16)
    pool = ops.max_pool2d if mode == "max" else ops.avg_pool2d
    totals = [step.total for step in ops.pool2d_steps(x, 3, mode=mode)]
    assert totals == pool(x[None], 3).ravel().tolist()


@pytest.mark.parametrize("dtype", [np.float16, np.int8, np.uint8])
def test_convolution_steps_in_a_narrow_type_are_the_convolution(dtype: type) -> None:
    x = (normal(5, 5) * 90).astype(np.int8).astype(dtype)
    weight, bias = np.full((3, 3), 100, dtype), np.array(7, dtype)
    totals = [step.total for step in ops.conv2d_steps(x, weight, bias)]
    with np.errstate(over="ignore"):
        assert totals == ops.conv2d(x[None], weight[None, None], bias[None]).ravel().tolist()


def layers() -> dict[str, tuple[str, Arrays, dict[str, Any]]]:
    """Operators with the arrays that torch differentiates, and their settings."""
    x, kernel = normal(2, 2, 5, 5), normal(2, 2, 2, 3, seed=1)
    table: dict[str, tuple[str, Arrays, dict[str, Any]]] = {
        "linear": ("linear", (normal(3, 4), normal(2, 4, seed=1)), {}),
        "unfold": ("unfold", (x,), {"kernel_size": 2, "padding": 1}),
        "prelu": ("prelu", (normal(3, 5), normal(5, seed=1)), {}),
        "lrn": ("local_response_norm", (normal(2, 5, 2),), {"size": 3}),
    }
    windows = (
        {}, {"padding": 1}, {"stride": 2, "padding": 1}, {"stride": (1, 2)},
        {"padding": 1, "dilation": 2},
    )  # fmt: skip
    for number, settings in enumerate(windows):
        table[f"conv {number}"] = ("conv2d", (x, kernel), settings)
        table[f"back {number}"] = ("conv_transpose2d", (x, kernel), settings)
    for size in ((1, 2), 3, (4, 7)):
        table[f"adaptive {size}"] = ("adaptive_avg_pool2d", (x,), {"output_size": size})
    for pool in ("max_pool2d", "avg_pool2d"):
        table[pool] = (pool, (x,), {"kernel_size": 3, "stride": 2, "padding": 1})
    for mode in ("constant", "reflect", "replicate", "circular"):
        table[mode] = ("pad", (x,), {"pad": (1, 2, 2, 1), "mode": mode})
    for curve in ("relu", "relu6", "leaky_relu", "elu", "sigmoid", "tanh", "silu", "gelu"):
        table[curve] = (curve, (normal(3, 5) * 4,), {})
    return table


@pytest.mark.parametrize("where", range(4))
@pytest.mark.parametrize("number", INFINITE)
@pytest.mark.parametrize("name", layers())
def test_infinity_reaches_only_the_cells_that_read_it(name: str, number: float, where: int) -> None:
    """Nothing outside a window takes part in it, not even times 0: the NaNs are torch's."""
    operator, arrays, settings = layers()[name]
    grad_out = normal(*getattr(ops, operator)(*arrays, **settings).shape, seed=5)
    spoilt = (*arrays, grad_out)
    victim = spoilt[where % len(spoilt)]
    victim.flat[7 * (where + 1) % victim.size] = number
    tensors = [torch.tensor(a, requires_grad=True) for a in arrays]
    expected = getattr(F, operator)(*tensors, **settings)
    expected.backward(torch.tensor(grad_out))
    with np.errstate(invalid="ignore"):
        out = getattr(ops, operator)(*arrays, **settings)
        grads = getattr(ops, f"{operator}_backward")(grad_out, *arrays, **settings)
    np.testing.assert_allclose(out, expected.detach().numpy(), atol=1e-12)
    for grad, tensor in zip(grads if isinstance(grads, tuple) else (grads,), tensors, strict=False):
        assert tensor.grad is not None
        np.testing.assert_allclose(grad, tensor.grad.numpy(), atol=1e-12)


def test_padding_never_wins_a_window() -> None:
    lowest = np.full((2, 3), -np.inf)
    step = next(ops.pool2d_steps(lowest, 3, 1, padding=1))
    assert np.argwhere(step.kernel).tolist() == [[1, 1]]
    lowest[1, 1] = np.nan  # as torch has it, the last NaN wins
    lowest[0, 1] = np.nan
    step = next(ops.pool2d_steps(lowest, 2))
    assert np.argwhere(step.kernel).tolist() == [[1, 1]]


X1 = normal(2, 3, 4, 4)
UNCHANGED: dict[str, tuple[Any, ...]] = {
    "adaptive_avg_pool2d": (X1, None),
    "avg_pool2d": (X1, 1),
    "max_pool2d": (X1, 1),
    "batch_norm": (X1, np.zeros(3), np.ones(3)),
    "conv2d": (X1, np.ones((3, 1, 1, 1)), None, 1, 0, 1, 3),
    "conv_transpose2d": (X1, np.ones((3, 1, 1, 1)), None, 1, 0, 0, 3),
    "dropout": (X1, 0.0),
    "linear": (X1, np.eye(4)),
    "local_response_norm": (X1, 1),
    "maxout": (X1, 1),
    "pad": (X1, (0, 0)),
    "prelu": (X1, np.ones(1)),
    "log_softmax": (X1, 1),
    "softmax": (X1, 1),
    "unfold": (X1, 1),
    "cross_entropy": (X1, np.zeros((2, 4, 4), int)),
}


@pytest.mark.parametrize("name", OPERATORS)
def test_no_result_shares_memory_with_an_argument(name: str) -> None:
    arguments = UNCHANGED.get(name, (np.abs(X1),))
    out = getattr(ops, name)(*arguments)
    assert not any(np.shares_memory(out, a) for a in arguments if isinstance(a, np.ndarray))
    grad_out = np.ones_like(out)
    backward = getattr(ops, f"{name}_backward")
    draws = len(inspect.signature(backward).parameters) == 2 and name in {"dropout", "rrelu"}
    taken = [a for i, a in enumerate(arguments) if not (i == 2 and name.startswith("conv"))]
    grads = gradients(name, grad_out, (np.ones_like(out),) if draws else tuple(taken))
    for grad in grads:
        assert not any(
            np.shares_memory(grad, a) for a in (grad_out, *arguments) if isinstance(a, np.ndarray)
        )


EMPTY: dict[str, tuple[str, tuple[int, ...], dict[str, Any]]] = {
    "batch_norm": ("batch_norm", (0, 3), {"running_mean": None, "running_var": None}),
    "batch_norm maps": ("batch_norm", (0, 3, 2, 2), {"running_mean": None, "running_var": None}),
    "batch_norm cells": ("batch_norm", (2, 3, 0), {"running_mean": None, "running_var": None}),
    "pad": ("pad", (0, 3), {"pad": (1, 1)}),
    "pad the empty axis": ("pad", (3, 0), {"pad": (1, 1)}),
    "reflect": ("pad", (0, 2, 3), {"pad": (1, 1), "mode": "reflect"}),
    "linear": ("linear", (0, 4), {"weight": normal(2, 4)}),
    "conv2d": ("conv2d", (0, 2, 5, 5), {"weight": normal(3, 2, 3, 3)}),
    "conv_transpose2d": ("conv_transpose2d", (0, 2, 5, 5), {"weight": normal(2, 3, 3, 3)}),
    "max_pool2d": ("max_pool2d", (0, 2, 5, 5), {"kernel_size": 2}),
    "avg_pool2d": ("avg_pool2d", (0, 2, 5, 5), {"kernel_size": 2}),
    "adaptive": ("adaptive_avg_pool2d", (0, 2, 5, 5), {"output_size": 2}),
    "softmax": ("softmax", (0, 4), {"dim": 1}),
    "softmax of none": ("softmax", (3, 0), {"dim": 1}),
    "log_softmax of none": ("log_softmax", (3, 0), {"dim": 1}),
    "relu": ("relu", (0, 4), {}),
    "lrn": ("local_response_norm", (0, 4, 2), {"size": 3}),
}


@pytest.mark.parametrize("name", EMPTY)
def test_an_empty_batch_gives_an_empty_result(name: str) -> None:
    operator, shape, settings = EMPTY[name]
    settings = settings | ({"training": True} if operator == "batch_norm" else {})
    theirs = {
        key: torch.tensor(value) if isinstance(value, np.ndarray) else value
        for key, value in settings.items()
    }
    tensor = torch.zeros(shape, dtype=torch.float64, requires_grad=True)
    expected = getattr(F, operator)(tensor, **theirs)
    out = getattr(ops, operator)(np.zeros(shape), **settings)
    np.testing.assert_array_equal(out, expected.detach().numpy())
    grads = getattr(ops, f"{operator}_backward")(
        np.ones(expected.shape), np.zeros(shape), **settings
    )
    assert (grads[0] if isinstance(grads, tuple) else grads).shape == shape


def test_an_empty_batch_leaves_the_running_statistics_alone() -> None:
    mean, var = np.full(3, 2.0), np.full(3, 4.0)
    ops.batch_norm(np.zeros((0, 3)), mean, var, training=True)
    assert mean.tolist() == [2, 2, 2]
    assert var.tolist() == [4, 4, 4]


def test_a_tuple_of_one_number_stands_for_a_pair() -> None:
    x, weight = normal(1, 2, 6, 6), normal(2, 2, 3, 3, seed=1)
    theirs = torch.tensor(x), torch.tensor(weight)
    for name in ("conv2d", "conv_transpose2d"):
        for settings in ({"stride": (2,)}, {"padding": [1]}, {"dilation": (2,)}):
            expected = getattr(F, name)(*theirs, **settings).numpy()
            np.testing.assert_allclose(getattr(ops, name)(x, weight, **settings), expected)
    for name in ("max_pool2d", "avg_pool2d"):
        for stride in ((2,), (), None):
            expected = getattr(F, name)(theirs[0], (3,), stride, (1,)).numpy()
            np.testing.assert_allclose(getattr(ops, name)(x, (3,), stride, (1,)), expected)
