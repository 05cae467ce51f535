"""VGG: the six columns of table 1.

Source: Simonyan & Zisserman 2015, "Very deep convolutional networks for large-scale image
recognition", arXiv:1409.1556, section 2.
"""

from collections.abc import Iterator, Mapping

from cnncore.models.model import Model, conv_relu, hidden_linear, network, stage
from cnncore.network.operators import Conv, Flatten, Linear, LocalResponseNorm, Pool
from cnncore.network.tree import Node, Op

Cell = Conv | LocalResponseNorm


def conv3(out_channels: int) -> Conv:
    """The table's conv3-⟨channels⟩: 3x3, padding 1."""
    return Conv(out_channels, kernel_size=3, padding=1)


def conv1(out_channels: int) -> Conv:
    """The table's conv1-⟨channels⟩: 1x1."""
    return Conv(out_channels, kernel_size=1)


LRN = LocalResponseNorm()

VGG_ROWS: Mapping[str, tuple[tuple[Cell, ...], ...]] = {
    "A": (
        (conv3(64),),
        (conv3(128),),
        (conv3(256), conv3(256)),
        (conv3(512), conv3(512)),
        (conv3(512), conv3(512)),
    ),
    "A-LRN": (
        (conv3(64), LRN),
        (conv3(128),),
        (conv3(256), conv3(256)),
        (conv3(512), conv3(512)),
        (conv3(512), conv3(512)),
    ),
    "B": (
        (conv3(64), conv3(64)),
        (conv3(128), conv3(128)),
        (conv3(256), conv3(256)),
        (conv3(512), conv3(512)),
        (conv3(512), conv3(512)),
    ),
    "C": (
        (conv3(64), conv3(64)),
        (conv3(128), conv3(128)),
        (conv3(256), conv3(256), conv1(256)),
        (conv3(512), conv3(512), conv1(512)),
        (conv3(512), conv3(512), conv1(512)),
    ),
    "D": (
        (conv3(64), conv3(64)),
        (conv3(128), conv3(128)),
        (conv3(256), conv3(256), conv3(256)),
        (conv3(512), conv3(512), conv3(512)),
        (conv3(512), conv3(512), conv3(512)),
    ),
    "E": (
        (conv3(64), conv3(64)),
        (conv3(128), conv3(128)),
        (conv3(256), conv3(256), conv3(256), conv3(256)),
        (conv3(512), conv3(512), conv3(512), conv3(512)),
        (conv3(512), conv3(512), conv3(512), conv3(512)),
    ),
}
"""The columns of table 1, a tuple for each of the five stages; a max pooling follows each stage."""


def _stage(number: int, cells: tuple[Cell, ...]) -> Iterator[Node]:
    """The operators of one stage; names as in figure and code of the authors: conv3_2, relu3_2."""
    for place, cell in enumerate(cells, start=1):
        if isinstance(cell, Conv):
            yield from conv_relu(f"{number}_{place}", cell)
        else:
            yield Op(f"lrn{number}", cell)


def _features(column: tuple[tuple[Cell, ...], ...]) -> Iterator[Node]:
    for number, cells in enumerate(column, start=1):
        yield stage(f"conv{number}", *_stage(number, cells))
        yield Op(f"pool{number}", Pool("max"))


def vgg(name: str) -> Model:
    """The network of one column of table 1: "A", "A-LRN", "B", "C", "D" or "E"."""
    return Model(
        id=f"vgg_{name}",
        title=f"VGG {name}",
        paper="Simonyan & Zisserman 2015, ICLR, arXiv:1409.1556",
        in_shape=(3, 224, 224),
        num_classes=1000,
        root=network(
            *_features(VGG_ROWS[name]),
            Op("flatten", Flatten()),
            hidden_linear("fc6", 4096),
            hidden_linear("fc7", 4096),
            Op("fc8", Linear()),
        ),
    )
