"""Three networks called AlexNet, column by column: what each layer makes, reads, learns, computes.

Every number comes from the tree the network is built from (``cnncore.models``). "One tower" is the
paper's tree with every convolution in one group.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from cnncore.models import model
from cnncore.network.operators import Conv, Linear, Pool
from cnncore.network.placing import At, Placed, place
from cnncore.network.tree import Chain, Node, Op

PAPER, ONE_TOWER, TORCHVISION = "paper", "one_tower", "torchvision"
VARIANTS = (PAPER, ONE_TOWER, TORCHVISION)
_IDS: Mapping[str, str] = {
    PAPER: "alexnet_paper",
    ONE_TOWER: "alexnet_paper",
    TORCHVISION: "alexnet_torchvision",
}
GPUS = 2
INPUT = "input"


@dataclass(frozen=True, slots=True)
class Column:
    """A layer, or the picture at the very left.

    Attributes:
        name: "input", "conv1", "pool1" ... "fc8".
        kind: "input", "conv", "pool" or "fc".
        kernel: side of the window; 0 where there is none.
        stride: of the window.
        padding: per side.
        channels: of the output, all lanes together; features of a vector.
        side: of the output map; None for a vector.
        field: input pixels a unit sees along a side; None for a vector, which sees all.
        ins: channels or features of the whole input.
        seen: how many of them one kernel, or one unit, reads.
        lanes: into how many lanes its output is cut.
        crosses: whether it reads the other lane too.
        weights, biases, mult_adds: exact counts, both lanes together.
    """

    name: str
    kind: str
    kernel: int
    stride: int
    padding: int
    channels: int
    side: int | None
    field: int | None
    ins: int
    seen: int
    lanes: int
    crosses: bool
    weights: int
    biases: int
    mult_adds: int

    @property
    def params(self) -> int:
        """Weights and biases."""
        return self.weights + self.biases


@dataclass(frozen=True, slots=True)
class Tower:
    """A variant: its columns from the picture to the scores, and their sums."""

    variant: str
    columns: tuple[Column, ...]
    lanes: int

    @property
    def params(self) -> int:
        """Learned numbers in all."""
        return sum(column.params for column in self.columns)

    @property
    def mult_adds(self) -> int:
        """For one picture."""
        return sum(column.mult_adds for column in self.columns)

    @property
    def per_gpu(self) -> int:
        """Learned numbers on each of two GPUs: every layer is cut in halves."""
        return self.params // GPUS

    @property
    def fc_share(self) -> float:
        """The part of the parameters that sits in fully connected layers, from 0 to 1."""
        return sum(c.params for c in self.columns if c.kind == "fc") / self.params

    def column(self, name: str) -> Column:
        """The layer of that name."""
        return next(column for column in self.columns if column.name == name)


@cache
def tower(variant: str) -> Tower:
    """A variant on the pictures it was published for."""
    placed = _placed(variant)
    lanes = GPUS if variant == PAPER else 1
    found = [_picture(placed.before.shape)]
    for part in placed.parts:
        for operator in part.operators():
            column = _column(part.path, operator, lanes, last=part is placed.parts[-1])
            found += [column] if column else []
    return Tower(variant, tuple(found), lanes)


@cache
def side_behind(variant: str, size: int, layer: str) -> int:
    """The side of the map behind a layer, on a picture of another size."""
    placed = place(_root(variant), At((3, size, size)), 1000)
    return next(part for part in placed.parts if part.path == layer).after.shape[1]


def _placed(variant: str) -> Placed:
    chosen = model(_IDS[variant])
    return place(_root(variant), At(chosen.in_shape), chosen.num_classes)


def _root(variant: str) -> Node:
    root = model(_IDS[variant]).root
    return _in_one_group(root) if variant == ONE_TOWER else root


def _in_one_group(node: Node) -> Node:
    """The same tree, each convolution seeing all channels."""
    if isinstance(node, Op):
        if isinstance(node.block, Conv):
            return replace(node, block=replace(node.block, groups=1))
        return node
    assert isinstance(node, Chain)
    return replace(node, children=tuple(_in_one_group(child) for child in node.children))


def _picture(shape: tuple[int, ...]) -> Column:
    return Column(INPUT, "input", 0, 1, 0, shape[0], shape[1], 1, 0, 0, 1, False, 0, 0, 0)


def _column(name: str, placed: Placed, lanes: int, *, last: bool) -> Column | None:
    """A layer that a column stands for; None for what is drawn with the layer before it."""
    assert isinstance(placed.node, Op)
    block, cost, after = placed.node.block, placed.cost, placed.after
    ins, is_map = placed.before.shape[0], len(after.shape) == 3
    if not isinstance(block, Conv | Pool | Linear):
        return None
    window, groups, kind = (0, 1, 0), 1, "fc"
    if isinstance(block, Conv | Pool):
        window = _square(block.kernel_size), _square(block.stride or 1), _square(block.padding)
        kind = block.kind
    if isinstance(block, Conv):
        groups = block.groups
    reads_all = not isinstance(block, Pool) and groups == 1
    return Column(
        name, kind, *window,
        channels=after.shape[0],
        side=after.shape[1] if is_map else None,
        field=after.view[0].size if after.view else None,
        ins=ins,
        seen=1 if isinstance(block, Pool) else ins // groups,
        lanes=1 if last else lanes,
        crosses=lanes > 1 and reads_all and placed.before.sources != (),
        weights=cost.weights,
        biases=cost.biases,
        mult_adds=cost.mult_adds,
    )  # fmt: skip


def _square(size: int | tuple[int, int]) -> int:
    return size if isinstance(size, int) else size[0]
