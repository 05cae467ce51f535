"""A small network for digits that was trained with dropout, asked with and without ``eval()``.

``python -m lessons.dropout.flicker`` trains it on one thread and writes ``flicker.json``; a session
only reads the file. Which digits it holds: of every class the one that masks disagree on most,
among those that testing reads right.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnncore import ops

Array = NDArray[np.float64]

P = 0.5
HIDDEN, CLASSES, DIGITS = 32, 10, 6
PRESSES = 10
LAB = {
    "data": "digits",
    "network": "flat-fc128-relu-drop0.5-fc64-relu-drop0.5-fc",
    "epochs": "5",
}
"""Settings of the training lab with the same kind of network."""
_TRAINED, _EPOCHS, _BATCH, _RATE, _TRIALS, _DECIMALS = 1200, 60, 50, 0.01, 400, 2
_LARGEST = 16
_FILE = Path(__file__).with_name("flicker.json")


@dataclass(frozen=True, slots=True)
class Net:
    """Two layers with dropout between them: 64 pixels, 32 hidden units, 10 classes.

    Attributes:
        weights, biases: Of either layer, shaped as torch has them.
        tested: The share of the digits it was not trained on that testing reads right.
        pictures: (digits, 8, 8), 0 to 16.
        labels: What they show.
    """

    weights: tuple[Array, Array]
    biases: tuple[Array, Array]
    tested: float
    pictures: Array
    labels: tuple[int, ...]

    def scores(self, picture: Array, mask: Array) -> Array:
        """Scores of the classes for pictures (..., 8, 8) under a mask of the hidden units."""
        flat = picture.reshape(*picture.shape[:-2], -1) / _LARGEST
        hidden = ops.relu(ops.linear(flat, self.weights[0], self.biases[0]))
        return ops.linear(hidden * mask, self.weights[1], self.biases[1])

    def answer(self, digit: int, *, seed: int | None) -> tuple[int, float]:
        """What it reads, and how sure it is.

        Args:
            digit: Which of the pictures.
            seed: Of the mask; None after ``eval()``, when nothing is dropped.
        """
        ones = np.ones(HIDDEN)
        training = seed is not None
        mask = ops.dropout_mask(ones, P, training, np.random.default_rng(seed))
        shares = ops.softmax(self.scores(self.pictures[digit], mask), 0)
        return int(shares.argmax()), float(shares.max())


@cache
def net() -> Net:
    """The committed one."""
    table = json.loads(_FILE.read_text(encoding="utf-8"))
    first, second = (np.array(weights) for weights in table["weights"])
    biases = (np.array(table["biases"][0]), np.array(table["biases"][1]))
    pictures = np.array(table["pictures"], dtype=float)
    return Net((first, second), biases, table["tested"], pictures, tuple(table["labels"]))


def train() -> dict[str, Any]:
    """Train it anew: what the file holds."""
    import torch
    from sklearn.datasets import load_digits  # takes a second: only when it is asked for
    from torch import nn

    bunch: Any = load_digits()
    pixels = torch.from_numpy(bunch["images"]).float().flatten(1) / _LARGEST
    labels = torch.from_numpy(bunch["target"])
    torch.manual_seed(0)
    torch.set_num_threads(1)  # sums in one order
    model = nn.Sequential(
        nn.Linear(64, HIDDEN), nn.ReLU(), nn.Dropout(P), nn.Linear(HIDDEN, CLASSES)
    )
    optimizer = torch.optim.Adam(model.parameters(), _RATE)
    for _ in range(_EPOCHS):
        for chosen in torch.randperm(_TRAINED).split(_BATCH):
            optimizer.zero_grad()
            nn.functional.cross_entropy(model(pixels[chosen]), labels[chosen]).backward()
            optimizer.step()
    rounded = [p.detach().double().numpy().round(_DECIMALS) for p in model.parameters()]
    return _written(rounded, bunch["images"][_TRAINED:], bunch["target"][_TRAINED:])


def _written(rounded: list[Array], pictures: Array, labels: NDArray[np.int64]) -> dict[str, Any]:
    first, first_bias, second, second_bias = rounded
    found = Net((first, second), (first_bias, second_bias), 0.0, pictures, ())
    right = found.scores(pictures, np.ones(HIDDEN)).argmax(-1) == labels
    masks = ops.dropout_mask(np.ones((_TRIALS, 1, HIDDEN)), P, True, np.random.default_rng(0))
    agree = (found.scores(pictures, masks).argmax(-1) == labels).mean(0)
    agree[~right] = 1
    wavering = [
        min(np.flatnonzero(labels == label), key=lambda i: agree[i]) for label in range(CLASSES)
    ]
    shown = sorted(sorted(wavering, key=lambda i: agree[i])[:DIGITS], key=lambda i: labels[i])
    return {
        "tested": round(float(right.mean()), 4),
        "weights": [first.tolist(), second.tolist()],
        "biases": [first_bias.tolist(), second_bias.tolist()],
        "pictures": pictures[shown].astype(int).tolist(),
        "labels": [int(labels[i]) for i in shown],
    }


def main() -> None:
    """Train and write."""
    _FILE.write_text(json.dumps(train(), separators=(",", ":")) + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
