"""The blocks that torch.nn has no single module for.

Needs nothing but torch: a script taken away from the lab holds the classes it uses as they are.
`repr` of each is the call that makes it.
"""

import torch
from torch import Tensor, nn


class Residual(nn.Module):
    """relu(F(x) + x), where F is two 3x3 convolutions; without `skip`, relu(F(x)).

    Source: He et al. 2015, arXiv:1512.03385, figure 2, shortcut option B.
    """

    def __init__(
        self, in_channels: int, out_channels: int, stride: int, batch_norm: bool, skip: bool
    ) -> None:
        super().__init__()
        self.settings = (in_channels, out_channels, stride, batch_norm, skip)
        self.skip = skip
        self.conv1 = nn.Conv2d(in_channels, out_channels, 3, stride, 1, bias=not batch_norm)
        self.bn1 = nn.BatchNorm2d(out_channels) if batch_norm else nn.Identity()
        self.conv2 = nn.Conv2d(out_channels, out_channels, 3, padding=1, bias=not batch_norm)
        self.bn2 = nn.BatchNorm2d(out_channels) if batch_norm else nn.Identity()
        self.projection = self.bn3 = nn.Identity()
        if skip and (stride != 1 or in_channels != out_channels):
            self.projection = nn.Conv2d(in_channels, out_channels, 1, stride, bias=not batch_norm)
            self.bn3 = nn.BatchNorm2d(out_channels) if batch_norm else nn.Identity()

    def forward(self, x: Tensor) -> Tensor:
        """(N, C_in, H, W) to (N, C_out, H / stride, W / stride), rounded up."""
        out = self.bn2(self.conv2(torch.relu(self.bn1(self.conv1(x)))))
        return torch.relu(out + self.bn3(self.projection(x)) if self.skip else out)

    def __repr__(self) -> str:
        return "Residual({}, {}, stride={}, batch_norm={}, skip={})".format(*self.settings)


class Inception(nn.Module):
    """Four branches on the same input, their channels stacked; a real 5x5, ReLU after each.

    Source: Szegedy et al. 2014, arXiv:1409.4842, figure 2b.
    """

    def __init__(
        self,
        in_channels: int,
        b1x1: int,
        b3x3_reduce: int,
        b3x3: int,
        b5x5_reduce: int,
        b5x5: int,
        pool_proj: int,
    ) -> None:
        super().__init__()
        self.settings = (in_channels, b1x1, b3x3_reduce, b3x3, b5x5_reduce, b5x5, pool_proj)
        self.b1x1 = nn.Conv2d(in_channels, b1x1, 1)
        self.b3x3_reduce = nn.Conv2d(in_channels, b3x3_reduce, 1)
        self.b3x3 = nn.Conv2d(b3x3_reduce, b3x3, 3, padding=1)
        self.b5x5_reduce = nn.Conv2d(in_channels, b5x5_reduce, 1)
        self.b5x5 = nn.Conv2d(b5x5_reduce, b5x5, 5, padding=2)
        self.pool = nn.MaxPool2d(3, stride=1, padding=1)
        self.pool_proj = nn.Conv2d(in_channels, pool_proj, 1)

    def forward(self, x: Tensor) -> Tensor:
        """(N, C, H, W) to (N, b1x1 + b3x3 + b5x5 + pool_proj, H, W)."""
        branches = (
            self.b1x1(x),
            self.b3x3(torch.relu(self.b3x3_reduce(x))),
            self.b5x5(torch.relu(self.b5x5_reduce(x))),
            self.pool_proj(self.pool(x)),
        )
        return torch.relu(torch.cat(branches, 1))

    def __repr__(self) -> str:
        return f"Inception{self.settings}"


class Depthwise(nn.Module):
    """A 3x3 kernel per channel, then a 1x1 that mixes the channels; ReLU after each.

    Source: Howard et al. 2017, MobileNets, arXiv:1704.04861, figure 3.
    """

    def __init__(self, in_channels: int, out_channels: int, stride: int, batch_norm: bool) -> None:
        super().__init__()
        self.settings = (in_channels, out_channels, stride, batch_norm)
        self.depthwise = nn.Conv2d(
            in_channels, in_channels, 3, stride, 1, groups=in_channels, bias=not batch_norm
        )
        self.bn1 = nn.BatchNorm2d(in_channels) if batch_norm else nn.Identity()
        self.pointwise = nn.Conv2d(in_channels, out_channels, 1, bias=not batch_norm)
        self.bn2 = nn.BatchNorm2d(out_channels) if batch_norm else nn.Identity()

    def forward(self, x: Tensor) -> Tensor:
        """(N, C_in, H, W) to (N, C_out, H / stride, W / stride), rounded up."""
        x = torch.relu(self.bn1(self.depthwise(x)))
        return torch.relu(self.bn2(self.pointwise(x)))

    def __repr__(self) -> str:
        return "Depthwise({}, {}, stride={}, batch_norm={})".format(*self.settings)
