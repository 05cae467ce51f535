"""The blocks a learner stacks: what each is and which settings it has. No torch, no arrays.

Every block is a frozen dataclass that refuses settings without any meaning (a stride of 0). Whether
it fits where it stands is the ledger's business: an impossible *stack* can be drawn and explained.
"""

import math
from dataclasses import dataclass
from typing import Any, ClassVar

from cnncore.arguments import choice
from cnncore.errors import SettingError
from cnncore.network.errors import NetworkError
from cnncore.network.records import as_fields, flag, from_fields, number, whole

POOL_MODES = ("max", "avg", "global_avg")
ACTIVATIONS = ("relu", "leaky_relu", "prelu", "rrelu", "elu", "sigmoid", "tanh", "maxout")
MAXOUT_PIECES = 2  # two neighbouring channels compete, so maxout halves the channels

MAX_CHANNELS = 512
MAX_FEATURES = 4096
MAX_KERNEL_SIZE = 15
MAX_PADDING = 15
MAX_STRIDE = 8


@dataclass(frozen=True, slots=True)
class Conv:
    """A convolution; settings as torch.nn.Conv2d, all square.

    Attributes:
        out_channels: number of kernels.
        kernel_size: cells of a kernel per side.
        stride: cells from one window to the next.
        padding: cells of zeros on each side.
        dilation: distance between two cells of a kernel.
        groups: cuts the channels into groups that do not see each other.
        bias: whether each kernel adds a number of its own.
        kernel: a kernel built in a lesson, in plain rows ("1,0,-1;2,0,-2;1,0,-1"): output channel 0
            starts from it (on every input channel it sees, divided by their number); None: random.
        frozen: the layer keeps its starting weights, training does not change it.
    """

    kind: ClassVar[str] = "conv"
    out_channels: int
    kernel_size: int = 3
    stride: int = 1
    padding: int = 0
    dilation: int = 1
    groups: int = 1
    bias: bool = True
    kernel: str | None = None
    frozen: bool = False

    def __post_init__(self) -> None:
        whole("out_channels", self.out_channels, minimum=1, maximum=MAX_CHANNELS)
        whole("kernel_size", self.kernel_size, minimum=1, maximum=MAX_KERNEL_SIZE)
        whole("stride", self.stride, minimum=1, maximum=MAX_STRIDE)
        whole("padding", self.padding, minimum=0, maximum=MAX_PADDING)
        whole("dilation", self.dilation, minimum=1, maximum=MAX_STRIDE)
        whole("groups", self.groups, minimum=1, maximum=MAX_CHANNELS)
        flag("bias", self.bias)
        flag("frozen", self.frozen)
        if self.kernel is not None:
            rows = kernel_rows(self.kernel, self.kernel_size)
            object.__setattr__(self, "kernel", kernel_text(rows))


@dataclass(frozen=True, slots=True)
class Pool:
    """Pooling: the largest, or the mean, of each window, or of the whole map.

    Attributes:
        mode: "max", "avg", or "global_avg" (which takes no other setting).
        kernel_size: cells of a window per side.
        stride: cells from one window to the next; None means `kernel_size`, as in torch.
        padding: cells on each side: zeros for "avg", never chosen for "max".
    """

    kind: ClassVar[str] = "pool"
    mode: str = "max"
    kernel_size: int = 2
    stride: int | None = None
    padding: int = 0

    def __post_init__(self) -> None:
        choice("mode", self.mode, POOL_MODES)
        whole("kernel_size", self.kernel_size, minimum=1, maximum=MAX_KERNEL_SIZE)
        if self.stride is not None:
            whole("stride", self.stride, minimum=1, maximum=MAX_STRIDE)
        whole("padding", self.padding, minimum=0, maximum=MAX_PADDING)
        if self.mode == "global_avg":
            for name, default in (("kernel_size", 2), ("stride", None), ("padding", 0)):
                if getattr(self, name) != default:
                    raise SettingError(
                        "only_for_mode", name=name, value=getattr(self, name), mode="max"
                    )


