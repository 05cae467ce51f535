"""What the lab's compound blocks are made of, as trees; the papers' networks use the same parts."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from cnncore.network.blocks import Block, Depthwise, Inception, Residual
from cnncore.network.operators import Activation, BatchNorm, Conv, Pool
from cnncore.network.tree import Branches, Chain, Node, Op

RELU = Activation("relu")


def expand(block: Block, name: str, in_channels: int) -> Node:
    """A block of the lab as a tree called `name`, on a map of `in_channels`."""
    match block:
        case Residual():
            return residual(block, name, in_channels)
        case Inception():
            return inception(block, name)
        case Depthwise():
            return depthwise(block, name, in_channels)
        case _:
            return Op(name, block)


def conv_step(
    name: str, conv: Conv, *, batch_norm: bool = False, activation: Activation | None = RELU
) -> Chain:
    """A convolution, a batch norm if asked for (then without a bias), and an activation."""
    children = [Op("conv", replace(conv, bias=conv.bias and not batch_norm))]
    if batch_norm:
        children.append(Op("bn", BatchNorm()))
    if activation is not None:
        children.append(Op(activation.name, activation))
    return Chain(name, "block", tuple(children))


def residual(block: Residual, name: str, in_channels: int) -> Chain:
    """relu(F(x) + x); where the shape changes, the skip is a 1x1 convolution (option B)."""
    channels, stride = block.out_channels, block.stride
    body = Chain(
        "body",
        "branch",
        (
            conv_step("conv1", Conv(channels, 3, stride, 1), batch_norm=block.batch_norm),
            conv_step(
                "conv2", Conv(channels, 3, 1, 1), batch_norm=block.batch_norm, activation=None
            ),
        ),
    )
    if not block.skip:
        return Chain(name, "block", (*body.children, Op("relu", RELU)))
    skip = shortcut(in_channels, channels, stride, batch_norm=block.batch_norm)
    return Chain(name, "block", (Branches("residual", (body, skip), "add"), Op("relu", RELU)))


def shortcut(in_channels: int, out_channels: int, stride: int, *, batch_norm: bool) -> Chain:
    """The skip of a residual block: nothing, or a 1x1 convolution where the shape changes."""
    if stride == 1 and in_channels == out_channels:
        return Chain("skip", "branch", ())
    conv = Conv(out_channels, kernel_size=1, stride=stride)
    projection = conv_step("projection", conv, batch_norm=batch_norm, activation=None)
    return Chain("skip", "branch", (projection,))


def inception(
    block: Inception, name: str, *, batch_norm: bool = False, b5x5_kernel_size: int = 5
) -> Chain:
    """Four branches side by side, their channels stacked."""
    lanes = {
        "b1x1": (Conv(block.b1x1, 1),),
        "b3x3": (Conv(block.b3x3_reduce, 1), Conv(block.b3x3, 3, padding=1)),
        "b5x5": (
            Conv(block.b5x5_reduce, 1),
            Conv(block.b5x5, b5x5_kernel_size, padding=b5x5_kernel_size // 2),
        ),
        "pool": (Pool("max", 3, stride=1, padding=1), Conv(block.pool_proj, 1)),
    }
    return Chain(name, "module", (side_by_side("branches", lanes, batch_norm=batch_norm),))


Lanes = Mapping[str, "Sequence[Conv | Pool | Lanes]"]
"""Branches by name, each a row of convolutions, poolings and branches again."""


def side_by_side(name: str, lanes: Lanes, *, batch_norm: bool) -> Branches:
    """Branches whose channels are stacked; every convolution is followed by a ReLU.

    Args:
        name: what they are called; in a lane convolutions are conv1, conv2 ..., a pooling is pool,
            and branches again are split.
        lanes: what is in each branch.
        batch_norm: after each convolution, which then has no bias.
    """
    branches = tuple(
        Chain(label, "branch", tuple(_lane(row, batch_norm))) for label, row in lanes.items()
    )
    return Branches(name, branches, "concat")


def _lane(row: "Sequence[Conv | Pool | Lanes]", batch_norm: bool) -> Iterator[Node]:
    number = 0
    for part in row:
        if isinstance(part, Conv):
            number += 1
            yield conv_step(f"conv{number}", part, batch_norm=batch_norm)
        elif isinstance(part, Pool):
            yield Op("pool", part)
        else:
            yield side_by_side("split", part, batch_norm=batch_norm)


def depthwise(block: Depthwise, name: str, in_channels: int) -> Chain:
    """A 3x3 kernel per channel, then a 1x1 that mixes the channels."""
    per_channel = Conv(in_channels, 3, block.stride, 1, groups=in_channels)
    mixing = Conv(block.out_channels, kernel_size=1)
    return Chain(
        name,
        "block",
        (
            conv_step("depthwise", per_channel, batch_norm=block.batch_norm),
            conv_step("pointwise", mixing, batch_norm=block.batch_norm),
        ),
    )
