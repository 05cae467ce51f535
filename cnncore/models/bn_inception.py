"""BN-Inception, the first "Inception v2": GoogLeNet with batch norm, two 3x3 for each 5x5.

Source: Ioffe & Szegedy 2015, "Batch normalization", arXiv:1502.03167, figure 5.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from cnncore.models.model import GLOBAL_CLASSIFIER, Model, conv_stage, network, stage
from cnncore.network.expand import Lanes, conv_step, side_by_side
from cnncore.network.operators import Conv, Operator, Pool
from cnncore.network.tree import Chain, Node, Op, changed


@dataclass(frozen=True, slots=True)
class Row:
    """A module of figure 5.

    Attributes:
        b1x1: channels of the 1x1 branch; 0: no such branch.
        b3x3: channels of the 1x1 and the 3x3 of the second branch.
        double_3x3: channels of the 1x1 and of both 3x3 of the third branch.
        pool: "avg" or "max", 3x3.
        pool_proj: channels of the 1x1 after the pooling; 0: it hands on what it pools.
    """

    b1x1: int
    b3x3: tuple[int, int]
    double_3x3: tuple[int, int]
    pool: str
    pool_proj: int

    @property
    def stride(self) -> int:
        """Modules without a 1x1 branch halve the map."""
        return 1 if self.b1x1 else 2


FIGURE_5: Mapping[str, Row] = {
    "3a": Row(b1x1=64, b3x3=(64, 64), double_3x3=(64, 96), pool="avg", pool_proj=32),
    "3b": Row(b1x1=64, b3x3=(64, 96), double_3x3=(64, 96), pool="avg", pool_proj=64),
    "3c": Row(b1x1=0, b3x3=(128, 160), double_3x3=(64, 96), pool="max", pool_proj=0),
    "4a": Row(b1x1=224, b3x3=(64, 96), double_3x3=(96, 128), pool="avg", pool_proj=128),
    "4b": Row(b1x1=192, b3x3=(96, 128), double_3x3=(96, 128), pool="avg", pool_proj=128),
    "4c": Row(b1x1=160, b3x3=(128, 160), double_3x3=(128, 160), pool="avg", pool_proj=128),
    "4d": Row(b1x1=96, b3x3=(128, 192), double_3x3=(160, 192), pool="avg", pool_proj=128),
    "4e": Row(b1x1=0, b3x3=(128, 192), double_3x3=(192, 256), pool="max", pool_proj=0),
    "5a": Row(b1x1=352, b3x3=(192, 320), double_3x3=(160, 224), pool="avg", pool_proj=128),
    "5b": Row(b1x1=352, b3x3=(192, 320), double_3x3=(192, 224), pool="max", pool_proj=128),
}
"""The table as printed; its 4c and 4d make 608 channels, although the paper says 576."""

SLIM_ROWS: Mapping[str, Row] = FIGURE_5 | {
    name: replace(FIGURE_5[name], pool_proj=96) for name in ("4c", "4d")
}
"""As in TF-Slim: 96 channels after the pooling make the 576."""


def _lanes(row: Row) -> Lanes:
    reduce, wide = row.double_3x3
    lanes: dict[str, tuple[Conv | Pool, ...]] = {}
    if row.b1x1:
        lanes["b1x1"] = (Conv(row.b1x1, 1),)
    lanes["b3x3"] = (Conv(row.b3x3[0], 1), Conv(row.b3x3[1], 3, row.stride, 1))
    lanes["double_3x3"] = (Conv(reduce, 1), Conv(wide, 3, 1, 1), Conv(wide, 3, row.stride, 1))
    projection = (Conv(row.pool_proj, 1),) if row.pool_proj else ()
    lanes["pool"] = (Pool(row.pool, 3, stride=row.stride, padding=1), *projection)
    return lanes


@dataclass(frozen=True, slots=True)
class Version:
    """What the ports differ in: the rows, and whether a convolution before a norm has a bias."""

    rows: Mapping[str, Row]
    conv_bias: bool


CAFFE = Version(FIGURE_5, conv_bias=True)
SLIM = Version(SLIM_ROWS, conv_bias=False)


def bn_inception_of(version: Version) -> Chain:
    """The network of a version."""

    def settled(operator: Operator) -> Operator:
        has_bias = version.conv_bias and isinstance(operator, Conv)
        return replace(operator, bias=True) if has_bias else operator

    return network(*(changed(node, settled) for node in _nodes(version.rows)))


def _nodes(rows: Mapping[str, Row]) -> Iterator[Node]:
    yield conv_stage("conv1", Conv(64, 7, stride=2, padding=3), batch_norm=True)
    yield Op("pool1", Pool("max", 3, stride=2, ceil_mode=True))
    yield stage(
        "conv2",
        conv_step("reduce", Conv(64, kernel_size=1), batch_norm=True),
        conv_step("conv3x3", Conv(192, kernel_size=3, padding=1), batch_norm=True),
    )
    yield Op("pool2", Pool("max", 3, stride=2, ceil_mode=True))
    for name, row in rows.items():
        branches = side_by_side("branches", _lanes(row), batch_norm=True)
        yield Chain(f"inception_{name}", "module", (branches,))
    yield from GLOBAL_CLASSIFIER


def _bn_inception(model_id: str, title: str, version: Version, *notes: str) -> Model:
    return Model(
        id=model_id,
        title=title,
        paper="Ioffe & Szegedy 2015, ICML, arXiv:1502.03167",
        in_shape=(3, 224, 224),
        num_classes=1000,
        root=bn_inception_of(version),
        notes=notes,
    )


def bn_inception() -> Model:
    """By the table of the paper, with the convolution biases of its Caffe port."""
    note = "A bias before a batch norm changes nothing: the mean it is taken from contains it."
    return _bn_inception("bn_inception", "BN-Inception (2015)", CAFFE, note)


def bn_inception_slim() -> Model:
    """As in TF-Slim, with a dense first convolution."""
    return _bn_inception("bn_inception_slim", "BN-Inception (TF-Slim)", SLIM)
