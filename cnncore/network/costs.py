"""What each block makes of a shape, and what that costs.

Sizes come from `cnncore.shapes`, counts from `cnncore.cost`; its conventions hold: multiply-adds of
convolutions and linear layers only, for one image.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod

from cnncore.arguments import divisors
from cnncore.cost import (
    batch_norm_params,
    conv2d_mult_adds,
    conv2d_params,
    linear_mult_adds,
    linear_params,
)
from cnncore.errors import SettingError
from cnncore.network.blocks import (
    MAXOUT_PIECES,
    Activation,
    BatchNorm,
    Block,
    Conv,
    Depthwise,
    Dropout,
    Flatten,
    Inception,
    Linear,
    Pool,
    Residual,
)
from cnncore.network.errors import NetworkError
from cnncore.shapes import WindowSpec, conv_out_size, pool_out_size

Shape = tuple[int, ...]  # (channels, height, width) of a map, (features,) of a vector


@dataclass(frozen=True, slots=True)
class Cost:
    """What one block does to a shape, and what that costs.

    Attributes:
        out_shape: (channels, height, width), or (features,).
        params: numbers it learns.
        mult_adds: multiply-adds for one image.
        windows: the windows along its deepest path, for the receptive field; None when a unit of
            its output no longer sits anywhere in the image (flatten and after).
    """

    out_shape: Shape
    params: int = 0
    mult_adds: int = 0
    windows: tuple[WindowSpec, ...] | None = ()


def cost_of(block: Block, shape: Shape, num_classes: int, index: int = 0) -> Cost:
    """What one block makes of a shape.

    Args:
        block: the block.
        shape: its input, (channels, height, width) or (features,).
        num_classes: what `Linear(0)` stands for.
        index: where it stands, for the error.

    Raises:
        SettingError: the block does not fit; NetworkError: it needs the other kind of shape.
    """
    match block:
        case Flatten():
            return Cost((prod(shape),), windows=None)
        case Linear():
            return _linear(block, shape, num_classes, index)
        case Activation():
            return _activation(block, shape)
        case BatchNorm():
            return Cost(shape, params=batch_norm_params(shape[0]))
        case Dropout():
            return Cost(shape)
    if len(shape) != 3:
        raise NetworkError("needs_a_map", kind=block.kind, index=index, features=shape[0])
    match block:
        case Conv():
            return _conv(shape, block)
        case Pool():
            return _pool(shape, block)
        case Residual():
            return _residual(shape, block)
        case Inception():
            return _inception(shape, block)
        case Depthwise():
            return _depthwise(shape, block)


def _linear(block: Linear, shape: Shape, num_classes: int, index: int) -> Cost:
    if len(shape) != 1:
        raise NetworkError("linear_needs_flatten", index=index, shape=shape)
    features = block.out_features or num_classes
    return Cost(
        (features,),
        params=linear_params(shape[0], features),
        mult_adds=linear_mult_adds(shape[0], features),
        windows=None,
    )


def _activation(block: Activation, shape: Shape) -> Cost:
    if block.name == "maxout":
        if shape[0] % MAXOUT_PIECES:
            raise SettingError(
                "pieces_do_not_divide",
                num_pieces=MAXOUT_PIECES,
                channels=shape[0],
                divisors=divisors(shape[0]),
            )
        return Cost((shape[0] // MAXOUT_PIECES, *shape[1:]))
    return Cost(shape, params=1 if block.name == "prelu" else 0)  # one slope, as torch.nn.PReLU()


def _conv(shape: Shape, block: Conv) -> Cost:
    """Any square convolution: sizes, counts and window of `block` on a map of `shape`."""
    channels, height, width = shape
    settings = {
        "stride": block.stride,
        "padding": block.padding,
        "dilation": block.dilation,
    }
    params = conv2d_params(
        channels, block.out_channels, block.kernel_size, groups=block.groups, bias=block.bias
    )
    out_height = conv_out_size(height, block.kernel_size, **settings)
    out_width = conv_out_size(width, block.kernel_size, **settings)
    mult_adds = conv2d_mult_adds(
        channels,
        block.out_channels,
        block.kernel_size,
        (out_height, out_width),
        groups=block.groups,
    )
    window = WindowSpec(block.kernel_size, **settings)
    return Cost((block.out_channels, out_height, out_width), params, mult_adds, (window,))


def _pool(shape: Shape, block: Pool) -> Cost:
    channels, height, width = shape
    if block.mode == "global_avg":
        return Cost((channels, 1, 1), windows=(WindowSpec(max(height, width)),))
    settings = {"stride": block.stride, "padding": block.padding}
    out_height = pool_out_size(height, block.kernel_size, **settings)
    out_width = pool_out_size(width, block.kernel_size, **settings)
    stride = block.kernel_size if block.stride is None else block.stride
    window = WindowSpec(block.kernel_size, stride, block.padding)
    return Cost((channels, out_height, out_width), windows=(window,))


def _chain(shape: Shape, convs: Sequence[Conv], *, batch_norm: bool) -> Cost:
    """Convolutions one after the other, each with its batch norm if asked for."""
    total = Cost(shape)
    for conv in convs:
        step = _conv(total.out_shape, conv)
        norm = batch_norm_params(conv.out_channels) if batch_norm else 0
        total = Cost(
            step.out_shape,
            total.params + step.params + norm,
            total.mult_adds + step.mult_adds,
            (total.windows or ()) + (step.windows or ()),
        )
    return total


def _residual(shape: Shape, block: Residual) -> Cost:
    bias, channels = not block.batch_norm, block.out_channels
    convs = (
        Conv(channels, stride=block.stride, padding=1, bias=bias),
        Conv(channels, padding=1, bias=bias),
    )
    main = _chain(shape, convs, batch_norm=block.batch_norm)
    keeps_shape = block.stride == 1 and channels == shape[0]
    if not block.skip or keeps_shape:
        return main
    projection = _chain(
        shape,
        (Conv(channels, kernel_size=1, stride=block.stride, bias=bias),),
        batch_norm=block.batch_norm,
    )
    return Cost(
        main.out_shape,
        main.params + projection.params,
        main.mult_adds + projection.mult_adds,
        main.windows,
    )


def _inception(shape: Shape, block: Inception) -> Cost:
    branches = (
        (Conv(block.b1x1, kernel_size=1),),
        (Conv(block.b3x3_reduce, kernel_size=1), Conv(block.b3x3, padding=1)),
        (Conv(block.b5x5_reduce, kernel_size=1), Conv(block.b5x5, kernel_size=5, padding=2)),
        (Conv(block.pool_proj, kernel_size=1),),  # its 3x3 pooling costs nothing
    )
    costs = [_chain(shape, convs, batch_norm=False) for convs in branches]
    return Cost(
        (block.out_channels, *shape[1:]),
        sum(cost.params for cost in costs),
        sum(cost.mult_adds for cost in costs),
        costs[2].windows,  # the 5x5 branch sees furthest
    )


def _depthwise(shape: Shape, block: Depthwise) -> Cost:
    channels, bias = shape[0], not block.batch_norm
    convs = (
        Conv(channels, stride=block.stride, padding=1, groups=channels, bias=bias),
        Conv(block.out_channels, kernel_size=1, bias=bias),
    )
    return _chain(shape, convs, batch_norm=block.batch_norm)
