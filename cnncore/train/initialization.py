"""Starting weights, and every other random number of a run, from one seed.

Each layer draws from a generator of its own, seeded by the seed of the run and the layer's name
("conv2"). So two networks begin with the same numbers wherever they have layers of the same name
and shape, whatever else differs: the locked start.

Needs nothing but torch: a script taken away from the lab holds this file as it is.
"""

import hashlib
import math

import torch
from torch import nn


def generator_for(seed: int, *names: object) -> torch.Generator:
    """A generator of its own for whatever `names` say, e.g. ("batches", 3)."""
    text = "/".join(map(str, (seed, *names)))
    digest = hashlib.sha256(text.encode()).digest()
    return torch.Generator().manual_seed(int.from_bytes(digest[:8], "big") >> 1)


@torch.no_grad()
def initialize(model: nn.Module, init: str, seed: int) -> None:
    """Draw the weights of all convolutions and linear layers; the others start at fixed values.

    Args:
        model: changed in place.
        init: "default": uniform in +- 1/sqrt(fan_in), weights and biases, as torch does; "he":
            normal with deviation sqrt(2 / fan_in), made for ReLU (He et al. 2015,
            arXiv:1502.01852); "xavier": uniform in +- sqrt(6 / (fan_in + fan_out)) (Glorot & Bengio
            2010); "zero"; "too_large": normal with deviation 1. Biases are 0 but for "default".
        seed: same seed, same numbers.
    """
    for name, layer in model.named_modules():
        if not isinstance(layer, nn.Conv2d | nn.Linear):
            continue
        generator = generator_for(seed, name)
        weight, bias = layer.weight, layer.bias
        fan_in = weight[0].numel()
        match init:
            case "default":
                nn.init.uniform_(weight, -(fan_in**-0.5), fan_in**-0.5, generator=generator)
            case "he":
                nn.init.normal_(weight, 0.0, math.sqrt(2 / fan_in), generator=generator)
            case "xavier":
                fan_out = weight.shape[0] * weight[0, 0].numel()
                bound = math.sqrt(6 / (fan_in + fan_out))
                nn.init.uniform_(weight, -bound, bound, generator=generator)
            case "zero":
                nn.init.zeros_(weight)
            case "too_large":
                nn.init.normal_(weight, 0.0, 1.0, generator=generator)
        if bias is not None and init == "default":
            nn.init.uniform_(bias, -(fan_in**-0.5), fan_in**-0.5, generator=generator)
        elif bias is not None:
            nn.init.zeros_(bias)
