"""What of its field a unit uses, before and after training: gradients of a small network.

``python -m lessons.receptive_field.glow`` trains it on one thread and writes ``glow.json``; a test
trains it anew. A session only reads the file.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

LAYERS, CHANNELS, CLASSES = 6, 8, 10
CANVAS = 24
FIELD = 2 * LAYERS + 1
SEEN = 200
"""Digits whose gradients are added up; the network was not trained on them."""
_TRAINED, _EPOCHS, _BATCH, _RATE = 1500, 8, 50, 0.02
_FILE = Path(__file__).with_name("glow.json")

Maps = Mapping[str, NDArray[np.float64]]


def network() -> nn.Sequential:
    """Six convolutions of 3x3, a global mean, ten scores; untrained, the seed is fixed."""
    torch.manual_seed(0)
    layers: list[nn.Module] = []
    for before in (1, *[CHANNELS] * (LAYERS - 1)):
        layers += [
            nn.Conv2d(before, CHANNELS, 3, padding=1, bias=False),
            nn.BatchNorm2d(CHANNELS), nn.ReLU(),
        ]  # fmt: skip
    whole = [nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(CHANNELS, CLASSES)]
    return nn.Sequential(*layers, *whole)


def _pictures() -> tuple[Tensor, Tensor]:
    from sklearn.datasets import load_digits  # takes a second: only when it is asked for

    bunch: Any = load_digits()
    grey = torch.from_numpy(bunch["images"]).float()[:, None] / 16
    large = functional.interpolate(grey, scale_factor=2)
    edge = (CANVAS - large.shape[-1]) // 2
    return functional.pad(large, (edge,) * 4), torch.from_numpy(bunch["target"])


def _train(net: nn.Module, x: Tensor, labels: Tensor) -> None:
    steps = _EPOCHS * -(-len(x) // _BATCH)
    optimizer = torch.optim.Adam(net.parameters())
    rate = torch.optim.lr_scheduler.OneCycleLR(optimizer, _RATE, total_steps=steps)
    net.train()
    for _ in range(_EPOCHS):
        for chosen in torch.randperm(len(x)).split(_BATCH):
            optimizer.zero_grad()
            functional.cross_entropy(net(x[chosen]), labels[chosen]).backward()
            optimizer.step()
            rate.step()


def gradients(net: nn.Sequential, x: Tensor) -> NDArray[np.float64]:
    """How strongly each pixel moves the units in the middle of the last map.

    Returns:
        (24, 24): root of the mean squared gradient, the largest is 1.
    """
    x = x.clone().requires_grad_(True)
    net.eval()  # batch norm of a training sees all
    maps = net[: 3 * LAYERS](x)
    (grad,) = torch.autograd.grad(maps[:, :, CANVAS // 2, CANVAS // 2].sum(), x)
    found = grad[:, 0].double().square().mean(0).sqrt().numpy()
    return found / found.max()


def measure() -> dict[str, NDArray[np.float64]]:
    """Train the network; the maps before and after, (13, 13), and the accuracy after."""
    threads = torch.get_num_threads()
    torch.set_num_threads(1)  # sums in one order
    try:
        x, labels = _pictures()
        net, rest = network(), slice(_TRAINED, _TRAINED + SEEN)
        before = gradients(net, x[rest])
        _train(net, x[:_TRAINED], labels[:_TRAINED])
        after = gradients(net, x[rest])
        with torch.inference_mode():
            is_right = net(x[rest]).argmax(1) == labels[rest]
    finally:
        torch.set_num_threads(threads)
    first = CANVAS // 2 - LAYERS
    field = np.s_[first : first + FIELD, first : first + FIELD]
    outside = {name: np.delete(grid, range(first, first + FIELD), axis=0)
               for name, grid in (("before", before), ("after", after))}  # fmt: skip
    assert not any(grid.any() for grid in outside.values())  # the square is a promise
    accuracy = np.array(float(is_right.double().mean()))
    return {"before": before[field], "after": after[field], "accuracy": accuracy}


@cache
def results() -> Maps:
    """The committed maps."""
    table = json.loads(_FILE.read_text(encoding="utf-8"))
    return {name: np.array(values) for name, values in table.items()}


def width(grid: NDArray[np.float64]) -> float:
    """How wide a map is: the standard deviation of its squared gradients along a row, in pixels."""
    shares = (grid**2).sum(0) / (grid**2).sum()
    at = np.arange(len(shares))
    return float(np.sqrt((shares * (at - (shares * at).sum()) ** 2).sum()))


def main() -> None:
    """Train and write."""
    table = {name: np.round(values, 3).tolist() for name, values in measure().items()}
    _FILE.write_text(json.dumps(table, separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
