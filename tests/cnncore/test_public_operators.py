"""What holds for every operator: torch's arguments, kept types, a gradient, words that explain."""

import doctest
import inspect
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest
import torch.nn.functional as F

from cnncore import cost, ops, receptive_field, shapes
from cnncore.ops import steps

OPERATORS = sorted(
    name.removesuffix("_backward") for name in ops.__all__ if name.endswith("_backward")
)
NOT_IN_TORCH = {"maxout"}
# torch's own arguments that we leave out: in-place work, and what torch itself has deprecated
LEFT_OUT = {"inplace", "size_average", "reduce", "_stacklevel", "dtype"}
# functions written in C++, which have no signature that Python can read
BUILTIN: dict[str, str] = {
    "conv2d": "input weight bias stride padding dilation groups",
    "conv_transpose2d": "input weight bias stride padding output_padding groups dilation",
    "avg_pool2d": "input kernel_size stride padding ceil_mode count_include_pad divisor_override",
    "max_pool2d": "input kernel_size stride padding dilation ceil_mode return_indices",
    "linear": "input weight bias",
    "gelu": "input approximate",
    "softplus": "input beta threshold",
    "prelu": "input weight",
}

X = np.random.default_rng(0).normal(size=(2, 4, 6, 6)).astype(np.float32)
ONES = np.ones(4, np.float32)
FLAT = X[:, :, 0, 0]
CALLS: dict[str, tuple[Any, ...]] = {
    "adaptive_avg_pool2d": (X, 4),
    "avg_pool2d": (X, 2),
    "batch_norm": (X, ONES, ONES, ONES),
    "conv2d": (X, np.ones((2, 4, 3, 3), np.float32)),
    "conv_transpose2d": (X, np.ones((4, 2, 3, 3), np.float32)),
    "cross_entropy": (FLAT, np.array([0, 1])),
    "linear": (FLAT, np.ones((3, 4), np.float32)),
    "local_response_norm": (X, 3),
    "log_softmax": (X, 1),
    "max_pool2d": (X, 2),
    "maxout": (X, 2),
    "pad": (X, (1, 1)),
    "prelu": (X, ONES),
    "softmax": (X, 1),
    "unfold": (X, 2),
}


@pytest.mark.parametrize("name", sorted(set(OPERATORS) - NOT_IN_TORCH))
def test_arguments_are_torchs_in_torchs_order(name: str) -> None:
    ours = [p for p in inspect.signature(getattr(ops, name)).parameters if p != "generator"]
    if name in BUILTIN:
        theirs = BUILTIN[name].split()
    else:
        theirs = [p for p in inspect.signature(getattr(F, name)).parameters if p not in LEFT_OUT]
    assert ours == theirs


@pytest.mark.parametrize("name", sorted(set(OPERATORS) - NOT_IN_TORCH - set(BUILTIN)))
def test_defaults_are_torchs(name: str) -> None:
    theirs = inspect.signature(getattr(F, name)).parameters
    for parameter in inspect.signature(getattr(ops, name)).parameters.values():
        if parameter.name not in {"generator", "dim"}:  # torch guesses a dim, and warns
            assert parameter.default == theirs[parameter.name].default


@pytest.mark.parametrize("name", OPERATORS)
@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_type_of_the_numbers_is_kept(name: str, dtype: type) -> None:
    arguments = [
        a.astype(dtype) if isinstance(a, np.ndarray) and a.dtype == np.float32 else a
        for a in CALLS.get(name, (X,))
    ]
    out = getattr(ops, name)(*arguments)
    assert out.dtype == dtype
    if name in {"dropout", "rrelu"}:
        arguments = [np.ones_like(out)]  # the draw that was used
    grads = getattr(ops, f"{name}_backward")(np.ones_like(out), *arguments)
    for grad in grads if isinstance(grads, tuple) else (grads,):
        assert grad.dtype == dtype


@pytest.mark.parametrize("name", ["avg_pool2d", "gelu", "softmax", "batch_norm", "dropout"])
def test_whole_numbers_become_float64_where_fractions_arise(name: str) -> None:
    x, *rest = CALLS.get(name, (X,))
    assert getattr(ops, name)(x.astype(int), *rest).dtype == np.float64


@pytest.mark.parametrize("name", [*ops.__all__, *(f"{name}_backward" for name in OPERATORS)])
def test_every_operator_explains_itself(name: str) -> None:
    function: Callable[..., Any] = getattr(ops, name)
    doc = inspect.getdoc(function) or ""
    assert doc
    if name in OPERATORS:
        assert "Shape:" in doc
        assert "Source:" in doc
    assert "inplace" not in inspect.signature(function).parameters


@pytest.mark.parametrize("module", [shapes, receptive_field, cost, steps, ops.pad])
def test_examples_in_docstrings_are_true(module: Any) -> None:
    module = inspect.getmodule(module)
    assert doctest.testmod(module).failed == 0


def test_operators_do_not_import_torch() -> None:
    code = (
        "import sys, cnncore.ops, cnncore.cost, cnncore.receptive_field;"
        "print('torch' in sys.modules, 'streamlit' in sys.modules)"
    )
    result = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert result.stdout.split() == ["False", "False"]
