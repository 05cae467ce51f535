"""Holding an operator and its gradient against torch, in float64."""

from collections.abc import Callable, Sequence

import numpy as np
import torch

FORWARD, BACKWARD = 1e-12, 1e-10


def assert_close(ours: np.ndarray, expected: np.ndarray, tolerance: float = FORWARD) -> None:
    """Same shape, and nowhere further off than `tolerance` of the largest number (at least 1)."""
    ours = np.asarray(ours)
    assert ours.shape == expected.shape
    if expected.size:
        scale = max(1.0, float(np.nanmax(np.abs(np.where(np.isfinite(expected), expected, 0)))))
        np.testing.assert_allclose(ours, expected, rtol=0, atol=tolerance * scale)


def assert_matches_torch(
    arrays: Sequence[np.ndarray | None],
    reference: Callable[..., torch.Tensor],
    forward: Callable[..., np.ndarray],
    backward: Callable[[np.ndarray], np.ndarray | tuple[np.ndarray, ...]],
) -> None:
    """Compare result and gradients; `arrays` are what torch differentiates, in input order."""
    tensors = [None if a is None else torch.tensor(a, requires_grad=True) for a in arrays]
    expected = reference(*tensors)
    out = forward(*arrays)
    assert_close(out, expected.detach().numpy())
    grad_out = np.random.default_rng(9).normal(size=expected.shape)
    expected.backward(torch.tensor(grad_out))
    grads = backward(grad_out)
    grads = grads if isinstance(grads, tuple) else (grads,)
    for grad, tensor in zip(grads, tensors, strict=True):
        if tensor is not None:
            assert tensor.grad is not None
            assert_close(grad, tensor.grad.numpy(), BACKWARD)


def normal(*shape: int, seed: int = 0) -> np.ndarray:
    """Numbers that differ from run to run only with the seed."""
    return np.random.default_rng([seed, *shape]).normal(size=shape)
