"""What goes on inside a network: kernels, maps, dead units, and the plane of its last layer."""

from collections.abc import Sequence
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

from cnncore.network.blocks import Block, Depthwise, Inception, Residual
from cnncore.network.network import Network
from cnncore.network.operators import Activation, BatchNorm, Conv, Dropout, Linear
from cnncore.train.building import layer_names
from cnncore.train.evaluation import evaluating
from cnncore.train.packing import pack_range, pack_signed

MAX_KERNELS = 32
MAX_TEMPLATES = 16  # a linear layer on pixels: each is as large as the picture
MAX_MAPS = 16  # channels of one layer
MAX_MAP_LAYERS = 6

WITH_WEIGHTS = (Conv, Linear, Residual, Inception, Depthwise, BatchNorm)
MAKES_MAPS = (Conv, Residual, Inception, Depthwise)
ENDS_IN_RELU = (Residual, Inception, Depthwise)


def weighted_layers(network: Network) -> list[dict[str, Any]]:
    """Index, kind and name of each layer that learns, batch norms left out."""
    names = layer_names(network)
    return [
        {"index": index, "kind": block.kind, "name": names[index]}
        for index, block in enumerate(network)
        if isinstance(block, WITH_WEIGHTS) and not isinstance(block, BatchNorm)
    ]


def outputs(model: nn.Sequential, x: Tensor) -> list[Tensor]:
    """What each block makes of `x`, in evaluation mode."""
    made = []
    with evaluating(model):
        for layer in model:
            x = layer(x)
            made.append(x)
    return made


def first_kernels(model: nn.Sequential, in_shape: Sequence[int]) -> dict[str, Any] | None:
    """The kernels of the first layer with weights, (count, C, KH, KW), packed.

    A linear layer on pixels has one template per output, in the shape of the picture.
    """
    for layer in model.modules():
        if isinstance(layer, nn.Conv2d):
            return pack_signed(layer.weight.detach()[:MAX_KERNELS].cpu().numpy())
        if isinstance(layer, nn.Linear):
            weight = layer.weight.detach()[:MAX_TEMPLATES]
            if weight.shape[1] == int(np.prod(in_shape)):
                return pack_signed(weight.reshape(-1, *in_shape).cpu().numpy())
            return None
    return None


def map_blocks(network: Network) -> list[tuple[int, int]]:
    """(block that makes maps, block after whose activation they are shown), at most six of them."""
    found = []
    for index, block in enumerate(network):
        if isinstance(block, MAKES_MAPS):
            end = index
            while end + 1 < len(network) and _only_bends(network.blocks[end + 1]):
                end += 1
            found.append((index, end))
    if len(found) > MAX_MAP_LAYERS:  # first, last, and some in between
        picks = np.linspace(0, len(found) - 1, MAX_MAP_LAYERS).round().astype(int)
        found = [found[pick] for pick in picks]
    return found


def _only_bends(block: Block) -> bool:
    return isinstance(block, Activation | BatchNorm | Dropout)


def sample_maps(network: Network, made: Sequence[Tensor], index: int = 0) -> list[dict[str, Any]]:
    """The maps of one picture, packed layer by layer.

    Args:
        network: the network.
        made: `outputs` of a batch.
        index: the picture's place in that batch.
    """
    names = layer_names(network)
    return [
        {
            "layer": block,
            "name": names[block],
            **pack_range(made[end][index, :MAX_MAPS].contiguous().cpu().numpy()),
        }
        for block, end in map_blocks(network)
    ]


def maps_of_picture(
    network: Network, model: nn.Sequential, picture: Tensor
) -> dict[str, Any] | None:
    """The first maps that a network makes of a picture (C, H, W); None if it makes none."""
    with torch.no_grad():
        maps = sample_maps(network, outputs(model, picture[None]))
    return maps[0] if maps else None


def dead_units(network: Network, made: Sequence[Tensor]) -> dict[str, int]:
    """Channels or features after a ReLU that are 0 everywhere on every picture of a batch."""
    dead = total = 0
    for block, out in zip(network, made, strict=True):
        is_relu = isinstance(block, Activation) and block.name == "relu"
        if is_relu or isinstance(block, ENDS_IN_RELU):
            alive = out.sum([axis for axis in range(out.dim()) if axis != 1]) > 0
            total += len(alive)
            dead += len(alive) - int(alive.sum())
    return {"count": dead, "total": total}


def features_index(network: Network) -> int:
    """The block whose input the embedding shows: the last linear layer, else the last with maps."""
    indices = [i for i, block in enumerate(network) if isinstance(block, Linear)]
    if not indices:
        indices = [i for i, block in enumerate(network) if isinstance(block, MAKES_MAPS)]
    return indices[-1] if indices else 0


def principal_plane(features: np.ndarray) -> tuple[np.ndarray, list[float]]:
    """Points on the two directions along which they differ most, and the variance these keep.

    The sign of a direction means nothing; it is chosen so that its largest weight is positive, and
    the picture does not flip from one time to the next.

    Args:
        features: (N, D) finite numbers.

    Returns:
        (N, 2) coordinates, and the share of the variance of each axis.
    """
    # torch, not NumPy: NumPy's threads would compete with the other runs on the machine. The N x N
    # products have the same variances as the D x D ones, and D may be thousands. Centred, they are
    # exact enough for a picture in float32, in half the time.
    wide = torch.from_numpy(features)
    centred = wide - wide.mean(0)
    variances, vectors = torch.linalg.eigh((centred @ centred.T).double())
    variances = variances.flip(0)[:2].clamp_min(0.0)
    axes = vectors.flip(1)[:, :2] * variances.sqrt()
    directions = centred.T @ axes.float()
    largest = directions.gather(0, directions.abs().argmax(0, keepdim=True))
    points = torch.zeros(len(features), 2, dtype=torch.double)
    points[:, : axes.shape[1]] = axes * torch.where(largest < 0, -1.0, 1.0)
    total = max(float(centred.square().sum()), 1e-30)
    return points.numpy(), [float(variance) / total for variance in variances]
