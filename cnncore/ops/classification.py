"""From scores to probabilities to a loss.

Source: torch.nn.functional.softmax, log_softmax and cross_entropy.
"""

import numpy as np

from cnncore.arguments import between, choice
from cnncore.errors import SettingError
from cnncore.ops.batches import expect_shape, floating
from cnncore.ops.half import computed_in_float32


@computed_in_float32
def softmax(input: np.ndarray, dim: int) -> np.ndarray:
    """exp(x) over the sum of all exp(x) along `dim`: positive numbers that sum to 1.

    The maximum is taken off first; it cancels in the fraction and keeps exp from overflowing.

    Shape:
        input: any    returns: the same

    Raises:
        SettingError: `out_of_range` when the array has no axis `dim`.

    Source: torch.nn.functional.softmax.
    """
    return np.exp(log_softmax(input, dim))


@computed_in_float32
def softmax_backward(grad_out: np.ndarray, input: np.ndarray, dim: int) -> np.ndarray:
    """Gradient of `softmax`: p * (grad_out - sum(grad_out * p))."""
    probs = softmax(input, dim)
    grad = expect_shape("grad_out", grad_out, probs.shape)
    return probs * (grad - (grad * probs).sum(axis=dim, keepdims=True))


@computed_in_float32
def log_softmax(input: np.ndarray, dim: int) -> np.ndarray:
    """The logarithm of `softmax`, without the detour through numbers too small to hold.

    Shape:
        input: any    returns: the same

    Raises:
        SettingError: `out_of_range` when the array has no axis `dim`.

    Source: torch.nn.functional.log_softmax.
    """
    input = floating(input)
    between("dim", dim, minimum=-max(input.ndim, 1), maximum=max(input.ndim, 1) - 1)
    if input.ndim == 0 or input.size == 0:
        return np.zeros_like(input)
    shifted = input - input.max(axis=dim, keepdims=True)
    return shifted - np.log(np.exp(shifted).sum(axis=dim, keepdims=True))


@computed_in_float32
def log_softmax_backward(grad_out: np.ndarray, input: np.ndarray, dim: int) -> np.ndarray:
    """Gradient of `log_softmax`: grad_out - p * sum(grad_out)."""
    probs = softmax(input, dim)
    grad = expect_shape("grad_out", grad_out, probs.shape)
    return grad - probs * grad.sum(axis=dim, keepdims=True)


@computed_in_float32
def cross_entropy(
    input: np.ndarray,
    target: np.ndarray,
    weight: np.ndarray | None = None,
    *,
    ignore_index: int = -100,
    reduction: str = "mean",
    label_smoothing: float = 0.0,
) -> np.ndarray:
    """Minus the log-probability of the right class: how surprised the network is by the truth.

    Args:
        input: scores (logits), not probabilities.
        target: whole numbers are classes; floats are a probability for each class.
        weight: how much each class counts; None counts all alike.
        ignore_index: samples of this class count nothing (class targets only).
        reduction: "mean" (over samples, weighed by the weight of their class), "sum" or "none".
        label_smoothing: this share of the truth is spread evenly over all classes.

    Shape:
        input: (C,), (N, C) or (N, C, ...)
        target: (), (N,) or (N, ...) for classes, as input for probabilities    weight: (C,)
        returns: () for "mean" and "sum", the shape of class targets for "none"

    Raises:
        SettingError: shapes that do not belong together, a class out of range, an unknown
            reduction, smoothing outside [0, 1], ignore_index >= 0 with probabilities.

    Source: torch.nn.functional.cross_entropy; label smoothing: Szegedy et al. 2015,
    arXiv:1512.00567.
    """
    input = floating(input)
    truth, divisor = _truth(input, target, weight, ignore_index, reduction, label_smoothing)
    log_probs = log_softmax(input, _class_axis(input))
    with np.errstate(invalid="ignore"):  # an impossible class (-inf) that nobody asks for
        losses = -np.where(truth == 0, 0, truth * log_probs).sum(axis=_class_axis(input))
    losses = losses.astype(input.dtype)
    if reduction == "none":
        return losses
    with np.errstate(invalid="ignore", divide="ignore"):  # all ignored: 0 / 0 is NaN, as in torch
        return np.asarray(losses.sum() / divisor, dtype=input.dtype)


