"""What one operator makes of a shape, and what that costs.

Sizes come from `cnncore.shapes`, counts from `cnncore.cost`; its conventions hold: multiply-adds of
convolutions and linear layers only, for one image. What other operators compute is counted apart,
by kind (`Cost.others`), as a network in use computes it: batch norm is one multiplication and one
addition a number, dropout nothing. Windows count in full, also where they reach into the padding.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from math import prod

from cnncore.arguments import divisors, pair
from cnncore.cost import (
    batch_norm_params,
    conv2d_mult_adds,
    conv2d_params,
    linear_mult_adds,
    linear_params,
)
from cnncore.errors import SettingError
from cnncore.network.operators import (
    MAXOUT_PIECES,
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
from cnncore.shapes import WindowSpec, pool_out_size

Shape = tuple[int, ...]  # (channels, height, width) of a map, (features,) of a vector
Windows = tuple[WindowSpec, WindowSpec]  # vertical, horizontal
CELL: Windows = (WindowSpec(1), WindowSpec(1))  # what an operator without a window looks at


@dataclass(frozen=True, slots=True)
class Cost:
    """What one operator does to a shape, and what that costs.

    Attributes:
        out_shape: (channels, height, width), or (features,).
        weights: numbers it learns that multiply.
        biases: numbers it learns that are added.
        norm: gamma and beta of a batch norm.
        mult_adds: multiply-adds for one image.
        others: what it computes besides, by kind: comparisons, additions, multiplications,
            exponentials (also roots and powers).
        windows: how it looks at a map; None when a unit of its output no longer sits anywhere in
            the image (flatten and after).
    """

    out_shape: Shape
    weights: int = 0
    biases: int = 0
    norm: int = 0
    mult_adds: int = 0
    others: Mapping[str, int] = field(default_factory=dict)
    windows: Windows | None = CELL

    @property
    def params(self) -> int:
        """All numbers it learns."""
        return self.weights + self.biases + self.norm


def total(out_shape: Shape, costs: Iterable[Cost]) -> Cost:
    """The costs of several operators together, whose result has `out_shape`."""
    costs, others = tuple(costs), Counter[str]()
    for cost in costs:
        others.update(cost.others)
    return Cost(
        out_shape,
        weights=sum(cost.weights for cost in costs),
        biases=sum(cost.biases for cost in costs),
        norm=sum(cost.norm for cost in costs),
        mult_adds=sum(cost.mult_adds for cost in costs),
        others=dict(others),
    )


def cost_of(block: Operator, shape: Shape, num_classes: int) -> Cost:
    """What one operator makes of a shape.

    Args:
        block: the operator, where it can stand: a linear layer on a vector, windows on a map.
        shape: its input, (channels, height, width) or (features,).
        num_classes: what `Linear(0)` stands for.

    Raises:
        SettingError: its window or its groups do not fit.
    """
    numbers = prod(shape)
    match block:
        case Conv():
            return _conv(shape, block)
        case ConnectedConv():
            return _connected_conv(shape, block)
        case Pool():
            return _pool(shape, block)
        case SubSample():
            return _sub_sample(shape, block)
        case Activation():
            return _activation(block, shape)
        case BatchNorm():
            others = {"multiplications": numbers, "additions": numbers}
            return Cost(shape, norm=batch_norm_params(shape[0]), others=others)
        case LocalResponseNorm():
            return Cost(shape, others=_local_response_norm(numbers, block.size))
        case Scale():
            return Cost(shape, others={"multiplications": numbers})
        case Dropout():
            return Cost(shape)
        case Flatten():
            return Cost((numbers,), windows=None)
        case Linear():
            return _linear(numbers, block.out_features or num_classes)
        case RBF():
            squares = numbers * num_classes
            others = {"additions": 2 * squares - num_classes, "multiplications": squares}
            return Cost((num_classes,), others=others, windows=None)
        case Join():
            raise TypeError("a join has several inputs: see cost_of_join")


def cost_of_join(how: str, shapes: list[Shape]) -> Cost:
    """What branches make together, and the additions where they are summed.

    Raises:
        ValueError: maps of different sizes meet, or different channels are summed.
    """
    if len({shape[1:] for shape in shapes}) > 1 or (how == "add" and len({*shapes}) > 1):
        raise ValueError(f"{how} of branches that made {shapes}")
    if how == "add":
        return Cost(shapes[0], others={"additions": (len(shapes) - 1) * prod(shapes[0])})
    return Cost((sum(shape[0] for shape in shapes), *shapes[0][1:]))


def windows_of(block: Conv | ConnectedConv | Pool | SubSample) -> Windows:
    """How an operator's window slides down and to the right; not for global pooling."""
    stride = getattr(block, "stride", block.kernel_size if isinstance(block, SubSample) else 1)
    settings = (
        pair("kernel_size", block.kernel_size, minimum=1),
        pair("stride", block.kernel_size if stride is None else stride, minimum=1),
        pair("padding", getattr(block, "padding", 0), minimum=0),
        pair("dilation", getattr(block, "dilation", 1), minimum=1),
    )
    vertical, horizontal = zip(*settings, strict=True)
    return WindowSpec(*vertical), WindowSpec(*horizontal)


