"""Normalization: bring numbers to a common scale, over a batch or over neighbouring channels.

Source: torch.nn.functional.batch_norm and local_response_norm.
"""

import numpy as np

from cnncore.arguments import whole_number
from cnncore.errors import SettingError
from cnncore.ops.batches import expect_shape, floating
from cnncore.ops.half import computed_in_float32, narrow, widen


def batch_norm(
    input: np.ndarray,
    running_mean: np.ndarray | None,
    running_var: np.ndarray | None,
    weight: np.ndarray | None = None,
    bias: np.ndarray | None = None,
    training: bool = False,
    momentum: float = 0.1,
    eps: float = 1e-05,
) -> np.ndarray:
    """Give every channel mean 0 and variance 1, then scale by weight and shift by bias.

    In training, mean and variance are those of this batch, and `running_mean` and `running_var`
    move towards them by `momentum` *in place* (the variance with n - 1 in its divisor, as in
    torch). Outside training the running ones are used.

    Args:
        input: a batch.
        running_mean: kept for use outside training; None keeps nothing (training only).
        running_var: likewise.
        weight: scale per channel (gamma); None means 1.
        bias: shift per channel (beta); None means 0.
        training: use the statistics of this batch and update the running ones.
        momentum: share of the new statistics in the running ones.
        eps: added to the variance, against division by 0.

    Shape:
        input: (N, C) or (N, C, ...)    all others: (C,)    returns: as input

    Raises:
        SettingError: wrong shapes, a single value per channel in training, no running statistics
            outside training, only one of the two, running statistics that cannot be updated in
            place, or in training an `eps` that is not above 0.

    Source: torch.nn.functional.batch_norm; Ioffe & Szegedy 2015, arXiv:1502.03167.
    """
    x, dtype = _channels_second(input)
    statistics = _checked_statistics(x, running_mean, running_var, training, eps)
    mean, var = _mean_and_var(x, statistics, training)
    if training and statistics is not None and x.size:
        count = x.size // x.shape[1]
        for running, new in zip(statistics, (mean, var * count / (count - 1)), strict=True):
            running[...] = (1 - momentum) * widen(running) + momentum * new
    out = (x - _across(mean, x)) / np.sqrt(_across(var, x) + x.dtype.type(eps))
    if weight is not None:
        out = out * _across(expect_shape("weight", weight, mean.shape), x)
    if bias is not None:
        out = out + _across(expect_shape("bias", bias, mean.shape), x)
    return narrow(out) if dtype == np.float16 else out


