"""How often a network changes its mind when the picture moves: five that differ in one thing each.

``python -m lessons.pooling.shifted_nets`` trains them on one thread and writes
``shifted_nets.json``. Tests train one of them anew and begin with the others: the first losses of
each are in the file too. A session only reads it.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass
from functools import cache
from itertools import islice
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from lessons.pooling.shifts import BLUR, DIRECTIONS, placed

CANVAS = 44
"""So wide that a moved digit, and all that the layers make of it, stays clear of the edge."""
FARTHEST = 8
TRAINED, EPOCHS, BATCH, LARGEST_RATE = 1500, 12, 50, 0.02
FIRST, SECOND, CLASSES = 8, 32, 10
BEGINNING = 6
"""Steps of training whose losses are kept."""
_FILE = Path(__file__).with_name("shifted_nets.json")


class BlurPool(nn.Module):
    """Maxima at every place, blurred, and only then every second of them (Zhang 2019)."""

    kernel: Tensor

    def __init__(self, channels: int) -> None:
        super().__init__()
        kernel = torch.from_numpy(BLUR).float().expand(channels, 1, 3, 3)
        self.register_buffer("kernel", kernel.clone())

    def forward(self, x: Tensor) -> Tensor:
        """(N, C, H, W) -> (N, C, H / 2, W / 2)."""
        largest = functional.max_pool2d(x, 2, stride=1)
        return functional.conv2d(largest, self.kernel, None, 2, 1, groups=x.shape[1])


POOLS: Mapping[str, Callable[[int], nn.Module]] = {
    "stride": lambda _channels: nn.Identity(),
    "avg": lambda _channels: nn.AvgPool2d(2),
    "max": lambda _channels: nn.MaxPool2d(2),
    "blur": BlurPool,
}
NETS: Mapping[str, tuple[str, bool]] = {
    **{pool: (pool, True) for pool in POOLS},
    "max_dense": ("max", False),
}
"""How each halves its maps, twice; whether it ends in a global mean or in weights of each place."""


def network(name: str) -> nn.Sequential:
    """An untrained one; the seed is fixed."""
    torch.manual_seed(0)
    pool, is_global = NETS[name]
    stride = 2 if pool == "stride" else 1
    layers: list[nn.Module] = []
    for before, behind in ((1, FIRST), (FIRST, SECOND)):
        layers += [
            nn.Conv2d(before, behind, 3, stride, padding=1, bias=False),
            nn.BatchNorm2d(behind), nn.ReLU(), POOLS[pool](behind),
        ]  # fmt: skip
    kept = SECOND * (1 if is_global else (CANVAS // 4) ** 2)
    whole = [nn.AdaptiveAvgPool2d(1)] if is_global else []
    return nn.Sequential(*layers, *whole, nn.Flatten(), nn.Linear(kept, CLASSES))


def _pictures(digits: NDArray[np.float64], shift: tuple[int, int] = (0, 0)) -> Tensor:
    return torch.from_numpy(placed(digits, shift, CANVAS)).float()[:, None] / 16


def training(net: nn.Module, digits: NDArray[np.float64], labels: Tensor) -> Iterator[float]:
    """On digits in the middle of the canvas; none is ever moved. Yields the loss of each step."""
    pictures, steps = _pictures(digits), EPOCHS * -(-len(digits) // BATCH)
    optimizer = torch.optim.Adam(net.parameters())
    rate = torch.optim.lr_scheduler.OneCycleLR(optimizer, LARGEST_RATE, total_steps=steps)
    for _ in range(EPOCHS):
        for chosen in torch.randperm(len(digits)).split(BATCH):
            optimizer.zero_grad()
            loss = functional.cross_entropy(net(pictures[chosen]), labels[chosen])
            loss.backward()
            optimizer.step()
            rate.step()
            yield loss.item()
    net.eval()


@torch.inference_mode()
def changed(net: nn.Module, digits: NDArray[np.float64]) -> list[float]:
    """The share of predictions that change after 0 to 8 cells, mean of the eight directions."""
    still = net(_pictures(digits)).argmax(1)

    def share(shift: tuple[int, int]) -> float:
        moved = net(_pictures(digits, shift)).argmax(1)
        return float((moved != still).float().mean())

    return [
        float(np.mean([share((far * down, far * across)) for down, across in DIRECTIONS]))
        for far in range(FARTHEST + 1)
    ]


@dataclass(frozen=True, slots=True)
class Shifted:
    """What became of one network.

    Attributes:
        accuracy: On digits in the middle that it was not trained on.
        changed: Share of its predictions for them that are others after 0 to 8 cells.
        losses: Of the first steps of its training.
    """

    accuracy: float
    changed: tuple[float, ...]
    losses: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class Results:
    """What the file holds: how many digits no network was trained on, and each of ``NETS``."""

    tested: int
    nets: Mapping[str, Shifted]


@cache
def results() -> Results:
    """The committed results."""
    table = json.loads(_FILE.read_text(encoding="utf-8"))
    nets = {
        name: Shifted(net["accuracy"], tuple(net["changed"]), tuple(net["losses"]))
        for name, net in table["nets"].items()
    }
    return Results(table["tested"], nets)


@cache
def _digits() -> tuple[NDArray[np.float64], Tensor]:
    from sklearn.datasets import load_digits  # takes a second: only when it is asked for

    bunch: Any = load_digits()
    return bunch["images"], torch.from_numpy(bunch["target"])


def begun(name: str) -> tuple[float, ...]:
    """The losses of a network's first steps, trained anew."""
    digits, labels = _digits()
    steps = training(network(name), digits[:TRAINED], labels[:TRAINED])
    return tuple(round(loss, 4) for loss in islice(steps, BEGINNING))


def measure(names: tuple[str, ...] = tuple(NETS)) -> Results:
    """Train these networks and move the digits they have not seen."""
    digits, labels = _digits()
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # sums in one order
    try:
        nets = {name: _measured(network(name), digits, labels) for name in names}
    finally:
        torch.set_num_threads(threads)
    return Results(len(digits) - TRAINED, nets)


def _measured(net: nn.Module, digits: NDArray[np.float64], labels: Tensor) -> Shifted:
    losses = list(training(net, digits[:TRAINED], labels[:TRAINED]))[:BEGINNING]
    rest = digits[TRAINED:]
    with torch.inference_mode():
        is_right = net(_pictures(rest)).argmax(1) == labels[TRAINED:]
    shares = tuple(round(share, 4) for share in changed(net, rest))
    first = tuple(round(loss, 4) for loss in losses)
    return Shifted(round(float(is_right.float().mean()), 4), shares, first)


def main() -> None:
    """Measure all and write."""
    text = json.dumps(asdict(measure()), separators=(",", ":"))
    _FILE.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
