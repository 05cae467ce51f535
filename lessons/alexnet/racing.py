"""The race of ReLU and tanh itself: one small network, each at its own best learning rate.

``python -m lessons.alexnet.racing`` trains on one thread and writes ``race.json``; a test trains a
piece of it anew. A session only reads the file (``race.py``).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict
from functools import cache
from typing import Any

import torch
from torch import Tensor, nn
from torch.nn import functional

from lessons.alexnet.race import BATCH, EVERY, FILE, STEPS, TRAINED, Run, median_steps

RATES = (0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5)
SEEDS = (1, 2, 3, 4, 5)
_WIDTHS = (16, 32, 32)
_ACTIVATIONS: Mapping[str, type[nn.Module]] = {"relu": nn.ReLU, "tanh": nn.Tanh}
_GAINS = {"relu": nn.init.calculate_gain("relu"), "tanh": nn.init.calculate_gain("tanh")}


def network(name: str, seed: int) -> nn.Sequential:
    """Four layers with weights, begun as suits the activation function."""
    torch.manual_seed(seed)
    layers: list[nn.Module] = []
    for before, behind in zip((1, *_WIDTHS), _WIDTHS, strict=False):
        layers += [nn.Conv2d(before, behind, 3, padding=1), _ACTIVATIONS[name]()]
        layers += [nn.MaxPool2d(2)] if behind > before > 1 else []
    net = nn.Sequential(*layers, nn.Flatten(), nn.Linear(_WIDTHS[-1] * 16, 10))
    for layer in net:
        if isinstance(layer, nn.Conv2d | nn.Linear):
            gain = _GAINS[name] if isinstance(layer, nn.Conv2d) else 1.0
            nn.init.normal_(layer.weight, std=gain / layer.weight[0].numel() ** 0.5)
            assert layer.bias is not None
            nn.init.zeros_(layer.bias)
    return net


def errors(name: str, rate: float, seed: int, steps: int = STEPS) -> tuple[float, ...]:
    """The training error of one run, every few steps: plain gradient descent on batches."""
    x, label = _digits()
    net = network(name, seed)
    optimizer = torch.optim.SGD(net.parameters(), lr=rate)
    found = [_error(net, x, label)]
    order: list[Tensor] = []
    for step in range(1, steps + 1):
        order = order or list(torch.randperm(len(x)).split(BATCH))
        chosen = order.pop()
        optimizer.zero_grad()
        functional.cross_entropy(net(x[chosen]), label[chosen]).backward()
        optimizer.step()
        if step % EVERY == 0:
            found.append(_error(net, x, label))
    return tuple(found)


@torch.inference_mode()
def _error(net: nn.Module, x: Tensor, label: Tensor) -> float:
    return round(float((net(x).argmax(1) != label).float().mean()), 4)


@cache
def _digits() -> tuple[Tensor, Tensor]:
    from sklearn.datasets import load_digits  # takes a second: only when it is asked for

    bunch: Any = load_digits()
    x = torch.from_numpy(bunch["images"][:TRAINED]).float()[:, None] / 8 - 1
    return x, torch.from_numpy(bunch["target"][:TRAINED])


def best(name: str) -> Run:
    """Of all rates the one that reaches the level first."""
    runs = {rate: tuple(errors(name, rate, seed) for seed in SEEDS) for rate in RATES}
    rate = min(RATES, key=lambda rate: (median_steps(runs[rate]), rate))
    return Run(rate, runs[rate])


def main() -> None:
    """Run all and write."""
    torch.set_num_threads(1)  # sums in one order
    text = json.dumps({name: asdict(best(name)) for name in _ACTIVATIONS}, separators=(",", ":"))
    FILE.write_text(text + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
