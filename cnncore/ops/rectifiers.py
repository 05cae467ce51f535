"""Rectifiers: pass what is positive, and differ in what they do with the rest.

Each gradient stands below its function. At 0 the derivative is a convention; torch's is kept.
"""

import numpy as np

from cnncore.arguments import divisors, whole_number
from cnncore.errors import SettingError
from cnncore.ops.batches import expect_shape, floating, numbers
from cnncore.ops.half import computed_in_float32


def relu(input: np.ndarray) -> np.ndarray:
    """max(0, x).

    Shape:
        input: any    returns: the same

    Source: torch.nn.functional.relu; Nair & Hinton 2010.
    """
    input = numbers("input", input)
    return np.maximum(input, input.dtype.type(0))


def relu_backward(grad_out: np.ndarray, input: np.ndarray) -> np.ndarray:
    """Gradient of `relu`: 1 where x > 0, else 0 (also at 0)."""
    # chosen, not multiplied: what does not pass stays 0 even where the gradient is infinite
    return np.where(np.asarray(input) <= 0, 0, _grad(grad_out, input))


def relu6(input: np.ndarray) -> np.ndarray:
    """min(max(0, x), 6): a ReLU that low-precision numbers can hold.

    Shape:
        input: any    returns: the same

    Source: torch.nn.functional.relu6; used throughout MobileNetV2.
    """
    input = numbers("input", input)
    return np.clip(input, input.dtype.type(0), input.dtype.type(6))


def relu6_backward(grad_out: np.ndarray, input: np.ndarray) -> np.ndarray:
    """Gradient of `relu6`: 1 where 0 < x < 6, else 0."""
    input = np.asarray(input)
    return np.where((input > 0) & (input < 6), _grad(grad_out, input), 0)


@computed_in_float32
def leaky_relu(input: np.ndarray, negative_slope: float = 0.01) -> np.ndarray:
    """The number x where positive, negative_slope * x elsewhere; the slope is a fixed number.

    Shape:
        input: any    returns: the same

    Source: torch.nn.functional.leaky_relu; Maas, Hannun & Ng 2013.
    """
    input = floating(input)
    return np.where(input > 0, input, input * input.dtype.type(negative_slope))


@computed_in_float32
def leaky_relu_backward(
    grad_out: np.ndarray, input: np.ndarray, negative_slope: float = 0.01
) -> np.ndarray:
    """Gradient of `leaky_relu`: 1 where x > 0, else negative_slope."""
    grad = _grad(grad_out, input)
    return np.where(np.asarray(input) > 0, grad, grad * grad.dtype.type(negative_slope))


