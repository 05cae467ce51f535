"""GoogLeNet (Inception v1) by the paper's table and as torchvision has it.

Source: Szegedy et al. 2015, "Going deeper with convolutions", arXiv:1409.4842, table 1.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cnncore.models.model import RELU, Aux, Model, conv_stage, network, stage
from cnncore.network.blocks import Inception
from cnncore.network.expand import conv_step, inception
from cnncore.network.operators import Conv, Dropout, Flatten, Linear, LocalResponseNorm, Pool
from cnncore.network.tree import Chain, Node, Op

GOOGLENET_ROWS: Mapping[str, Inception] = {
    "3a": Inception(b1x1=64, b3x3_reduce=96, b3x3=128, b5x5_reduce=16, b5x5=32, pool_proj=32),
    "3b": Inception(b1x1=128, b3x3_reduce=128, b3x3=192, b5x5_reduce=32, b5x5=96, pool_proj=64),
    "4a": Inception(b1x1=192, b3x3_reduce=96, b3x3=208, b5x5_reduce=16, b5x5=48, pool_proj=64),
    "4b": Inception(b1x1=160, b3x3_reduce=112, b3x3=224, b5x5_reduce=24, b5x5=64, pool_proj=64),
    "4c": Inception(b1x1=128, b3x3_reduce=128, b3x3=256, b5x5_reduce=24, b5x5=64, pool_proj=64),
    "4d": Inception(b1x1=112, b3x3_reduce=144, b3x3=288, b5x5_reduce=32, b5x5=64, pool_proj=64),
    "4e": Inception(b1x1=256, b3x3_reduce=160, b3x3=320, b5x5_reduce=32, b5x5=128, pool_proj=128),
    "5a": Inception(b1x1=256, b3x3_reduce=160, b3x3=320, b5x5_reduce=32, b5x5=128, pool_proj=128),
    "5b": Inception(b1x1=384, b3x3_reduce=192, b3x3=384, b5x5_reduce=48, b5x5=128, pool_proj=128),
}
"""Table 1: the inception modules. A max pooling follows 3b and 4e; 4a and 4d carry a head."""


@dataclass(frozen=True, slots=True)
class Version:
    """Where torchvision leaves the paper.

    Attributes:
        batch_norm: after every convolution, which then has no bias.
        lrn: local response normalisation around the second convolution.
        b5x5_kernel_size: of the "5x5" branches.
        pool4_kernel_size: of the pooling after 4e.
        dropout: before the classifier.
    """

    batch_norm: bool
    lrn: bool
    b5x5_kernel_size: int
    pool4_kernel_size: int
    dropout: float


PUBLISHED = Version(
    batch_norm=False, lrn=True, b5x5_kernel_size=5, pool4_kernel_size=3, dropout=0.4
)
# 3x3 in place of 5x5 is a known mistake, kept for the weights that were trained with it
TORCHVISION = Version(
    batch_norm=True, lrn=False, b5x5_kernel_size=3, pool4_kernel_size=2, dropout=0.2
)


def _halved(name: str, kernel_size: int = 3) -> Op:
    return Op(name, Pool("max", kernel_size, stride=2, ceil_mode=True))


def _stem(version: Version) -> Iterator[Node]:
    norm = version.batch_norm
    yield conv_stage("conv1", Conv(64, 7, stride=2, padding=3), batch_norm=norm)
    yield _halved("pool1")
    if version.lrn:
        yield Op("norm1", LocalResponseNorm())
    yield stage(
        "conv2",
        conv_step("reduce", Conv(64, kernel_size=1), batch_norm=norm),
        conv_step("conv3x3", Conv(192, kernel_size=3, padding=1), batch_norm=norm),
    )
    if version.lrn:
        yield Op("norm2", LocalResponseNorm())
    yield _halved("pool2")


def _modules(version: Version) -> Iterator[Node]:
    for name, row in GOOGLENET_ROWS.items():
        yield inception(
            row,
            f"inception_{name}",
            batch_norm=version.batch_norm,
            b5x5_kernel_size=version.b5x5_kernel_size,
        )
        if name == "3b":
            yield _halved("pool3")
        if name == "4e":
            yield _halved("pool4", version.pool4_kernel_size)


def _head(name: str, version: Version) -> Chain:
    """An auxiliary classifier; section 5 of the paper."""
    return stage(
        name,
        Op("avgpool", Pool("avg", kernel_size=5, stride=3)),
        conv_step("conv1x1", Conv(128, kernel_size=1), batch_norm=version.batch_norm),
        Op("flatten", Flatten()),
        Op("fc1", Linear(1024)),
        RELU,
        Op("dropout", Dropout(0.7)),
        Op("fc2", Linear()),
    )


def googlenet(version: Version) -> Chain:
    """The network of a version."""
    return network(
        *_stem(version),
        *_modules(version),
        Op("avgpool", Pool("global_avg")),
        Op("flatten", Flatten()),
        Op("dropout", Dropout(version.dropout)),
        Op("fc", Linear()),
    )


def _heads(version: Version) -> tuple[Aux, ...]:
    return (
        Aux("inception_4a", _head("aux1", version)),
        Aux("inception_4d", _head("aux2", version)),
    )


PAPER = "Szegedy et al. 2015, CVPR, arXiv:1409.4842"


def googlenet_paper() -> Model:
    """By the paper's table: real 5x5 branches, biases, local response normalisation."""
    return Model(
        id="googlenet_paper",
        title="GoogLeNet (2014)",
        paper=PAPER,
        in_shape=(3, 224, 224),
        num_classes=1000,
        root=googlenet(PUBLISHED),
        aux=_heads(PUBLISHED),
        notes=("The params column of table 1 is rough: its conv1 has 9,472 numbers, not 2.7 K.",),
    )


def googlenet_torchvision() -> Model:
    """As in torchvision: batch norm, and 3x3 in the branches that should be 5x5."""
    return Model(
        id="googlenet_torchvision",
        title="GoogLeNet (torchvision)",
        paper=PAPER,
        in_shape=(3, 224, 224),
        num_classes=1000,
        root=googlenet(TORCHVISION),
        aux=_heads(TORCHVISION),
        notes=("torchvision's heads average to 4×4 by windows of 4×4; the paper's are 5×5 /3.",),
    )
