"""Inception-ResNet v1 and v2 by the figures of the paper, and v2 as it was released.

Sources: Szegedy, Ioffe, Vanhoucke & Alemi 2017, arXiv:1602.07261, figures 10 to 19; the released v2
(TF-Slim, Keras, timm) has another stem, more blocks and one more convolution at the end.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from cnncore.models.inception import (
    AVG_INSIDE,
    MAX_V,
    bn_stage,
    classifier,
    conv,
    conv_v,
    module,
    reduction_a,
    v4_stem,
)
from cnncore.models.model import RELU, Model, network, stage
from cnncore.network.expand import Lanes, conv_step, side_by_side
from cnncore.network.operators import Conv, Scale
from cnncore.network.tree import Branches, Chain, Node, Op

PAPER = "Szegedy, Ioffe, Vanhoucke & Alemi 2017, AAAI, arXiv:1602.07261"

# What a residual is multiplied with before it is added: 0.1 to 0.3 (section 3.3), as released.
SCALE_A, SCALE_B, SCALE_C = 0.17, 0.10, 0.20


@dataclass(frozen=True, slots=True)
class Blocks:
    """The branches of the three kinds of residual blocks, before their linear 1x1.

    Attributes:
        a: on the 35x35 map.
        b: on the 17x17 map.
        c: on the 8x8 map.
    """

    a: Lanes
    b: Lanes
    c: Lanes


V1_BLOCKS = Blocks(
    a={
        "b1x1": (conv(32),),
        "b3x3": (conv(32), conv(32, 3)),
        "double_3x3": (conv(32), conv(32, 3), conv(32, 3)),
    },
    b={"b1x1": (conv(128),), "b7x7": (conv(128), conv(128, (1, 7)), conv(128, (7, 1)))},
    c={"b1x1": (conv(192),), "b3x3": (conv(192), conv(192, (1, 3)), conv(192, (3, 1)))},
)
V2_BLOCKS = Blocks(
    a={
        "b1x1": (conv(32),),
        "b3x3": (conv(32), conv(32, 3)),
        "double_3x3": (conv(32), conv(48, 3), conv(64, 3)),
    },
    b={"b1x1": (conv(192),), "b7x7": (conv(128), conv(160, (1, 7)), conv(192, (7, 1)))},
    c={"b1x1": (conv(192),), "b3x3": (conv(192), conv(224, (1, 3)), conv(256, (3, 1)))},
)


def residual_block(
    name: str, lanes: Lanes, channels: int, scale: float, *, relu: bool = True
) -> Chain:
    """Inception branches, a linear 1x1 back to `channels`, damped, and added to what came in."""
    linear = conv_step("linear", Conv(channels, kernel_size=1), activation=None)
    branches = side_by_side("branches", lanes, batch_norm=True)
    body = Chain("body", "branch", (branches, linear, Op("scale", Scale(scale))))
    added = Branches("residual", (body, Chain("skip", "branch", ())), "add")
    return Chain(name, "block", (added, RELU) if relu else (added,))


def _repeated(name: str, count: int, lanes: Lanes, channels: int, scale: float) -> Chain:
    blocks = (residual_block(f"block{n}", lanes, channels, scale) for n in range(1, count + 1))
    return stage(name, *blocks)


def _reduction_b(b3x3: int, other_3x3: int, double_3x3: tuple[int, int]) -> Chain:
    """17x17 to 8x8: channels of the three branches beside the pooling."""
    middle, last = double_3x3
    return module(
        "reduction_B",
        {
            "b3x3": (conv(256), conv_v(b3x3, stride=2)),
            "other_3x3": (conv(256), conv_v(other_3x3, stride=2)),
            "double_3x3": (conv(256), conv(middle, 3), conv_v(last, stride=2)),
            "pool": (MAX_V,),
        },
    )


def _small_stem() -> Iterator[Node]:
    """The first convolutions of v3: 299x299 to 71x71."""
    yield bn_stage("stem_conv1", conv_v(32, stride=2))
    yield bn_stage("stem_conv2", conv_v(32))
    yield bn_stage("stem_conv3", conv(64, 3))
    yield Op("stem_pool", MAX_V)
    yield bn_stage("stem_conv4", conv(80))
    yield bn_stage("stem_conv5", conv_v(192))


def _inception_resnet(model_id: str, title: str, root: Chain, *notes: str) -> Model:
    return Model(
        id=model_id,
        title=title,
        paper=PAPER,
        in_shape=(3, 299, 299),
        num_classes=1000,
        root=root,
        notes=notes,
    )


def inception_resnet_v1() -> Model:
    """By figures 10 to 14: about as large as v3."""
    root = network(
        *_small_stem(),
        bn_stage("stem_conv6", conv_v(256, stride=2)),
        _repeated("inception_resnet_A", 5, V1_BLOCKS.a, 256, SCALE_A),
        reduction_a("reduction_A", k=192, l=192, m=256, n=384),
        _repeated("inception_resnet_B", 10, V1_BLOCKS.b, 896, SCALE_B),
        _reduction_b(b3x3=384, other_3x3=256, double_3x3=(256, 256)),
        _repeated("inception_resnet_C", 5, V1_BLOCKS.c, 1792, SCALE_C),
        *classifier(0.2),
    )
    return _inception_resnet("inception_resnet_v1", "Inception-ResNet v1", root)


@dataclass(frozen=True, slots=True)
class Version:
    """What the figures of v2 and the released network differ in.

    Attributes:
        v4_stem: begins like v4, with 384 channels; else like v3, with 320.
        repeats: residual blocks on the 35x35, the 17x17 and the 8x8 map.
        linear_end: the last block is neither damped nor followed by a ReLU.
        last_conv: channels of a 1x1 before the pooling; 0: none.
    """

    v4_stem: bool
    repeats: tuple[int, int, int]
    linear_end: bool
    last_conv: int


FIGURES = Version(v4_stem=True, repeats=(5, 10, 5), linear_end=False, last_conv=0)
RELEASED = Version(v4_stem=False, repeats=(10, 20, 10), linear_end=True, last_conv=1536)


def _v3_stem() -> Iterator[Node]:
    """The released beginning: 299x299 to 35x35."""
    yield from _small_stem()
    yield Op("stem_pool2", MAX_V)
    lanes = {
        "b1x1": (conv(96),),
        "b5x5": (conv(48), conv(64, 5)),
        "double_3x3": (conv(64), conv(96, 3), conv(96, 3)),
        "pool": (AVG_INSIDE, conv(64)),
    }
    yield module("mixed_5b", lanes)


def v2(version: Version) -> Chain:
    """The network of a version; each reduction stacks its branches on what came in."""
    wide = 384 if version.v4_stem else 320
    wider = wide + 384 + 384
    widest = wider + 384 + 288 + 320
    count_a, count_b, count_c = version.repeats
    end = _repeated("block8", count_c, V2_BLOCKS.c, widest, SCALE_C)
    if version.linear_end:
        last = residual_block(f"block{count_c}", V2_BLOCKS.c, widest, 1.0, relu=False)
        end = stage("block8", *end.children[:-1], last)
    return network(
        *(v4_stem() if version.v4_stem else _v3_stem()),
        _repeated("block35", count_a, V2_BLOCKS.a, wide, SCALE_A),
        reduction_a("reduction_A", k=256, l=256, m=384, n=384),
        _repeated("block17", count_b, V2_BLOCKS.b, wider, SCALE_B),
        _reduction_b(b3x3=384, other_3x3=288, double_3x3=(288, 320)),
        end,
        *([bn_stage("conv_7b", conv(version.last_conv))] if version.last_conv else ()),
        *classifier(0.2),
    )


def inception_resnet_v2_paper() -> Model:
    """By figures 3 and 15 to 19, read literally."""
    note = "The paper prints 1154 and 2048 channels where its branches make 1152 and 2144."
    title = "Inception-ResNet v2 (2016)"
    return _inception_resnet("inception_resnet_v2_paper", title, v2(FIGURES), note)


def inception_resnet_v2() -> Model:
    """As released: 10, 20 and 10 blocks, the last one linear, and one more convolution."""
    note = "The released network differs from the figures: stem, numbers of blocks, channels."
    title = "Inception-ResNet v2 (TF-Slim)"
    return _inception_resnet("inception_resnet_v2", title, v2(RELEASED), note)
