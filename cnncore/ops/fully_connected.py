"""The fully connected layer.

Source: torch.nn.functional.linear.
"""

import numpy as np

from cnncore.errors import SettingError
from cnncore.ops.batches import expect_shape, numbers
from cnncore.ops.half import computed_in_float32


@computed_in_float32
def linear(input: np.ndarray, weight: np.ndarray, bias: np.ndarray | None = None) -> np.ndarray:
    """Weigh and sum all inputs, input @ weight^T + bias: every output sees every input.

    Shape:
        input: (..., in_features)    weight: (out_features, in_features)    bias: (out_features,)
        returns: (..., out_features)

    Raises:
        SettingError: `not_numbers`, `wrong_rank` or `wrong_shape`.

    Source: torch.nn.functional.linear.
    """
    input, weight = _checked(input, weight)
    out = input @ weight.T
    return out if bias is None else out + expect_shape("bias", bias, weight.shape[:1])


@computed_in_float32
def linear_backward(
    grad_out: np.ndarray, input: np.ndarray, weight: np.ndarray
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Gradients of `linear`.

    Shape:
        grad_out: as `linear` returns
        returns: grad_input, grad_weight, grad_bias, shaped as input, weight and (out_features,)
    """
    input, weight = _checked(input, weight)
    out_features, in_features = weight.shape
    grad_out = expect_shape("grad_out", grad_out, (*input.shape[:-1], out_features))
    grads, rows = grad_out.reshape(-1, out_features), input.reshape(-1, in_features)
    return grad_out @ weight, grads.T @ rows, grads.sum(axis=0)


def _checked(input: np.ndarray, weight: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    input, weight = numbers("input", input), numbers("weight", weight)
    if input.ndim < 1:
        expected = "(..., in_features)"
        raise SettingError("wrong_rank", name="input", shape=input.shape, expected=expected)
    if weight.ndim != 2:
        expected = "(out_features, in_features)"
        raise SettingError("wrong_rank", name="weight", shape=weight.shape, expected=expected)
    expect_shape("weight", weight, (weight.shape[0], input.shape[-1]))
    return input, weight
