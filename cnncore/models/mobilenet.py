"""MobileNet: depthwise separable convolutions (v1), and inverted residuals around them (v2).

Sources: Howard et al. 2017, arXiv:1704.04861, table 1; Sandler et al. 2018, "MobileNetV2: inverted
residuals and linear bottlenecks", arXiv:1801.04381, table 2.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from cnncore.models.model import GLOBAL_CLASSIFIER, Model, conv_stage, network, stage
from cnncore.network.blocks import Depthwise
from cnncore.network.expand import conv_step, depthwise
from cnncore.network.operators import Activation, Conv, Dropout
from cnncore.network.tree import Branches, Chain, Node, Op

RELU6 = Activation("relu6")

V1_FIRST_CHANNELS = 32
V1_ROWS: tuple[Depthwise, ...] = (
    Depthwise(64),
    Depthwise(128, stride=2),
    Depthwise(128),
    Depthwise(256, stride=2),
    Depthwise(256),
    Depthwise(512, stride=2),
    Depthwise(512),
    Depthwise(512),
    Depthwise(512),
    Depthwise(512),
    Depthwise(512),
    Depthwise(1024, stride=2),
    Depthwise(1024),
)
"""Table 1 of v1. Its last depthwise row prints s2; with 7x7 in and out it is a stride of 1."""


@dataclass(frozen=True, slots=True)
class Bottlenecks:
    """A row of table 2 of v2.

    Attributes:
        expand_ratio: t: channels inside a block, in units of those that come in.
        out_channels: c.
        repeats: n: blocks in the row.
        stride: s: of the first block; the others have 1.
    """

    expand_ratio: int
    out_channels: int
    repeats: int
    stride: int


V2_FIRST_CHANNELS = 32
V2_LAST_CHANNELS = 1280
V2_ROWS: tuple[Bottlenecks, ...] = (
    Bottlenecks(expand_ratio=1, out_channels=16, repeats=1, stride=1),
    Bottlenecks(expand_ratio=6, out_channels=24, repeats=2, stride=2),
    Bottlenecks(expand_ratio=6, out_channels=32, repeats=3, stride=2),
    Bottlenecks(expand_ratio=6, out_channels=64, repeats=4, stride=2),
    Bottlenecks(expand_ratio=6, out_channels=96, repeats=3, stride=1),
    Bottlenecks(expand_ratio=6, out_channels=160, repeats=3, stride=2),
    Bottlenecks(expand_ratio=6, out_channels=320, repeats=1, stride=1),
)


def _separable_stages(width: float) -> Iterator[Chain]:
    in_channels = int(width * V1_FIRST_CHANNELS)
    for number, row in enumerate(V1_ROWS, start=1):
        out_channels = int(width * row.out_channels)
        block = depthwise(Depthwise(out_channels, row.stride), f"dsconv{number}", in_channels)
        yield stage(block.name, *block.children)
        in_channels = out_channels


def mobilenet_v1(width: float) -> Model:
    """MobileNet v1 with all channels times `width`, the paper's alpha."""
    first = Conv(int(width * V1_FIRST_CHANNELS), kernel_size=3, stride=2, padding=1)
    return Model(
        id=f"mobilenet_v1_{width:.2f}",
        title="MobileNet v1" + (f" ×{width:g}" if width != 1 else ""),
        paper="Howard et al. 2017, arXiv:1704.04861",
        in_shape=(3, 224, 224),
        num_classes=1000,
        root=network(
            conv_stage("conv0", first, batch_norm=True),
            *_separable_stages(width),
            *GLOBAL_CLASSIFIER,
        ),
    )


def inverted_residual(
    name: str, in_channels: int, out_channels: int, expand_ratio: int, stride: int
) -> Chain:
    """Widen by a 1x1, filter each channel by a 3x3, narrow by a linear 1x1; a skip if it fits."""
    inside = expand_ratio * in_channels
    widen = Conv(inside, kernel_size=1)
    filtering = Conv(inside, kernel_size=3, stride=stride, padding=1, groups=inside)
    narrow = Conv(out_channels, kernel_size=1)
    steps: list[Node] = []
    if expand_ratio != 1:
        steps.append(conv_step("expand", widen, batch_norm=True, activation=RELU6))
    steps.append(conv_step("depthwise", filtering, batch_norm=True, activation=RELU6))
    steps.append(conv_step("project", narrow, batch_norm=True, activation=None))
    if stride != 1 or in_channels != out_channels:
        return Chain(name, "block", tuple(steps))
    lanes = (Chain("body", "branch", tuple(steps)), Chain("skip", "branch", ()))
    return Chain(name, "block", (Branches("residual", lanes, "add"),))


def _bottleneck_stages() -> Iterator[Chain]:
    in_channels = V2_FIRST_CHANNELS
    for number, row in enumerate(V2_ROWS, start=1):
        blocks = []
        for place in range(1, row.repeats + 1):
            stride = row.stride if place == 1 else 1
            blocks.append(
                inverted_residual(
                    f"block{place}", in_channels, row.out_channels, row.expand_ratio, stride
                )
            )
            in_channels = row.out_channels
        yield stage(f"bottleneck{number}", *blocks)


def mobilenet_v2() -> Model:
    """MobileNet v2 of width 1."""
    first = Conv(V2_FIRST_CHANNELS, kernel_size=3, stride=2, padding=1)
    last = Conv(V2_LAST_CHANNELS, kernel_size=1)
    pool, flatten, classifier = GLOBAL_CLASSIFIER
    return Model(
        id="mobilenet_v2",
        title="MobileNet v2",
        paper="Sandler, Howard, Zhu, Zhmoginov & Chen 2018, CVPR, arXiv:1801.04381",
        in_shape=(3, 224, 224),
        num_classes=1000,
        root=network(
            conv_stage("conv0", first, batch_norm=True, activation=RELU6),
            *_bottleneck_stages(),
            conv_stage("conv_last", last, batch_norm=True, activation=RELU6),
            *(pool, flatten, Op("dropout", Dropout(0.2)), classifier),
        ),
    )