@computed_in_float32
def cross_entropy_backward(
    grad_out: np.ndarray,
    input: np.ndarray,
    target: np.ndarray,
    weight: np.ndarray | None = None,
    *,
    ignore_index: int = -100,
    reduction: str = "mean",
    label_smoothing: float = 0.0,
) -> np.ndarray:
    """Gradient of `cross_entropy` with respect to the scores: probabilities minus truth.

    Shape:
        grad_out: as `cross_entropy` returns    returns: as input
    """
    input = floating(input)
    axis = _class_axis(input)
    truth, divisor = _truth(input, target, weight, ignore_index, reduction, label_smoothing)
    samples = input.shape[:axis] + input.shape[axis + 1 :]
    grad = expect_shape("grad_out", grad_out, samples if reduction == "none" else ())
    if reduction == "none":
        grad = np.expand_dims(grad, axis)
    error = softmax(input, axis) * truth.sum(axis=axis, keepdims=True) - truth
    with np.errstate(invalid="ignore", divide="ignore"):
        grad_input = np.where(
            error == 0, 0, grad * error / divisor
        )  # all ignored: nothing to learn
    return grad_input.astype(input.dtype)


def _class_axis(input: np.ndarray) -> int:
    return 0 if input.ndim == 1 else 1


def _truth(
    input: np.ndarray,
    target: np.ndarray,
    weight: np.ndarray | None,
    ignore_index: int,
    reduction: str,
    label_smoothing: float,
) -> tuple[np.ndarray, float]:
    """What each class should have got, times the class weights; and what "mean" divides by.

    Both kinds of target become one array shaped like input, and the loss is -truth * log_probs.
    """
    choice("reduction", reduction, ("mean", "sum", "none"))
    between("label_smoothing", label_smoothing, minimum=0, maximum=1)
    if input.ndim == 0:
        expected = "(C,), (N, C) or (N, C, ...)"
        raise SettingError("wrong_rank", name="input", shape=input.shape, expected=expected)
    axis, target = _class_axis(input), np.asarray(target)
    num_classes = input.shape[axis]
    if num_classes == 0:
        raise SettingError("empty_array", name="input", shape=input.shape)
    weights = np.ones(num_classes) if weight is None else np.asarray(weight)
    expect_shape("weight", weights, (num_classes,))
    weights = weights.reshape(-1, *(1,) * max(0, input.ndim - 2))
    if np.issubdtype(target.dtype, np.inexact):
        if ignore_index >= 0:
            raise SettingError("ignore_needs_indices", ignore_index=ignore_index)
        expect_shape("target", target, input.shape)
        truth = _smoothed(target, label_smoothing, num_classes) * weights
        divisor = input.size // num_classes
    else:
        classes, counts = _classes(input, target, ignore_index)
        onehot = np.arange(num_classes).reshape(weights.shape) == np.expand_dims(classes, axis)
        counts = np.expand_dims(counts, axis)
        truth = _smoothed(onehot, label_smoothing, num_classes) * weights * counts
        divisor = (onehot * weights * counts).sum()
    return truth, divisor if reduction == "mean" else 1


def _smoothed(probs: np.ndarray, label_smoothing: float, num_classes: int) -> np.ndarray:
    return probs * (1 - label_smoothing) + label_smoothing / num_classes


def _classes(
    input: np.ndarray, target: np.ndarray, ignore_index: int
) -> tuple[np.ndarray, np.ndarray]:
    """Class targets with ignored ones set to 0, and which of them count."""
    axis = _class_axis(input)
    expect_shape("target", target, input.shape[:axis] + input.shape[axis + 1 :])
    counts = target != ignore_index
    illegal = counts & ((target < 0) | (target >= input.shape[axis]))
    if illegal.any():
        raise SettingError(
            "class_out_of_range",
            value=int(target[illegal].flat[0]),
            num_classes=input.shape[axis],
            max_class=input.shape[axis] - 1,
            ignore_index=ignore_index,
        )
    return np.where(counts, target, 0), counts
