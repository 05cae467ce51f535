"""The operators every network is made of, the lab's and the papers': frozen settings, no torch.

Each refuses settings without any meaning (a stride of 0). Whether it fits where it stands is the
business of `cnncore.network.placing`. What the lab offers of them, and up to which size, is said in
`cnncore.network.offer`.
"""

import math
from dataclasses import dataclass
from typing import ClassVar

from cnncore.arguments import choice, pair, whole_number
from cnncore.errors import SettingError
from cnncore.network.errors import NetworkError
from cnncore.network.records import flag, number

POOL_MODES = ("max", "avg", "global_avg")
ACTIVATIONS = ("relu", "leaky_relu", "prelu", "rrelu", "elu", "sigmoid", "tanh", "maxout")
MODEL_ACTIVATIONS = ("relu6", "scaled_tanh")  # what the papers' networks need besides
MAXOUT_PIECES = 2  # two neighbouring channels compete, so maxout halves the channels
MAX_DROPOUT = 0.95
JOINS = ("concat", "add")

Size = int | tuple[int, int]  # one number for both axes, or (vertical, horizontal)


@dataclass(frozen=True, slots=True)
class Conv:
    """A convolution; settings as torch.nn.Conv2d.

    Attributes:
        out_channels: number of kernels.
        kernel_size: cells of a kernel per side; a pair is (vertical, horizontal), here as below.
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
    kernel_size: Size = 3
    stride: Size = 1
    padding: Size = 0
    dilation: Size = 1
    groups: int = 1
    bias: bool = True
    kernel: str | None = None
    frozen: bool = False

    def __post_init__(self) -> None:
        whole_number("out_channels", self.out_channels, minimum=1)
        _settle(self, kernel_size=1, stride=1, padding=0, dilation=1)
        whole_number("groups", self.groups, minimum=1)
        flag("bias", self.bias)
        flag("frozen", self.frozen)
        if self.kernel is not None:
            rows = kernel_rows(self.kernel, self.kernel_size)
            object.__setattr__(self, "kernel", kernel_text(rows))


@dataclass(frozen=True, slots=True)
class ConnectedConv:
    """A convolution whose kernels each see only some of the input maps: LeNet-5's C3.

    Source: LeCun et al. 1998, "Gradient-based learning applied to document recognition", table I.

    Attributes:
        table: for each output map, the input maps it sees.
        kernel_size: cells of a kernel per side.
    """

    kind: ClassVar[str] = "connected_conv"
    table: tuple[tuple[int, ...], ...]
    kernel_size: int = 5

    @property
    def out_channels(self) -> int:
        """One map for each row of the table."""
        return len(self.table)

    @property
    def connections(self) -> int:
        """Pairs of an input map and an output map that see each other, a kernel each."""
        return sum(map(len, self.table))


@dataclass(frozen=True, slots=True)
class Pool:
    """Pooling: the largest, or the mean, of each window, or of the whole map.

    Attributes:
        mode: "max", "avg", or "global_avg" (which takes no other setting).
        kernel_size: cells of a window per side.
        stride: cells from one window to the next; None means `kernel_size`, as in torch.
        padding: cells on each side: zeros for "avg", never chosen for "max".
        ceil_mode: a last window may hang over the far end.
        count_include_pad: whether the mean of "avg" counts the zeros of the padding.
    """

    kind: ClassVar[str] = "pool"
    mode: str = "max"
    kernel_size: int = 2
    stride: int | None = None
    padding: int = 0
    ceil_mode: bool = False
    count_include_pad: bool = True

    def __post_init__(self) -> None:
        choice("mode", self.mode, POOL_MODES)
        whole_number("kernel_size", self.kernel_size, minimum=1)
        if self.stride is not None:
            whole_number("stride", self.stride, minimum=1)
        whole_number("padding", self.padding, minimum=0)
        flag("ceil_mode", self.ceil_mode)
        flag("count_include_pad", self.count_include_pad)
        if self.mode == "global_avg":
            self._must_be("max", kernel_size=2, stride=None, padding=0, ceil_mode=False)
        if self.mode != "avg":
            self._must_be("avg", count_include_pad=True)

    def _must_be(self, mode: str, **defaults: object) -> None:
        """Settings that only `mode` uses: here they have to be left alone."""
        for name, default in defaults.items():
            if getattr(self, name) != default:
                raise SettingError("only_for_mode", name=name, value=getattr(self, name), mode=mode)


@dataclass(frozen=True, slots=True)
class SubSample:
    """LeNet-5's pooling: a window's sum times a learned coefficient plus a bias, one pair a map.

    Source: LeCun et al. 1998, section II.B.
    """

    kind: ClassVar[str] = "sub_sample"
    kernel_size: int = 2


@dataclass(frozen=True, slots=True)
class Activation:
    """One of the eight activations of the course, or one that only a paper's network uses.

    maxout takes channels in pairs; scaled_tanh is 1.7159 tanh(2x/3), LeNet-5's.
    """

    kind: ClassVar[str] = "activation"
    name: str = "relu"

    def __post_init__(self) -> None:
        choice("name", self.name, (*ACTIVATIONS, *MODEL_ACTIVATIONS))


@dataclass(frozen=True, slots=True)
class BatchNorm:
    """Batch normalisation of the channels of a map, or of the features of a vector."""

    kind: ClassVar[str] = "batch_norm"


@dataclass(frozen=True, slots=True)
class LocalResponseNorm:
    """Each number over a power of the squares of its neighbours among the channels.

    Settings as torch.nn.LocalResponseNorm, which divides `alpha` by `size`: the 1e-4 that AlexNet's
    paper multiplies with every square is 5e-4 here.

    Source: Krizhevsky et al. 2012, section 3.3.
    """

    kind: ClassVar[str] = "local_response_norm"
    size: int = 5
    alpha: float = 5e-4
    beta: float = 0.75
    k: float = 2.0


@dataclass(frozen=True, slots=True)
class Dropout:
    """Dropout: each number becomes 0 with probability `p` (four decimals) while training."""

    kind: ClassVar[str] = "dropout"
    p: float = 0.5

    def __post_init__(self) -> None:
        object.__setattr__(
            self, "p", round(number("p", self.p, minimum=0.0, maximum=MAX_DROPOUT), 4)
        )


@dataclass(frozen=True, slots=True)
class Scale:
    """Every number times `factor`: what a residual is damped with before it is added.

    Source: Szegedy et al. 2016, arXiv:1602.07261, section 3.3.
    """

    kind: ClassVar[str] = "scale"
    factor: float


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
        whole_number("out_features", self.out_features, minimum=0)


@dataclass(frozen=True, slots=True)
class RBF:
    """LeNet-5's output: how far the features are from the fixed code of each class.

    Source: LeCun et al. 1998, section II.B.
    """

    kind: ClassVar[str] = "rbf"


@dataclass(frozen=True, slots=True)
class Join:
    """Where parallel branches meet: their channels stacked ("concat"), or summed ("add")."""

    kind: ClassVar[str] = "join"
    how: str

    def __post_init__(self) -> None:
        choice("how", self.how, JOINS)


Operator = (
    Conv
    | ConnectedConv
    | Pool
    | SubSample
    | Activation
    | BatchNorm
    | LocalResponseNorm
    | Dropout
    | Scale
    | Flatten
    | Linear
    | RBF
    | Join
)


def _settle(operator: object, **minimums: int) -> None:
    """Check settings that are one number or a pair; two equal numbers become one."""
    for name, minimum in minimums.items():
        vertical, horizontal = pair(name, getattr(operator, name), minimum=minimum)
        same = vertical == horizontal
        object.__setattr__(operator, name, vertical if same else (vertical, horizontal))


def kernel_rows(kernel: str, kernel_size: Size) -> tuple[tuple[float, ...], ...]:
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