@computed_in_float32
def prelu(input: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """The number x where positive, weight * x elsewhere; the slope is *learned*.

    Shape:
        input: (N, C, ...), any rank    weight: (1,) or (C,)    returns: as input

    Raises:
        SettingError: `wrong_shape` when weight holds neither one slope nor one per channel.

    Source: torch.nn.functional.prelu; He et al. 2015, arXiv:1502.01852.
    """
    input = floating(input)
    return np.where(input > 0, input, input * _channel_slopes(input, weight))


@computed_in_float32
def prelu_backward(
    grad_out: np.ndarray, input: np.ndarray, weight: np.ndarray
) -> tuple[np.ndarray, np.ndarray]:
    """Gradients of `prelu`: grad_input and, summed over all x <= 0 of its channel, grad_weight.

    Shape:
        returns: as input, as weight
    """
    input, grad = floating(input), _grad(grad_out, input)
    slopes = _channel_slopes(input, weight)
    grad_input = np.where(input > 0, grad, grad * slopes)
    per_cell = np.where(input > 0, grad.dtype.type(0), grad * input)
    if np.size(weight) == 1:
        return grad_input, per_cell.sum().reshape(np.shape(weight))
    per_channel = per_cell.sum(axis=tuple(axis for axis in range(input.ndim) if axis != 1))
    return grad_input, per_channel.reshape(np.shape(weight))


def rrelu_slopes(
    input: np.ndarray,
    lower: float = 1 / 8,
    upper: float = 1 / 3,
    training: bool = False,
    generator: np.random.Generator | None = None,
) -> np.ndarray:
    """The slope `rrelu` gives every cell: 1 where x > 0, elsewhere drawn from [lower, upper).

    Outside training the slope is the mean (lower + upper) / 2. Keep the slopes to compute the
    gradient of the very same draw: `rrelu_backward(grad_out, slopes)`.

    Shape:
        input: any    returns: the same

    Raises:
        SettingError: `range_reversed` when lower exceeds upper.
    """
    input = floating(input)
    if lower > upper:
        raise SettingError(
            "range_reversed", low_name="lower", low=lower, high_name="upper", high=upper
        )
    if training:
        generator = generator or np.random.default_rng()
        slopes = generator.uniform(lower, upper, size=input.shape)
    else:
        slopes = np.full(input.shape, (lower + upper) / 2)
    return np.where(input > 0, 1, slopes).astype(input.dtype)


@computed_in_float32
def rrelu(
    input: np.ndarray,
    lower: float = 1 / 8,
    upper: float = 1 / 3,
    training: bool = False,
    generator: np.random.Generator | None = None,
) -> np.ndarray:
    """The number x where positive, a * x elsewhere with a *random* a for every cell in training.

    Args:
        input: the array.
        lower: smallest slope.
        upper: largest slope.
        training: draw the slopes; otherwise all are (lower + upper) / 2.
        generator: where the draws come from; None means a fresh, unpredictable one.

    Shape:
        input: any    returns: the same

    Raises:
        SettingError: `range_reversed` when lower exceeds upper.

    Source: torch.nn.functional.rrelu; Xu et al. 2015, arXiv:1505.00853.
    """
    input = floating(input)
    return input * rrelu_slopes(input, lower, upper, training, generator)


@computed_in_float32
def rrelu_backward(grad_out: np.ndarray, slopes: np.ndarray) -> np.ndarray:
    """Gradient of `rrelu`, given the slopes that were used (see `rrelu_slopes`)."""
    return _grad(grad_out, slopes) * slopes


@computed_in_float32
def elu(input: np.ndarray, alpha: float = 1.0) -> np.ndarray:
    """The number x where positive, alpha * (exp(x) - 1) elsewhere.

    Shape:
        input: any    returns: the same

    Source: torch.nn.functional.elu; Clevert, Unterthiner & Hochreiter 2015, arXiv:1511.07289.
    """
    input = floating(input)
    below = input.dtype.type(alpha) * np.expm1(np.minimum(input, 0))  # no overflow above 0
    return np.where(input > 0, input, below)


@computed_in_float32
def elu_backward(grad_out: np.ndarray, input: np.ndarray, alpha: float = 1.0) -> np.ndarray:
    """Gradient of `elu`: 1 where x > 0, else alpha * exp(x)."""
    input, grad = floating(input), _grad(grad_out, input)
    below = grad.dtype.type(alpha) * np.exp(np.minimum(input, 0))
    return np.where(input <= 0, grad * below, grad)


def maxout(input: np.ndarray, num_pieces: int) -> np.ndarray:
    """The largest of every `num_pieces` consecutive channels.

    The pieces w_i x + b_i come from a layer with `num_pieces` times as many channels.

    Shape:
        input: (N, C), (N, C, H, W), (C,) or (C, H, W)
        returns: the same with C // num_pieces channels

    Raises:
        SettingError: `pieces_do_not_divide`, with the numbers that would.

    Source: Goodfellow et al. 2013, "Maxout Networks", arXiv:1302.4389.
    """
    pieces, axis = _pieces(input, num_pieces)
    return pieces.max(axis=axis + 1)


def maxout_backward(grad_out: np.ndarray, input: np.ndarray, num_pieces: int) -> np.ndarray:
    """Gradient of `maxout`: the piece that won (the first of equals) takes all of it.

    Shape:
        grad_out: as `maxout` returns    returns: as input
    """
    pieces, axis = _pieces(input, num_pieces)
    shape = pieces.shape[: axis + 1] + pieces.shape[axis + 2 :]
    grad_out = expect_shape("grad_out", grad_out, shape)
    winner = np.expand_dims(pieces.argmax(axis=axis + 1), axis + 1)
    grad = np.zeros(pieces.shape, dtype=grad_out.dtype)
    np.put_along_axis(grad, winner, np.expand_dims(grad_out, axis + 1), axis=axis + 1)
    return grad.reshape(np.shape(input))


def _pieces(input: np.ndarray, num_pieces: int) -> tuple[np.ndarray, int]:
    """The channels split as (..., C // num_pieces, num_pieces, ...), and the channel axis."""
    input = np.asarray(input)
    if input.ndim not in (1, 2, 3, 4):
        expected = "(N, C), (N, C, H, W), (C,) or (C, H, W)"
        raise SettingError("wrong_rank", name="input", shape=input.shape, expected=expected)
    axis = 0 if input.ndim in (1, 3) else 1
    num_pieces, channels = whole_number("num_pieces", num_pieces, minimum=1), input.shape[axis]
    if channels % num_pieces or channels == 0:
        raise SettingError(
            "pieces_do_not_divide",
            num_pieces=num_pieces,
            channels=channels,
            divisors=divisors(channels),
        )
    split = (channels // num_pieces, num_pieces)
    return input.reshape(*input.shape[:axis], *split, *input.shape[axis + 1 :]), axis


def _channel_slopes(input: np.ndarray, weight: np.ndarray) -> np.ndarray:
    """The weight shaped so that it meets the channels of input, which are axis 1 as in torch."""
    channels = input.shape[1] if input.ndim > 1 else 1
    weight = np.asarray(weight)
    if weight.ndim > 1 or weight.size not in (1, channels):
        expected = f"(1,) or ({channels},)"
        raise SettingError("wrong_shape", name="weight", shape=weight.shape, expected=expected)
    if weight.size == 1:
        return weight.reshape(())
    return weight.reshape(-1, *(1,) * (input.ndim - 2))


def _grad(grad_out: np.ndarray, input: np.ndarray) -> np.ndarray:
    return floating(expect_shape("grad_out", grad_out, np.shape(input)))