@dataclass(frozen=True, slots=True)
class Activation:
    """One of the eight activations of the course; maxout takes channels in pairs."""

    kind: ClassVar[str] = "activation"
    name: str = "relu"

    def __post_init__(self) -> None:
        choice("name", self.name, ACTIVATIONS)


@dataclass(frozen=True, slots=True)
class BatchNorm:
    """Batch normalisation of the channels of a map, or of the features of a vector."""

    kind: ClassVar[str] = "batch_norm"


@dataclass(frozen=True, slots=True)
class Dropout:
    """Dropout: each number becomes 0 with probability `p` (four decimals) while training."""

    kind: ClassVar[str] = "dropout"
    p: float = 0.5

    def __post_init__(self) -> None:
        object.__setattr__(self, "p", round(number("p", self.p, minimum=0.0, maximum=0.95), 4))


@dataclass(frozen=True, slots=True)
class Flatten:
    """A map becomes one long vector, channel after channel."""

    kind: ClassVar[str] = "flatten"


@dataclass(frozen=True, slots=True)
class Linear:
    """A fully connected layer. `out_features` of 0 stands for the number of classes."""

    kind: ClassVar[str] = "linear"
    out_features: int = 0

    def __post_init__(self) -> None:
        whole("out_features", self.out_features, minimum=0, maximum=MAX_FEATURES)


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
        whole("out_channels", self.out_channels, minimum=1, maximum=MAX_CHANNELS)
        whole("stride", self.stride, minimum=1, maximum=MAX_STRIDE)
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
            whole(name, value, minimum=1, maximum=MAX_CHANNELS)

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
        whole("out_channels", self.out_channels, minimum=1, maximum=MAX_CHANNELS)
        whole("stride", self.stride, minimum=1, maximum=MAX_STRIDE)
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


def block_as_dict(block: Block) -> dict[str, Any]:
    """A block as JSON: its kind and all its settings.

    Example:
        >>> block_as_dict(Linear(10))
        {'kind': 'linear', 'out_features': 10}
    """
    return {"kind": block.kind, **as_fields(block)}


def block_from_dict(values: object) -> Block:
    """A block from its kind and settings.

    Raises:
        NetworkError: `unknown_kind`, `unknown_field`, `missing_field`, `not_a_mapping`.
        SettingError: a setting that has no meaning.
    """
    if not isinstance(values, dict):
        raise NetworkError("not_a_mapping", owner="block", value=repr(values)[:80])
    kind = values.get("kind")
    if not isinstance(kind, str) or kind not in BLOCKS:
        raise NetworkError("unknown_kind", kind=repr(kind)[:80], choices=tuple(BLOCKS))
    rest = {name: value for name, value in values.items() if name != "kind"}
    return from_fields(BLOCKS[kind], rest, owner=kind)


def kernel_rows(kernel: str, kernel_size: int) -> tuple[tuple[float, ...], ...]:
    """The numbers of a kernel written in plain rows.

    Raises:
        NetworkError: `kernel_not_square` unless it is kernel_size rows of as many numbers.

    Example:
        >>> kernel_rows("1,0;0,-1", 2)
        ((1.0, 0.0), (0.0, -1.0))
    """
    try:
        rows = tuple(tuple(float(cell) for cell in row.split(",")) for row in kernel.split(";"))
    except (AttributeError, ValueError):
        rows = ()
    is_square = len(rows) == kernel_size and all(len(row) == kernel_size for row in rows)
    if not is_square or not all(math.isfinite(cell) for row in rows for cell in row):
        raise NetworkError("kernel_not_square", kernel=str(kernel)[:200], kernel_size=kernel_size)
    return rows


def kernel_text(rows: tuple[tuple[float, ...], ...]) -> str:
    """A kernel in plain rows, the way `Conv.kernel` holds it: six digits, no needless zeros.

    Example:
        >>> kernel_text(((1.0, 0.5), (0.0, -1.0)))
        '1,0.5;0,-1'
    """
    return ";".join(",".join(f"{cell + 0.0:.6g}" for cell in row) for row in rows)