def _conv(shape: Shape, block: Conv) -> Cost:
    windows = windows_of(block)
    channels, kernel_size = shape[0], (windows[0].kernel_size, windows[1].kernel_size)
    weights = conv2d_params(
        channels, block.out_channels, kernel_size, groups=block.groups, bias=False
    )
    height, width = (w.out_size(size) for w, size in zip(windows, shape[1:], strict=True))
    out_shape = (block.out_channels, height, width)
    return Cost(
        out_shape,
        weights=weights,
        biases=block.out_channels if block.bias else 0,
        mult_adds=conv2d_mult_adds(
            channels, block.out_channels, kernel_size, (height, width), groups=block.groups
        ),
        others={"additions": prod(out_shape)} if block.bias else {},
        windows=windows,
    )


def _connected_conv(shape: Shape, block: ConnectedConv) -> Cost:
    windows = windows_of(block)
    height, width = (w.out_size(size) for w, size in zip(windows, shape[1:], strict=True))
    weights = block.connections * block.kernel_size**2
    return Cost(
        (block.out_channels, height, width),
        weights=weights,
        biases=block.out_channels,
        mult_adds=weights * height * width,
        others={"additions": block.out_channels * height * width},
        windows=windows,
    )


def _pool(shape: Shape, block: Pool) -> Cost:
    channels, height, width = shape
    if block.mode == "global_avg":
        windows = (WindowSpec(height), WindowSpec(width))
        return Cost((channels, 1, 1), others=_means(channels, height * width), windows=windows)
    windows = windows_of(block)
    size, stride = block.kernel_size, block.stride
    height, width = (
        pool_out_size(n, size, stride=stride, padding=block.padding, ceil_mode=block.ceil_mode)
        for n in (height, width)
    )
    count = channels * height * width
    others = {"comparisons": count * (size**2 - 1)}
    if block.mode == "avg":
        others = _means(count, size**2)
    return Cost((channels, height, width), others=others, windows=windows)


def _means(count: int, numbers: int) -> dict[str, int]:
    """`count` means of so many numbers each."""
    return {"additions": count * (numbers - 1), "multiplications": count}


def _sub_sample(shape: Shape, block: SubSample) -> Cost:
    windows = windows_of(block)
    height, width = (w.out_size(size) for w, size in zip(windows, shape[1:], strict=True))
    count = shape[0] * height * width
    others = {"additions": count * block.kernel_size**2, "multiplications": count}
    out_shape = (shape[0], height, width)
    return Cost(out_shape, weights=shape[0], biases=shape[0], others=others, windows=windows)


def _linear(in_features: int, out_features: int) -> Cost:
    return Cost(
        (out_features,),
        weights=linear_params(in_features, out_features, bias=False),
        biases=out_features,
        mult_adds=linear_mult_adds(in_features, out_features),
        others={"additions": out_features},
        windows=None,
    )


_ONE_NUMBER: dict[str, tuple[str, ...]] = {
    "relu": ("comparisons",),
    "relu6": ("comparisons", "comparisons"),
    "leaky_relu": ("comparisons", "multiplications"),
    "prelu": ("comparisons", "multiplications"),
    "rrelu": ("comparisons", "multiplications"),
    "elu": ("comparisons", "exponentials", "additions"),
    "sigmoid": ("exponentials", "additions", "multiplications"),
    "tanh": ("exponentials", "additions", "additions", "multiplications"),
    "scaled_tanh": ("exponentials", "additions", "additions", *["multiplications"] * 3),
    "maxout": ("comparisons",),
}
"""What each activation computes for one number of its output, for the costlier kind of input."""


def _activation(block: Activation, shape: Shape) -> Cost:
    if block.name == "maxout":
        if shape[0] % MAXOUT_PIECES:
            raise SettingError(
                "pieces_do_not_divide",
                num_pieces=MAXOUT_PIECES,
                channels=shape[0],
                divisors=divisors(shape[0]),
            )
        shape = (shape[0] // MAXOUT_PIECES, *shape[1:])
    others = {kind: times * prod(shape) for kind, times in Counter(_ONE_NUMBER[block.name]).items()}
    slopes = int(block.name == "prelu")  # one for all channels, as torch.nn.PReLU()
    return Cost(shape, weights=slopes, others=others)


def _local_response_norm(numbers: int, size: int) -> dict[str, int]:
    """A square, the sum of `size` of them, alpha and k, the power beta, and the division."""
    return {
        "additions": numbers * size,
        "multiplications": numbers * 3,
        "exponentials": numbers,
    }
