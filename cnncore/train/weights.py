"""Weights as safetensors, out and in. Never pickle: a pickle from a stranger runs their code.

Source: https://github.com/huggingface/safetensors, "Format".
"""

from collections.abc import Mapping

import safetensors.torch
import torch
from torch import Tensor, nn

from cnncore.train.errors import TrainError

MAX_WEIGHT_BYTES = 20_000_000  # 2 M parameters are 8 MB
MAX_HEADER_BYTES = 200_000  # names, types and places: about 100 bytes for a tensor


def weights_to_bytes(state: Mapping[str, Tensor], metadata: dict[str, str] | None = None) -> bytes:
    """A module's state as a safetensors file."""
    plain = {name: tensor.detach().contiguous().clone() for name, tensor in state.items()}
    return safetensors.torch.save(plain, metadata)


def weights_from_bytes(file: bytes) -> dict[str, Tensor]:
    """The tensors of a safetensors file.

    Numbers of any precision become float32, the precision of every network here.

    Raises:
        TrainError: `weights_too_large`, `weights_too_many`, `weights_unreadable`,
            `weights_not_finite`.
    """
    if len(file) > MAX_WEIGHT_BYTES:
        raise TrainError("weights_too_large", size=len(file), maximum=MAX_WEIGHT_BYTES)
    if MAX_HEADER_BYTES < int.from_bytes(file[:8], "little") <= len(file):
        raise TrainError("weights_too_many")  # reading them would keep the page waiting
    try:
        state = {name: _in_float32(t) for name, t in safetensors.torch.load(file).items()}
    except Exception:  # its own error class, KeyError for an unknown dtype, ...
        raise TrainError("weights_unreadable") from None
    for name, tensor in state.items():
        if not torch.isfinite(tensor).all():
            raise TrainError("weights_not_finite", name=name[:80])
    return state


def _in_float32(tensor: Tensor) -> Tensor:
    return tensor.float() if tensor.is_floating_point() else tensor


def load_weights(model: nn.Module, file: bytes) -> None:
    """Put an uploaded file into a network; every name and shape must agree.

    Raises:
        TrainError: `weights_mismatch`, or as `weights_from_bytes`. The network is then unchanged.
    """
    given, wanted = weights_from_bytes(file), model.state_dict()
    missing = sorted(wanted.keys() - given.keys())
    unexpected = sorted(given.keys() - wanted.keys())
    reshaped = sorted(
        name
        for name in wanted.keys() & given.keys()
        if wanted[name].shape != given[name].shape or wanted[name].dtype != given[name].dtype
    )
    if missing or unexpected or reshaped:
        raise TrainError(
            "weights_mismatch",
            total=len(wanted),
            unmatched=len(missing) + len(reshaped),
            extra=len(unexpected),
            missing=missing[:10],
            unexpected=[name[:80] for name in unexpected[:10]],
            reshaped=reshaped[:10],
        )
    model.load_state_dict(given)


def matching(given: Mapping[str, Tensor], wanted: Mapping[str, Tensor]) -> dict[str, Tensor]:
    """Those of `given` that `wanted` has under the same name, shape and type."""
    return {
        name: tensor
        for name, tensor in given.items()
        if name in wanted
        and tensor.shape == wanted[name].shape
        and tensor.dtype == wanted[name].dtype
    }
