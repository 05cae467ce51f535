"""All it takes to go on exactly: weights, optimizer, random numbers, and where the run stands.

A safetensors file: tensors by name, and one JSON text. No pickle, so it may cross machines.
"""

import hashlib
import json
from dataclasses import dataclass, field
from typing import Any

import safetensors.torch
import torch
from torch import Tensor

from cnncore.train.config import TrainConfig
from cnncore.train.errors import TrainError
from cnncore.train.weights import weights_to_bytes

MODEL, GOOD, OPTIMIZER, RANDOM = "model/", "good/", "optimizer/", "random"


@dataclass(slots=True)
class RunState:
    """A run at rest.

    Attributes:
        tensors: "model/...", "good/..." (the last good weights), "optimizer/<parameter>/<name>",
            "random" (torch's generator, for dropout).
        progress: numbers and texts that go into JSON.
    """

    tensors: dict[str, Tensor]
    progress: dict[str, Any] = field(default_factory=dict)

    def part(self, prefix: str) -> dict[str, Tensor]:
        """The tensors whose names begin with `prefix`, without it."""
        return {
            name.removeprefix(prefix): tensor
            for name, tensor in self.tensors.items()
            if name.startswith(prefix)
        }


def fingerprint(config: TrainConfig) -> str:
    """Which run a state belongs to: all settings, as 16 hexadecimal digits."""
    text = json.dumps(config.as_dict(), sort_keys=True)
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def state_to_bytes(state: RunState, config: TrainConfig) -> bytes:
    """A state as a file."""
    about = {"run": fingerprint(config), "progress": json.dumps(state.progress)}
    return weights_to_bytes(state.tensors, about)


def state_from_bytes(file: bytes, config: TrainConfig | None) -> RunState:
    """The state `state_to_bytes` wrote.

    Raises:
        TrainError: `state_unreadable`, or `state_of_another_run` when `config` is given and is not
            the one the run had.
    """
    try:
        tensors = safetensors.torch.load(file)
        header = json.loads(file[8 : 8 + int.from_bytes(file[:8], "little")])
        about = header["__metadata__"]
        progress = json.loads(about["progress"])
    except Exception:
        raise TrainError("state_unreadable") from None
    if config is not None and about["run"] != fingerprint(config):
        raise TrainError("state_of_another_run")
    return RunState(tensors, progress)


def weights_of_state(file: bytes) -> bytes:
    """The weights in a saved state, as a safetensors file: the last good ones after a fault.

    Raises:
        TrainError: `state_unreadable`.
    """
    state = state_from_bytes(file, None)
    return weights_to_bytes(state.part(GOOD if state.progress.get("is_bad") else MODEL))


def weights_key(state: dict[str, Tensor]) -> str:
    """A fingerprint of weights, 16 hexadecimal digits."""
    digest = hashlib.sha256()
    for name, tensor in sorted(state.items()):
        digest.update(name.encode())
        digest.update(tensor.detach().cpu().contiguous().numpy().tobytes())
    return digest.hexdigest()[:16]


def optimizer_tensors(optimizer: torch.optim.Optimizer) -> dict[str, Tensor]:
    """What the optimizer remembers of each parameter: "<parameter>/<name>"."""
    return {
        f"{index}/{name}": tensor
        for index, parameter in enumerate(optimizer.param_groups[0]["params"])
        for name, tensor in optimizer.state.get(parameter, {}).items()
        if isinstance(tensor, Tensor)
    }


def restore_optimizer(optimizer: torch.optim.Optimizer, tensors: dict[str, Tensor]) -> None:
    """Give the optimizer back what it remembered, in the layout of its parameters."""
    parameters = optimizer.param_groups[0]["params"]
    for key, tensor in tensors.items():
        index, name = key.split("/")
        parameter = parameters[int(index)]
        kept = torch.empty_like(parameter) if tensor.shape == parameter.shape else tensor.clone()
        optimizer.state[parameter][name] = kept.copy_(tensor)
