"""Dropout: switch units off at random, so that no unit can rely on another one.

Source: torch.nn.functional.dropout; Srivastava et al. 2014.
"""

import numpy as np

from cnncore.arguments import between
from cnncore.ops.batches import expect_shape, floating
from cnncore.ops.half import computed_in_float32


def dropout_mask(
    input: np.ndarray,
    p: float = 0.5,
    training: bool = True,
    generator: np.random.Generator | None = None,
) -> np.ndarray:
    """What `dropout` multiplies with: 0 for a dropped unit, 1 / (1 - p) for one that stays.

    Outside training it is 1 everywhere. Keep the mask to compute the gradient of the very same
    draw: `dropout_backward(grad_out, mask)`.

    Shape:
        input: any, only shape and type matter    returns: the same
    """
    input = floating(input)
    between("p", p, minimum=0, maximum=1)
    if not training:
        return np.ones_like(input)
    if p == 1:
        return np.zeros_like(input)
    generator = generator or np.random.default_rng()
    kept = generator.random(input.shape) >= p
    return kept / input.dtype.type(1 - p)


@computed_in_float32
def dropout(
    input: np.ndarray,
    p: float = 0.5,
    training: bool = True,
    generator: np.random.Generator | None = None,
) -> np.ndarray:
    """Set each number to 0 with probability p and scale the others by 1 / (1 - p).

    The scaling keeps the expected sum, so that nothing is left to do outside training ("inverted"
    dropout; AlexNet instead halved its outputs at test time).

    Args:
        input: the array.
        p: probability of being dropped.
        training: drop; otherwise return the input as it is.
        generator: where the draws come from; None means a fresh, unpredictable one.

    Shape:
        input: any    returns: the same

    Raises:
        SettingError: `out_of_range` when p is no probability.

    Source: torch.nn.functional.dropout; Srivastava et al. 2014, "Dropout: A Simple Way to Prevent
    Neural Networks from Overfitting".
    """
    input = floating(input)
    return input * dropout_mask(input, p, training, generator)


@computed_in_float32
def dropout_backward(grad_out: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """Gradient of `dropout`, given the mask that was used (see `dropout_mask`)."""
    return expect_shape("grad_out", grad_out, np.shape(mask)) * mask
