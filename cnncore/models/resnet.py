"""ResNet: the five columns of table 1, with the stride where the paper or torchvision has it.

Source: He, Zhang, Ren & Sun 2016, "Deep residual learning for image recognition",
arXiv:1512.03385, table 1, figures 2 and 5; shortcuts by option B.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cnncore.models.model import GLOBAL_CLASSIFIER, Model, conv_stage, network, stage
from cnncore.network.blocks import Residual
from cnncore.network.expand import RELU, conv_step, residual, shortcut
from cnncore.network.operators import Conv, Pool
from cnncore.network.tree import Branches, Chain, Op


@dataclass(frozen=True, slots=True)
class Column:
    """A column of table 1.

    Attributes:
        blocks: residual blocks in conv2_x, conv3_x, conv4_x and conv5_x.
        bottleneck: blocks of 1x1, 3x3, 1x1 with four times the channels at the end; else two 3x3.
    """

    blocks: tuple[int, int, int, int]
    bottleneck: bool


RESNET_ROWS: Mapping[int, Column] = {
    18: Column(blocks=(2, 2, 2, 2), bottleneck=False),
    34: Column(blocks=(3, 4, 6, 3), bottleneck=False),
    50: Column(blocks=(3, 4, 6, 3), bottleneck=True),
    101: Column(blocks=(3, 4, 23, 3), bottleneck=True),
    152: Column(blocks=(3, 8, 36, 3), bottleneck=True),
}
"""Table 1; the key is the depth."""

STAGES = {"conv2_x": 64, "conv3_x": 128, "conv4_x": 256, "conv5_x": 512}
"""Channels of the 3x3 convolutions in each stage."""
EXPANSION = 4


def bottleneck(
    name: str, in_channels: int, channels: int, stride: int, *, stride_in_1x1: bool
) -> Chain:
    """1x1 to `channels`, 3x3, 1x1 to four times as many, and the skip around the three."""
    first, middle = (stride, 1) if stride_in_1x1 else (1, stride)
    out_channels = EXPANSION * channels
    last = Conv(out_channels, kernel_size=1)
    body = Chain(
        "body",
        "branch",
        (
            conv_step("conv1", Conv(channels, kernel_size=1, stride=first), batch_norm=True),
            conv_step("conv2", Conv(channels, 3, stride=middle, padding=1), batch_norm=True),
            conv_step("conv3", last, batch_norm=True, activation=None),
        ),
    )
    skip = shortcut(in_channels, out_channels, stride, batch_norm=True)
    return Chain(name, "block", (Branches("residual", (body, skip), "add"), Op("relu", RELU)))


def _stages(column: Column, *, stride_in_1x1: bool) -> Iterator[Chain]:
    in_channels = 64
    for (name, channels), count in zip(STAGES.items(), column.blocks, strict=True):
        blocks = []
        for number in range(1, count + 1):
            stride = 2 if number == 1 and name != "conv2_x" else 1  # conv2_x follows the pooling
            label = f"block{number}"
            if column.bottleneck:
                blocks.append(
                    bottleneck(label, in_channels, channels, stride, stride_in_1x1=stride_in_1x1)
                )
                in_channels = EXPANSION * channels
            else:
                blocks.append(residual(Residual(channels, stride), label, in_channels))
                in_channels = channels
        yield stage(name, *blocks)


def resnet(depth: int, *, paper_stride: bool = False) -> Model:
    """The network of one column of table 1.

    Args:
        depth: the column.
        paper_stride: halve in the first 1x1 of a bottleneck, as the paper; else in its 3x3, which
            reads every number of the map (torchvision, "v1.5").
    """
    column = RESNET_ROWS[depth]
    version = (" v1" if paper_stride else " v1.5") if column.bottleneck else ""
    stride_note = "Stride 2 sits in the first 1×1 of conv3_1, conv4_1 and conv5_1."
    return Model(
        id=f"resnet{depth}" + ("_paper_stride" if paper_stride else ""),
        title=f"ResNet-{depth}{version}",
        paper="He, Zhang, Ren & Sun 2016, CVPR, arXiv:1512.03385",
        in_shape=(3, 224, 224),
        num_classes=1000,
        root=network(
            conv_stage("conv1", Conv(64, kernel_size=7, stride=2, padding=3), batch_norm=True),
            Op("maxpool", Pool("max", kernel_size=3, stride=2, padding=1)),
            *_stages(column, stride_in_1x1=paper_stride),
            *GLOBAL_CLASSIFIER,
        ),
        notes=(stride_note,) if paper_stride else (),
    )