def batch_norm_backward(
    grad_out: np.ndarray,
    input: np.ndarray,
    running_mean: np.ndarray | None,
    running_var: np.ndarray | None,
    weight: np.ndarray | None = None,
    training: bool = False,
    eps: float = 1e-05,
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Gradients of `batch_norm`.

    In training every number also moves the mean and the variance of its channel; that is what the
    two subtracted terms give back. The running statistics are not changed.

    Shape:
        grad_out: as input
        returns: grad_input, grad_weight, grad_bias, shaped as input, (C,) and (C,)
    """
    x, dtype = _channels_second(input)
    statistics = _checked_statistics(x, running_mean, running_var, training, eps)
    mean, var = _mean_and_var(x, statistics, training)
    grad = widen(expect_shape("grad_out", grad_out, x.shape))
    axes = _all_but_channels(x)
    deviation = np.sqrt(_across(var, x) + x.dtype.type(eps))
    normalized = (x - _across(mean, x)) / deviation
    grad_weight, grad_bias = (grad * normalized).sum(axis=axes), grad.sum(axis=axes)
    grad_normalized = grad
    if training:
        count = x.dtype.type(max(1, x.size // max(1, x.shape[1])))
        shared = _across(grad_bias, x) + normalized * _across(grad_weight, x)
        grad_normalized = grad - shared / count
    scale = 1 if weight is None else _across(expect_shape("weight", weight, mean.shape), x)
    grad_input = grad_normalized * scale / deviation
    if dtype == np.float16:
        return narrow(grad_input), narrow(grad_weight), narrow(grad_bias)
    return grad_input, grad_weight, grad_bias


@computed_in_float32
def local_response_norm(
    input: np.ndarray, size: int, alpha: float = 1e-4, beta: float = 0.75, k: float = 1.0
) -> np.ndarray:
    """Divide each number by (k + alpha * mean of squares in `size` neighbouring channels)^beta.

    The mean always divides by `size`, also at the first and last channels. AlexNet's paper sums
    without dividing: its alpha 1e-4 with n = 5 is alpha = 5e-4 here.

    Args:
        input: a batch.
        size: channels in the neighbourhood; of an even number the larger half lies before.
        alpha: weight of the mean of squares.
        beta: exponent.
        k: added, against division by 0.

    Shape:
        input: (N, C, ...), at least three axes    returns: the same

    Raises:
        SettingError: `wrong_rank`, or a size that is no whole number from 1.

    Source: torch.nn.functional.local_response_norm; Krizhevsky, Sutskever & Hinton 2012.
    """
    x, size = _checked_channels(input, size)
    return x * _neighbourhood(x, size, alpha, k) ** x.dtype.type(-beta)


@computed_in_float32
def local_response_norm_backward(
    grad_out: np.ndarray,
    input: np.ndarray,
    size: int,
    alpha: float = 1e-4,
    beta: float = 0.75,
    k: float = 1.0,
) -> np.ndarray:
    """Gradient of `local_response_norm`: each number also stands below its neighbours' line.

    Shape:
        grad_out: as input    returns: as input
    """
    x, size = _checked_channels(input, size)
    grad = expect_shape("grad_out", grad_out, x.shape)
    base = _neighbourhood(x, size, alpha, k)
    blame = grad * x * base ** x.dtype.type(-beta - 1)
    shared = _channel_sums(
        blame, before=(size - 1) // 2, after=size // 2
    )  # seen from the neighbour
    return grad * base ** x.dtype.type(-beta) - x.dtype.type(2 * alpha * beta / size) * x * shared


def _neighbourhood(x: np.ndarray, size: int, alpha: float, k: float) -> np.ndarray:
    squares = _channel_sums(x**2, before=size // 2, after=(size - 1) // 2)
    return x.dtype.type(alpha / size) * squares + x.dtype.type(k)


def _channel_sums(x: np.ndarray, *, before: int, after: int) -> np.ndarray:
    """For each channel: the sum over itself, `before` channels in front and `after` behind."""
    channels = x.shape[1]
    out = np.zeros_like(x)
    for offset in range(-before, after + 1):
        first, last = max(0, -offset), min(channels, channels - offset)
        if first < last:
            out[:, first:last] += x[:, first + offset : last + offset]
    return out


def _checked_channels(input: np.ndarray, size: int) -> tuple[np.ndarray, int]:
    x = floating(input)
    if x.ndim < 3:
        expected = "(N, C, ...) with at least three axes"
        raise SettingError("wrong_rank", name="input", shape=x.shape, expected=expected)
    return x, whole_number("size", size, minimum=1)


def _channels_second(input: np.ndarray) -> tuple[np.ndarray, np.dtype]:
    """The numbers to compute with, half precision as float32, and the type they came in."""
    x = floating(input)
    if x.ndim < 2:
        raise SettingError("wrong_rank", name="input", shape=x.shape, expected="(N, C, ...)")
    return widen(x), x.dtype


def _checked_statistics(
    x: np.ndarray, mean: np.ndarray | None, var: np.ndarray | None, training: bool, eps: float
) -> tuple[np.ndarray, np.ndarray] | None:
    """The running statistics, or None when there are none and none are needed."""
    if training and x.size == x.shape[1] > 0:
        raise SettingError("one_value_per_channel", shape=x.shape)
    if training and not eps > 0:
        raise SettingError("eps_not_positive", eps=eps)
    if mean is None or var is None:
        if not training:
            raise SettingError("needs_running_stats")
        if mean is not var:
            raise SettingError("one_running_stat")
        return None
    for name, buffer in (("running_mean", mean), ("running_var", var)):
        floats = isinstance(buffer, np.ndarray) and np.issubdtype(buffer.dtype, np.floating)
        if training and not floats:
            raise SettingError("needs_float_buffer", name=name, value=repr(buffer))
        expect_shape(name, buffer, x.shape[1:2])
    return mean, var


def _mean_and_var(
    x: np.ndarray, statistics: tuple[np.ndarray, np.ndarray] | None, training: bool
) -> tuple[np.ndarray, np.ndarray]:
    if training or statistics is None:
        axes = _all_but_channels(x)
        if not x.size:  # nothing to average, and nothing that would be normalized with it
            return np.zeros(x.shape[1], x.dtype), np.ones(x.shape[1], x.dtype)
        return x.mean(axis=axes), x.var(axis=axes)
    mean, var = statistics
    return widen(np.asarray(mean)), widen(np.asarray(var))


def _all_but_channels(x: np.ndarray) -> tuple[int, ...]:
    return (0, *range(2, x.ndim))


def _across(per_channel: np.ndarray, x: np.ndarray) -> np.ndarray:
    """(C,) shaped so that it meets the channels of x."""
    return np.asarray(per_channel).reshape(-1, *(1,) * (x.ndim - 2))
