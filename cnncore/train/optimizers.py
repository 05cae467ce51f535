"""The optimizers a run can choose from."""

from typing import Any

import torch
from torch import nn

from cnncore.train.config import TrainConfig

# Fused: one call for all weights. The same formulas as torch's loops; quicker for small networks.
CALLS: dict[str, tuple[type[torch.optim.Optimizer], dict[str, Any]]] = {
    "sgd": (torch.optim.SGD, {"fused": True}),
    "momentum": (torch.optim.SGD, {"momentum": 0.9, "fused": True}),
    "nesterov": (torch.optim.SGD, {"momentum": 0.9, "nesterov": True, "fused": True}),
    "adam": (torch.optim.Adam, {"fused": True}),
    "rmsprop": (torch.optim.RMSprop, {"foreach": True}),  # torch has no fused one
}


def make_optimizer(config: TrainConfig, model: nn.Module) -> torch.optim.Optimizer:
    """The optimizer of a run, for all weights that may change."""
    kind, settings = CALLS[config.optimizer]
    parameters = [p for p in model.parameters() if p.requires_grad]
    return kind(parameters, lr=config.learning_rate, weight_decay=config.weight_decay, **settings)  # pyright: ignore[reportCallIssue]
