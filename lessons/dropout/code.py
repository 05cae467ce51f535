"""Dropout as program text: what is shown is what runs."""

from __future__ import annotations

from functools import cache

NUMPY = """\
import numpy as np

def dropout(x, p, training, rng):
    if not training:
        return x                           # testing: nothing to do
    keep = rng.random(x.shape) >= p        # p: probability of being dropped
    return x * keep / (1 - p)              # scaled here, in training

x = np.ones(100_000)
y = dropout(x, p=0.2, training=True, rng=np.random.default_rng(0))
print(np.unique(y).tolist(), y.mean().round(2))"""

TORCH = """\
import torch
from torch import nn

torch.manual_seed(0)
layer = nn.Dropout(p=0.2)
x = torch.ones(100_000)

y = layer.train()(x)                       # model.train() sets this for every layer
print(y.unique().tolist(), round(y.mean().item(), 2))

y = layer.eval()(x)                        # model.eval(): before every test
print(torch.equal(y, x))"""


@cache
def output(program: str) -> str:
    """What a program of this module prints."""
    printed: list[str] = []

    def write(*values: object) -> None:
        printed.append(" ".join(map(str, values)))

    exec(program, {"print": write})
    return "\n".join(printed)
