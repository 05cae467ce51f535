"""AlexNet: five convolutions, three fully connected layers, in the paper's and one-tower form.

Sources: Krizhevsky, Sutskever & Hinton 2012, "ImageNet classification with deep convolutional
neural networks", section 3 and figure 2; Krizhevsky 2014, "One weird trick for parallelizing
convolutional neural networks", arXiv:1404.5997, which torchvision follows.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from cnncore.models.model import RELU, Model, hidden_linear, network, stage
from cnncore.network.operators import Conv, Flatten, Linear, LocalResponseNorm, Pool
from cnncore.network.tree import Chain, Node, Op


@dataclass(frozen=True, slots=True)
class Layer:
    """A convolution with its ReLU, and what follows it.

    Attributes:
        conv: two groups are the two GPUs, which do not see each other's maps there.
        lrn: local response normalisation after the ReLU.
        pool: overlapping 3x3 max pooling with stride 2 at the end.
    """

    conv: Conv
    lrn: bool = False
    pool: bool = False


PAPER_ROWS: Mapping[str, Layer] = {
    "1": Layer(Conv(96, kernel_size=11, stride=4), lrn=True, pool=True),
    "2": Layer(Conv(256, kernel_size=5, padding=2, groups=2), lrn=True, pool=True),
    "3": Layer(Conv(384, kernel_size=3, padding=1)),
    "4": Layer(Conv(384, kernel_size=3, padding=1, groups=2)),
    "5": Layer(Conv(256, kernel_size=3, padding=1, groups=2), pool=True),
}
ONE_TOWER_ROWS: Mapping[str, Layer] = {
    "1": Layer(Conv(64, kernel_size=11, stride=4, padding=2), pool=True),
    "2": Layer(Conv(192, kernel_size=5, padding=2), pool=True),
    "3": Layer(Conv(384, kernel_size=3, padding=1)),
    "4": Layer(Conv(256, kernel_size=3, padding=1)),
    "5": Layer(Conv(256, kernel_size=3, padding=1), pool=True),
}


@dataclass(frozen=True, slots=True)
class Version:
    """What the paper's network and torchvision's differ in.

    Attributes:
        rows: the convolutions.
        size: pixels of a picture per side.
        dropout_first: dropout before a fully connected layer, not behind it.
    """

    rows: Mapping[str, Layer]
    size: int
    dropout_first: bool


PUBLISHED = Version(PAPER_ROWS, size=227, dropout_first=False)
ONE_TOWER = Version(ONE_TOWER_ROWS, size=224, dropout_first=True)


def alexnet(version: Version) -> Chain:
    """The network of a version."""
    dropout_first = version.dropout_first
    return network(
        *_features(version.rows),
        Op("flatten", Flatten()),
        hidden_linear("fc6", 4096, dropout_first=dropout_first),
        hidden_linear("fc7", 4096, dropout_first=dropout_first),
        Op("fc8", Linear()),
    )


def _features(rows: Mapping[str, Layer]) -> Iterator[Node]:
    for number, layer in rows.items():
        norm = (Op("lrn", LocalResponseNorm()),) if layer.lrn else ()
        yield stage(f"conv{number}", Op("conv", layer.conv), RELU, *norm)
        if layer.pool:
            yield Op(f"pool{number}", Pool("max", kernel_size=3, stride=2))


def alexnet_paper() -> Model:
    """As published, on two GPUs: conv2, conv4 and conv5 in two groups."""
    return Model(
        id="alexnet_paper",
        title="AlexNet (2012)",
        paper="Krizhevsky, Sutskever & Hinton 2012, NIPS 25",
        in_shape=(3, PUBLISHED.size, PUBLISHED.size),
        num_classes=1000,
        root=alexnet(PUBLISHED),
        notes=("The paper says 224×224; without padding only 227 gives its 55×55 maps.",),
    )


def alexnet_torchvision() -> Model:
    """One tower without normalisation, as in torchvision."""
    return Model(
        id="alexnet_torchvision",
        title="AlexNet (torchvision)",
        paper="Krizhevsky 2014, arXiv:1404.5997",
        in_shape=(3, ONE_TOWER.size, ONE_TOWER.size),
        num_classes=1000,
        root=alexnet(ONE_TOWER),
    )
