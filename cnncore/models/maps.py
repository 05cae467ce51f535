"""What a network of a paper makes of a picture, operator by operator, with random weights.

No network of the papers is trained here: its first layers already show edges and blobs with random
kernels. A layer's weights are drawn when the picture reaches it and dropped behind it, so that
144 million of them never stand in memory together.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from cnncore.layers import Parallel
from cnncore.models.building import build, follow
from cnncore.models.measuring import in_shape_of

TILE = 28
"""Pixels of a side of what is kept of an operator's output: four of its maps, two by two."""
_HALF = TILE // 2
_DRAWN = (nn.Conv2d, nn.BatchNorm2d, nn.Linear)
"""What holds nothing but numbers to be drawn."""


@dataclass(frozen=True, slots=True)
class Seen:
    """What an operator made of the picture.

    Attributes:
        name: its path, as in the rows of `summarize`.
        shape: (channels, height, width) of its output.
        low: the smallest number in it; `high` the largest.
        high: see `low`.
        tile: its first four maps, two by two, together scaled to all greys: (TILE, TILE).
    """

    name: str
    shape: tuple[int, ...]
    low: float
    high: float
    tile: NDArray[np.uint8]


class _NoMoreMaps(Exception):
    """What follows works on a vector."""


def watch(
    model_id: str,
    picture: NDArray[np.uint8],
    see: Callable[[Seen], None],
    *,
    input_size: int | None = None,
    seed: int = 0,
) -> None:
    """Send a picture through a network as far as there are maps.

    Args:
        model_id: one of `list_models`.
        picture: (height, width, 3); it is scaled to the network's input.
        see: gets what each operator made, in the order in which they run.
        input_size: pixels of a side; None: as published.
        seed: of the weights.

    Raises:
        ModelError: `map_vanishes`.
        SettingError: no such network.
    """
    shape = in_shape_of(model_id, input_size)
    with torch.device("meta"):
        built = build(model_id, input_size=input_size)
    if not all(isinstance(part, _DRAWN) for part in built.modules() if _holds_numbers(part)):
        # LeNet: fixed tables and letter shapes; small enough to stand in memory as a whole.
        built = build(model_id, input_size=input_size)
    generator = torch.Generator().manual_seed(seed)
    for part in built.modules():
        if isinstance(part, _DRAWN):
            part.register_forward_pre_hook(partial(_draw, generator))
            part.register_forward_hook(_drop)
    built.eval()
    with torch.inference_mode():
        try:
            follow(built, _input(picture, shape), partial(_keep, see))
        except _NoMoreMaps:
            return


def _holds_numbers(part: nn.Module) -> bool:
    own = (*part.parameters(recurse=False), *part.buffers(recurse=False))
    return bool(own) and not isinstance(part, Parallel)


def _input(picture: NDArray[np.uint8], shape: tuple[int, int, int]) -> Tensor:
    """The picture in the network's size and channels, about from -2 to 2."""
    channels, height, width = shape
    x = torch.tensor(picture).permute(2, 0, 1)[None].float() / 255
    x = functional.interpolate(x, (height, width), mode="bilinear", antialias=True)
    x = (x - 0.45) / 0.225
    return x if channels == 3 else x.mean(1, keepdim=True).expand(-1, channels, -1, -1)


def _draw(generator: torch.Generator, part: nn.Module, inputs: tuple[Tensor, ...]) -> None:
    """He's weights; a batch norm takes mean and variance of this picture."""
    if inputs[0].ndim < 4:
        raise _NoMoreMaps
    part.to_empty(device="cpu", recurse=False)
    if isinstance(part, nn.BatchNorm2d):
        part.reset_parameters()
        part.training = inputs[0][0, 0].numel() > 1
    elif isinstance(part, nn.Conv2d):
        nn.init.kaiming_normal_(part.weight, nonlinearity="relu", generator=generator)
        if part.bias is not None:
            nn.init.zeros_(part.bias)


def _drop(part: nn.Module, _inputs: object, _out: Tensor) -> None:
    part.to("meta")


def _keep(see: Callable[[Seen], None], name: str, out: Tensor) -> None:
    if out.ndim < 4:
        raise _NoMoreMaps
    maps = out[0, :4]
    tile = torch.zeros(2 * _HALF, 2 * _HALF)
    small = functional.interpolate(maps[None], (_HALF, _HALF), mode="area")[0]
    span = (small.max() - small.min()).clamp_min(1e-12)
    for number, each in enumerate((small - small.min()) / span):
        top, left = divmod(number, 2)
        tile[top * _HALF : (top + 1) * _HALF, left * _HALF : (left + 1) * _HALF] = each
    see(
        Seen(
            name=name,
            shape=tuple(out.shape[1:]),
            low=float(out.min()),
            high=float(out.max()),
            tile=(255 * tile).round().to(torch.uint8).numpy(),
        )
    )
