"""The blocks a learner stacks in the lab: operators and three compound blocks. No torch.

Every block is a frozen dataclass that refuses settings without any meaning (a stride of 0). Whether
it fits where it stands is the ledger's business: an impossible *stack* can be drawn and explained.
What a compound block is made of is written once, in `cnncore.network.expand`.
"""

from dataclasses import dataclass
from typing import ClassVar

from cnncore.arguments import whole_number
from cnncore.network.operators import (
    Activation,
    BatchNorm,
    Conv,
    Dropout,
    Flatten,
    Linear,
    Pool,
)
from cnncore.network.records import as_fields, flag


@dataclass(frozen=True, slots=True)
class Residual:
    """Two 3x3 convolutions, and a skip around them: relu(F(x) + x).

    Where stride or channels change, the skip is a 1x1 convolution with the same stride (option B).
    Source: He et al. 2015, arXiv:1512.03385, section 3 and figure 2.

    Attributes:
        out_channels: channels of both convolutions.
        stride: of the first convolution.
        batch_norm: after each convolution, which then has no bias.
        skip: False leaves the skip out: the plain block the paper compares with.
    """

    kind: ClassVar[str] = "residual"
    out_channels: int
    stride: int = 1
    batch_norm: bool = True
    skip: bool = True

    def __post_init__(self) -> None:
        whole_number("out_channels", self.out_channels, minimum=1)
        whole_number("stride", self.stride, minimum=1)
        flag("batch_norm", self.batch_norm)
        flag("skip", self.skip)


@dataclass(frozen=True, slots=True)
class Inception:
    """Four branches side by side, their channels stacked; ReLU after every convolution.

    Branches: 1x1; 1x1 then 3x3; 1x1 then 5x5 (a real 5x5, unlike torchvision's); 3x3 max pooling
    then 1x1. Source: Szegedy et al. 2014, arXiv:1409.4842, figure 2b.

    Attributes:
        b1x1: channels of the 1x1 branch.
        b3x3_reduce: channels of the 1x1 before the 3x3.
        b3x3: channels of the 3x3 branch.
        b5x5_reduce: channels of the 1x1 before the 5x5.
        b5x5: channels of the 5x5 branch.
        pool_proj: channels of the 1x1 after the pooling.
    """

    kind: ClassVar[str] = "inception"
    b1x1: int
    b3x3_reduce: int
    b3x3: int
    b5x5_reduce: int
    b5x5: int
    pool_proj: int

    def __post_init__(self) -> None:
        for name, value in as_fields(self).items():
            whole_number(name, value, minimum=1)

    @property
    def out_channels(self) -> int:
        """Channels of the four branches together."""
        return self.b1x1 + self.b3x3 + self.b5x5 + self.pool_proj


@dataclass(frozen=True, slots=True)
class Depthwise:
    """A 3x3 kernel per channel, then a 1x1 that mixes the channels; ReLU after each.

    Source: Howard et al. 2017, MobileNets, arXiv:1704.04861, section 3.1.

    Attributes:
        out_channels: channels of the 1x1.
        stride: of the 3x3.
        batch_norm: after each convolution, which then has no bias.
    """

    kind: ClassVar[str] = "depthwise"
    out_channels: int
    stride: int = 1
    batch_norm: bool = True

    def __post_init__(self) -> None:
        whole_number("out_channels", self.out_channels, minimum=1)
        whole_number("stride", self.stride, minimum=1)
        flag("batch_norm", self.batch_norm)


Block = (
    Conv
    | Pool
    | Activation
    | BatchNorm
    | Dropout
    | Flatten
    | Linear
    | Residual
    | Inception
    | Depthwise
)
BLOCKS: dict[str, type[Block]] = {
    kind.kind: kind
    for kind in (
        Conv,
        Pool,
        Activation,
        BatchNorm,
        Dropout,
        Flatten,
        Linear,
        Residual,
        Inception,
        Depthwise,
    )
}
