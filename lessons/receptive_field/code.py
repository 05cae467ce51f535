"""The recurrence and its check by a gradient as program text; a test runs what is shown."""

from __future__ import annotations

from lessons.receptive_field.stacks import Layer

RECURRENCE = """r, j, start = 1, 1, 0                      # a pixel sees itself
for k, s, p, d in layers:
    r, start = r + d * (k - 1) * j, start - p * j
    j = j * s                              # only now
"""

NUMPY = """import numpy as np

read = np.array([8])                       # one unit of the last layer
for k, s, p, d in reversed(layers):
    read = np.unique(read[:, None] * s - p + d * np.arange(k))
"""
"""Cells of the padding included; what a dilation leaves out is not among them."""

TORCH = """import torch
from torch.nn import functional as F

x = torch.zeros(1, 1, 64, dtype=torch.float64, requires_grad=True)
y = x
for k, s, p, d in layers:
    y = F.conv1d(y, torch.ones(1, 1, k).double(), None, s, p, d)
y[0, 0, y.shape[-1] // 2].backward()
seen = x.grad[0, 0].nonzero().flatten()
width = int(seen[-1] - seen[0]) + 1
"""
"""Ones as weights: no gradient can cancel. A pooling is a convolution here, its window is one."""


def rows(layers: tuple[Layer, ...]) -> str:
    """The line that the texts begin with."""
    told = [(each.kernel_size, each.stride, each.padding, each.dilation) for each in layers]
    return f"layers = {told}  # k, s, p, d\n"
