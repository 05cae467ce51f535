"""Where a run computes: the processor, or a graphics card that torch can use.

Starting weights, the order of the batches and augmentation are drawn on the processor, so they are
the same everywhere. Sums and dropout are the device's own, and a card may add in another order each
time: only on the processor do the same settings give the same numbers to the last digit.
"""

import torch
from torch import Tensor

from cnncore.train.errors import TrainError
from cnncore.train.initialization import generator_for


def device_named(name: str) -> torch.device:
    """The device of this name.

    Args:
        name: "cpu", "cuda" (the first card) or "cuda:1". An AMD card is called "cuda" too.

    Raises:
        TrainError: `device_unavailable`.
    """
    cards = torch.cuda.device_count() if torch.cuda.is_available() else 0
    names = ("cpu", *(("cuda",) if cards else ()), *(f"cuda:{i}" for i in range(cards)))
    if name not in names:
        raise TrainError("device_unavailable", device=str(name)[:40], choices=names)
    return torch.device(name)


class RandomNumbers:
    """The state of the generator that dropout draws from: of the device, from one seed."""

    def __init__(self, seed: int, device: torch.device) -> None:
        self.device = device
        own_seed = generator_for(seed, "dropout").initial_seed()
        self.state = torch.Generator(device).manual_seed(own_seed).get_state()

    def current(self) -> Tensor:
        """Where the device's own generator is now."""
        if self.device.type == "cpu":
            return torch.get_rng_state()
        return torch.cuda.get_rng_state(self.device)

    def use(self, state: Tensor) -> None:
        """Let the device's own generator go on from there."""
        if self.device.type == "cpu":
            torch.set_rng_state(state)
        else:
            torch.cuda.set_rng_state(state, self.device)
