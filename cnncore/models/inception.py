"""Inception v3 and v4, and the parts that the Inception-ResNets share with them.

Sources: Szegedy et al. 2016, "Rethinking the inception architecture", arXiv:1512.00567, and
torchvision for v3; Szegedy, Ioffe, Vanhoucke & Alemi 2017, "Inception-v4, Inception-ResNet and the
impact of residual connections on learning", arXiv:1602.07261, figures 3 to 9, for v4.
"""

from collections.abc import Iterator

from cnncore.models.model import GLOBAL_CLASSIFIER, Aux, Model, conv_stage, network, stage
from cnncore.network.expand import Lanes, conv_step, side_by_side
from cnncore.network.operators import Conv, Dropout, Flatten, Linear, Pool, Size
from cnncore.network.tree import Chain, Node, Op

# The figures mark "V" what has no padding; all else keeps the size of the map.
MAX_V = Pool("max", kernel_size=3, stride=2)
AVG = Pool("avg", kernel_size=3, stride=1, padding=1)
AVG_INSIDE = Pool("avg", kernel_size=3, stride=1, padding=1, count_include_pad=False)


def conv(out_channels: int, kernel_size: Size = 1) -> Conv:
    """A convolution that keeps the size of the map."""
    if isinstance(kernel_size, int):
        return Conv(out_channels, kernel_size, padding=kernel_size // 2)
    height, width = kernel_size
    return Conv(out_channels, kernel_size, padding=(height // 2, width // 2))


def conv_v(out_channels: int, kernel_size: int = 3, stride: int = 1) -> Conv:
    """A convolution without padding: "V" in the figures."""
    return Conv(out_channels, kernel_size, stride)


def module(name: str, lanes: Lanes) -> Chain:
    """Branches side by side with batch norm, their channels stacked."""
    return Chain(name, "module", (side_by_side("branches", lanes, batch_norm=True),))


def bn_stage(name: str, settings: Conv) -> Chain:
    """A stage of one convolution with batch norm."""
    return conv_stage(name, settings, batch_norm=True)


def classifier(dropout: float) -> tuple[Op, ...]:
    """Global average pooling, dropout, one fully connected layer."""
    return (
        Op("avgpool", Pool("global_avg")),
        Op("flatten", Flatten()),
        Op("dropout", Dropout(dropout)),
        Op("fc", Linear()),
    )


def reduction_a(name: str, *, k: int, l: int, m: int, n: int) -> Chain:  # noqa: E741
    """35x35 to 17x17; k, l, m, n as table 1 of the v4 paper calls them."""
    return module(
        name,
        {
            "b3x3": (conv_v(n, stride=2),),
            "double_3x3": (conv(k), conv(l, 3), conv_v(m, stride=2)),
            "pool": (MAX_V,),
        },
    )


# ---- v3


def _v3_a(name: str, pool_proj: int) -> Chain:
    return module(
        name,
        {
            "b1x1": (conv(64),),
            "b5x5": (conv(48), conv(64, 5)),
            "double_3x3": (conv(64), conv(96, 3), conv(96, 3)),
            "pool": (AVG, conv(pool_proj)),
        },
    )


def _v3_b(name: str, inside: int) -> Chain:
    """The 7x7 factorised, once and twice; `inside` are the channels on the way."""
    return module(
        name,
        {
            "b1x1": (conv(192),),
            "b7x7": (conv(inside), conv(inside, (1, 7)), conv(192, (7, 1))),
            "double_7x7": (
                *(conv(inside), conv(inside, (7, 1)), conv(inside, (1, 7))),
                *(conv(inside, (7, 1)), conv(192, (1, 7))),
            ),
            "pool": (AVG, conv(192)),
        },
    )


def _v3_reduction_b(name: str) -> Chain:
    return module(
        name,
        {
            "b3x3": (conv(192), conv_v(320, stride=2)),
            "b7x7": (conv(192), conv(192, (1, 7)), conv(192, (7, 1)), conv_v(192, stride=2)),
            "pool": (MAX_V,),
        },
    )


def _v3_c(name: str) -> Chain:
    """1x3 and 3x1 side by side: the module spreads out where the map is small."""
    split = {"b1x3": (conv(384, (1, 3)),), "b3x1": (conv(384, (3, 1)),)}
    return module(
        name,
        {
            "b1x1": (conv(320),),
            "b3x3": (conv(384), split),
            "double_3x3": (conv(448), conv(384, 3), split),
            "pool": (AVG, conv(192)),
        },
    )


def _v3_head() -> Chain:
    return stage(
        "aux",
        Op("pool", Pool("avg", kernel_size=5, stride=3)),
        conv_step("conv0", conv(128), batch_norm=True),
        conv_step("conv1", conv_v(768, 5), batch_norm=True),
        *GLOBAL_CLASSIFIER,
    )


def inception_v3() -> Model:
    """As in torchvision."""
    return Model(
        id="inception_v3",
        title="Inception v3",
        paper="Szegedy, Vanhoucke, Ioffe, Shlens & Wojna 2016, CVPR, arXiv:1512.00567",
        in_shape=(3, 299, 299),
        num_classes=1000,
        root=network(
            bn_stage("conv1a", conv_v(32, stride=2)),
            bn_stage("conv2a", conv_v(32)),
            bn_stage("conv2b", conv(64, 3)),
            Op("pool1", MAX_V),
            bn_stage("conv3b", conv(80)),
            bn_stage("conv4a", conv_v(192)),
            Op("pool2", MAX_V),
            _v3_a("mixed_5b", pool_proj=32),
            _v3_a("mixed_5c", pool_proj=64),
            _v3_a("mixed_5d", pool_proj=64),
            reduction_a("mixed_6a", k=64, l=96, m=96, n=384),
            _v3_b("mixed_6b", inside=128),
            _v3_b("mixed_6c", inside=160),
            _v3_b("mixed_6d", inside=160),
            _v3_b("mixed_6e", inside=192),
            _v3_reduction_b("mixed_7a"),
            _v3_c("mixed_7b"),
            _v3_c("mixed_7c"),
            *classifier(0.5),
        ),
        aux=(Aux("mixed_6e", _v3_head()),),
    )


# ---- v4


def v4_stem() -> Iterator[Node]:
    """Figure 3: 299x299 to 35x35; Inception-ResNet v2 of the paper begins like this too."""
    yield bn_stage("stem_conv1", conv_v(32, stride=2))
    yield bn_stage("stem_conv2", conv_v(32))
    yield bn_stage("stem_conv3", conv(64, 3))
    yield module("stem_mixed3a", {"pool": (MAX_V,), "b3x3": (conv_v(96, stride=2),)})
    yield module(
        "stem_mixed4a",
        {
            "b3x3": (conv(64), conv_v(96)),
            "b7x7": (conv(64), conv(64, (7, 1)), conv(64, (1, 7)), conv_v(96)),
        },
    )
    yield module("stem_mixed5a", {"b3x3": (conv_v(192, stride=2),), "pool": (MAX_V,)})


def _v4_a(name: str) -> Chain:
    return module(
        name,
        {
            "pool": (AVG_INSIDE, conv(96)),
            "b1x1": (conv(96),),
            "b3x3": (conv(64), conv(96, 3)),
            "double_3x3": (conv(64), conv(96, 3), conv(96, 3)),
        },
    )


def _v4_b(name: str) -> Chain:
    return module(
        name,
        {
            "pool": (AVG_INSIDE, conv(128)),
            "b1x1": (conv(384),),
            "b7x7": (conv(192), conv(224, (1, 7)), conv(256, (7, 1))),
            "double_7x7": (
                *(conv(192), conv(192, (1, 7)), conv(224, (7, 1))),
                *(conv(224, (1, 7)), conv(256, (7, 1))),
            ),
        },
    )


def _v4_reduction_b(name: str) -> Chain:
    return module(
        name,
        {
            "pool": (MAX_V,),
            "b3x3": (conv(192), conv_v(192, stride=2)),
            "b7x7": (conv(256), conv(256, (1, 7)), conv(320, (7, 1)), conv_v(320, stride=2)),
        },
    )


def _v4_c(name: str) -> Chain:
    split = {"b1x3": (conv(256, (1, 3)),), "b3x1": (conv(256, (3, 1)),)}
    return module(
        name,
        {
            "pool": (AVG_INSIDE, conv(256)),
            "b1x1": (conv(256),),
            "b3x3": (conv(384), split),
            "double_3x3": (conv(384), conv(448, (1, 3)), conv(512, (3, 1)), split),
        },
    )


def inception_v4() -> Model:
    """By the figures of the paper: a stem, 4 A, 7 B and 3 C with reductions between."""
    return Model(
        id="inception_v4",
        title="Inception v4",
        paper="Szegedy, Ioffe, Vanhoucke & Alemi 2017, AAAI, arXiv:1602.07261",
        in_shape=(3, 299, 299),
        num_classes=1000,
        root=network(
            *v4_stem(),
            stage("inception_A", *(_v4_a(f"module{n}") for n in range(1, 5))),
            reduction_a("reduction_A", k=192, l=224, m=256, n=384),
            stage("inception_B", *(_v4_b(f"module{n}") for n in range(1, 8))),
            _v4_reduction_b("reduction_B"),
            stage("inception_C", *(_v4_c(f"module{n}") for n in range(1, 4))),
            *classifier(0.2),
        ),
    )
