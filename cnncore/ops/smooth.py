"""Smooth activations: curves without a corner, all built from exp.

Each gradient stands below its function.
"""

import numpy as np
from scipy.special import erf, expit

from cnncore.arguments import choice
from cnncore.ops.batches import expect_shape, floating
from cnncore.ops.half import computed_in_float32


@computed_in_float32
def sigmoid(input: np.ndarray) -> np.ndarray:
    """1 / (1 + exp(-x)), between 0 and 1 (scipy's expit, which cannot overflow).

    Shape:
        input: any    returns: the same

    Source: torch.nn.functional.sigmoid.
    """
    return expit(floating(input))


@computed_in_float32
def sigmoid_backward(grad_out: np.ndarray, input: np.ndarray) -> np.ndarray:
    """Gradient of `sigmoid`: y * (1 - y), at most 0.25."""
    out = sigmoid(input)
    return _grad(grad_out, input) * out * (1 - out)


@computed_in_float32
def tanh(input: np.ndarray) -> np.ndarray:
    """2 * sigmoid(2x) - 1, between -1 and 1.

    Shape:
        input: any    returns: the same

    Source: torch.nn.functional.tanh.
    """
    return np.tanh(floating(input))


@computed_in_float32
def tanh_backward(grad_out: np.ndarray, input: np.ndarray) -> np.ndarray:
    """Gradient of `tanh`: 1 - y^2."""
    return _grad(grad_out, input) * (1 - tanh(input) ** 2)


@computed_in_float32
def softplus(input: np.ndarray, beta: float = 1.0, threshold: float = 20.0) -> np.ndarray:
    """log(1 + exp(beta * x)) / beta, a ReLU with a rounded corner.

    Args:
        input: the array.
        beta: how sharp the corner is.
        threshold: where beta * x exceeds it, the result is x itself.

    Shape:
        input: any    returns: the same

    Source: torch.nn.functional.softplus.
    """
    input = floating(input)
    scaled = input * input.dtype.type(beta)
    bent = np.log1p(np.exp(np.minimum(scaled, threshold))) / input.dtype.type(beta)
    return np.where(scaled > threshold, input, bent)


@computed_in_float32
def softplus_backward(
    grad_out: np.ndarray, input: np.ndarray, beta: float = 1.0, threshold: float = 20.0
) -> np.ndarray:
    """Gradient of `softplus`: sigmoid(beta * x), or 1 beyond the threshold."""
    grad, scaled = _grad(grad_out, input), floating(input) * beta
    return np.where(scaled > threshold, grad, grad * sigmoid(scaled)).astype(grad.dtype)


@computed_in_float32
def silu(input: np.ndarray) -> np.ndarray:
    """The number x times sigmoid(x), also called Swish; it dips below 0, so it is not monotone.

    Shape:
        input: any    returns: the same

    Source: torch.nn.functional.silu; Ramachandran, Zoph & Le 2017, arXiv:1710.05941.
    """
    return floating(input) * sigmoid(input)


@computed_in_float32
def silu_backward(grad_out: np.ndarray, input: np.ndarray) -> np.ndarray:
    """Gradient of `silu`: s * (1 + x * (1 - s)) with s = sigmoid(x)."""
    s = sigmoid(input)
    return _grad(grad_out, input) * s * (1 + floating(input) * (1 - s))


@computed_in_float32
def gelu(input: np.ndarray, approximate: str = "none") -> np.ndarray:
    """The number x times the probability that a standard normal number is below x.

    Args:
        input: the array.
        approximate: "none" for the exact erf, "tanh" for
            x / 2 * (1 + tanh(sqrt(2 / pi) * (x + 0.044715 x^3))).

    Shape:
        input: any    returns: the same

    Raises:
        SettingError: `unknown_choice`.

    Source: torch.nn.functional.gelu; Hendrycks & Gimpel 2016, arXiv:1606.08415.
    """
    input = floating(input)
    return input * _below(input, approximate)[0]


@computed_in_float32
def gelu_backward(grad_out: np.ndarray, input: np.ndarray, approximate: str = "none") -> np.ndarray:
    """Gradient of `gelu`: P(x) + x * P'(x)."""
    input = floating(input)
    probability, density = _below(input, approximate)
    return _grad(grad_out, input) * (probability + input * density)


def _below(x: np.ndarray, approximate: str) -> tuple[np.ndarray, np.ndarray]:
    """P(x), the share of a standard normal distribution below x, and its derivative."""
    one = x.dtype.type
    if choice("approximate", approximate, ("none", "tanh")) == "none":
        density = np.exp(-(x**2) / 2) * one(1 / np.sqrt(2 * np.pi))
        return (1 + erf(x * one(np.sqrt(0.5)))) / 2, density
    scale = one(np.sqrt(2 / np.pi))
    bent = np.tanh(scale * (x + one(0.044715) * x**3))
    slope = scale * (1 + one(3 * 0.044715) * x**2)
    return (1 + bent) / 2, (1 - bent**2) * slope / 2


def _grad(grad_out: np.ndarray, input: np.ndarray) -> np.ndarray:
    return floating(expect_shape("grad_out", grad_out, np.shape(input)))
