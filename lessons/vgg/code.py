"""Column D as program text: its parameters counted by hand, as a product, and by PyTorch."""

from __future__ import annotations

from cnncore.models.vgg import VGG_ROWS
from cnncore.network.operators import Conv

PYTHON = """channels, side, params = 3, 224, 0
for cell in cfg:
    if cell == "M":                        # max pooling 2x2
        side //= 2
    else:
        params += 3 * 3 * channels * cell + cell
        channels = cell
features = channels * side * side          # in one line
for outs in (4096, 4096, 1000):
    params += features * outs + outs
    features = outs
"""

NUMPY = """import numpy as np

fc6 = np.zeros((512, 7, 7)).size * 4096
"""

TORCH = """import torch
from torch import nn

channels, layers = 3, []
with torch.device("meta"):                 # shapes without memory
    for cell in cfg:
        if cell == "M":
            layers.append(nn.MaxPool2d(2))
        else:
            layers += [nn.Conv2d(channels, cell, 3, padding=1), nn.ReLU()]
            channels = cell
    net = nn.Sequential(
        *layers, nn.Flatten(),
        nn.Linear(512 * 7 * 7, 4096), nn.ReLU(), nn.Dropout(),
        nn.Linear(4096, 4096), nn.ReLU(), nn.Dropout(),
        nn.Linear(4096, 1000),
    )
    scores = net(torch.zeros(1, 3, 224, 224))
"""


def configuration(name: str = "D") -> str:
    """The line that the texts begin with: channels of each 3x3, ``M`` for a pooling."""
    cells: list[int | str] = []
    for stage in VGG_ROWS[name]:
        cells += [cell.out_channels for cell in stage if isinstance(cell, Conv)] + ["M"]
    told = ", ".join(f'"{cell}"' if isinstance(cell, str) else str(cell) for cell in cells)
    return f"cfg = [{told}]\n"
