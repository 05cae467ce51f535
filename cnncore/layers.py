"""Operators and trees as torch modules: what the lab's networks and the papers' are built of."""

from collections import OrderedDict
from collections.abc import Iterable
from functools import reduce

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from cnncore.network.costs import Shape
from cnncore.network.operators import (
    RBF,
    Activation,
    BatchNorm,
    ConnectedConv,
    Conv,
    Dropout,
    Flatten,
    Join,
    Linear,
    LocalResponseNorm,
    Operator,
    Pool,
    Scale,
    SubSample,
)
from cnncore.network.placing import Placed
from cnncore.network.tree import Branches, Op


class Maxout(nn.Module):
    """The larger of every two neighbouring channels: (N, 2C, ...) to (N, C, ...).

    Source: Goodfellow et al. 2013, arXiv:1302.4389.
    """

    def forward(self, x: Tensor) -> Tensor:
        """The maximum over each pair of channels."""
        return x.unflatten(1, (-1, 2)).amax(2)


class ScaledTanh(nn.Module):
    """1.7159 tanh(2x/3): f(1) = 1 and f(-1) = -1. Source: LeCun et al. 1998, appendix A."""

    def forward(self, x: Tensor) -> Tensor:
        """(N, ...) to the same shape."""
        return 1.7159 * torch.tanh(2 / 3 * x)


class Summed(nn.Module):
    """A window's sum times the map's coefficient, plus its bias: LeNet-5's sub-sampling."""

    def __init__(self, channels: int, kernel_size: int) -> None:
        super().__init__()
        self.kernel_size = kernel_size
        self.weight = nn.Parameter(torch.full((channels, 1, 1), 1 / kernel_size**2))
        self.bias = nn.Parameter(torch.zeros(channels, 1, 1))

    def forward(self, x: Tensor) -> Tensor:
        """(N, C, H, W) to (N, C, H / kernel_size, W / kernel_size)."""
        return self.weight * F.avg_pool2d(x, self.kernel_size, divisor_override=1) + self.bias


class TableConv(nn.Module):
    """A convolution whose kernels see only some input maps: a kernel for each connection."""

    def __init__(self, in_channels: int, block: ConnectedConv) -> None:
        super().__init__()
        self.in_channels, self.out_channels = in_channels, block.out_channels
        self.ends = [out for out, seen in enumerate(block.table) for _ in seen]
        self.starts = [channel for seen in block.table for channel in seen]
        size = block.kernel_size
        bound = 1 / (self.in_channels * size)  # of torch.nn.Conv2d, as if all maps were seen
        self.weight = nn.Parameter(torch.empty(block.connections, size, size))
        self.bias = nn.Parameter(torch.zeros(block.out_channels))
        nn.init.uniform_(self.weight, -bound, bound)

    def forward(self, x: Tensor) -> Tensor:
        """(N, C_in, H, W) to (N, rows of the table, H - size + 1, W - size + 1)."""
        size = self.weight.shape[1:]
        weight = self.weight.new_zeros(self.out_channels, self.in_channels, *size)
        weight[self.ends, self.starts] = self.weight
        return F.conv2d(x, weight, self.bias)


class CodeDistance(nn.Module):
    """LeNet-5's output: minus the squared distance to the code of each class.

    The sign makes the largest output win, as everywhere else. A code is drawn from -1 and 1, and it
    stays: a buffer, not a parameter. Source: LeCun et al. 1998, section II.B.
    """

    codes: Tensor

    def __init__(self, in_features: int, num_classes: int) -> None:
        super().__init__()
        codes = np.random.default_rng(1998).choice((-1.0, 1.0), size=(num_classes, in_features))
        self.register_buffer("codes", torch.tensor(codes, dtype=torch.float32))

    def forward(self, x: Tensor) -> Tensor:
        """(N, features) to (N, classes)."""
        return -(x.unsqueeze(1) - self.codes).square().sum(2)


class Scaled(nn.Module):
    """Every number times a fixed factor."""

    def __init__(self, factor: float) -> None:
        super().__init__()
        self.factor = factor

    def forward(self, x: Tensor) -> Tensor:
        """(N, ...) to the same shape."""
        return self.factor * x


class Parallel(nn.Module):
    """Branches on the same input, their channels stacked ("concat") or summed ("add")."""

    def __init__(self, branches: Iterable[tuple[str, nn.Module]], join: str) -> None:
        super().__init__()
        self.join = join
        for name, branch in branches:
            self.add_module(name, branch)

    def forward(self, x: Tensor) -> Tensor:
        """(N, C, H, W) to (N, C', H', W')."""
        made = [branch(x) for branch in self.children()]
        return torch.cat(made, 1) if self.join == "concat" else reduce(torch.add, made)


def module_of(placed: Placed) -> nn.Module:
    """A tree as a module; a node's name is its attribute, so paths are names in the state dict."""
    node = placed.node
    if isinstance(node, Op):
        return layer_of(node.block, placed.before.shape, placed.after.shape)
    if isinstance(node, Branches):
        lanes = placed.parts[:-1]  # the last part is the join
        return Parallel(((lane.node.name, module_of(lane)) for lane in lanes), node.join)
    return nn.Sequential(OrderedDict((part.node.name, module_of(part)) for part in placed.parts))


def layer_of(block: Operator, in_shape: Shape, out_shape: Shape) -> nn.Module:
    """An operator as a module.

    Args:
        block: the operator.
        in_shape: its input, (channels, height, width) or (features,), without the batch.
        out_shape: its output.
    """
    channels = in_shape[0]
    match block:
        case Conv():
            return nn.Conv2d(
                channels,
                block.out_channels,
                block.kernel_size,
                stride=block.stride,
                padding=block.padding,
                dilation=block.dilation,
                groups=block.groups,
                bias=block.bias,
            )
        case ConnectedConv():
            return TableConv(channels, block)
        case Pool():
            return _pool(block)
        case SubSample():
            return Summed(channels, block.kernel_size)
        case Activation():
            return _ACTIVATIONS[block.name]()
        case BatchNorm():
            return nn.BatchNorm2d(channels) if len(in_shape) == 3 else nn.BatchNorm1d(channels)
        case LocalResponseNorm():
            return nn.LocalResponseNorm(block.size, block.alpha, block.beta, block.k)
        case Dropout():
            return nn.Dropout(block.p)
        case Scale():
            return Scaled(block.factor)
        case Flatten():
            return nn.Flatten()
        case Linear():
            return nn.Linear(channels, out_shape[0])
        case RBF():
            return CodeDistance(channels, out_shape[0])
        case Join():
            raise TypeError("branches are joined by Parallel")


def _pool(block: Pool) -> nn.Module:
    settings = (block.kernel_size, block.stride, block.padding)
    match block.mode:
        case "max":
            return nn.MaxPool2d(*settings, ceil_mode=block.ceil_mode)
        case "avg":
            return nn.AvgPool2d(*settings, block.ceil_mode, block.count_include_pad)
        case _:
            return nn.AdaptiveAvgPool2d(1)


_ACTIVATIONS: dict[str, type[nn.Module]] = {
    "relu": nn.ReLU,
    "relu6": nn.ReLU6,
    "leaky_relu": nn.LeakyReLU,
    "prelu": nn.PReLU,
    "rrelu": nn.RReLU,
    "elu": nn.ELU,
    "sigmoid": nn.Sigmoid,
    "tanh": nn.Tanh,
    "scaled_tanh": ScaledTanh,
    "maxout": Maxout,
}
