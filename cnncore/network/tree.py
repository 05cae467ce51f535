"""A network as a tree: operators in series (`Chain`) and side by side (`Branches`).

    Chain("conv1", "stage", (Op("conv", Conv(64)), Op("relu", Activation())))

A node's path is the names from the root down, joined by dots: ``conv1.conv``. The root itself has
no name in it. Weights, rows of a summary and nodes of a drawing are all called by that path.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from cnncore.network.operators import RBF, ConnectedConv, Conv, Linear, Operator, SubSample

WITH_WEIGHTS = (Conv, ConnectedConv, SubSample, Linear, RBF)
"""The operators that count as layers when a paper counts layers; RBF's weights are fixed."""


@dataclass(frozen=True, slots=True)
class Op:
    """A leaf: one operator."""

    name: str
    block: Operator


@dataclass(frozen=True, slots=True)
class Chain:
    """Parts one after the other; without children it hands on what it gets.

    Attributes:
        name: its part of the path.
        kind: what a drawing and a reader take it for.
        children: the parts, first one first.
    """

    name: str
    kind: Literal["network", "stage", "block", "module", "branch"]
    children: "tuple[Node, ...]"


@dataclass(frozen=True, slots=True)
class Branches:
    """Parts side by side that all get the same input.

    Attributes:
        name: its part of the path.
        branches: the parts; an empty chain is the identity, a skip.
        join: how they meet: "concat" or "add".
    """

    name: str
    branches: tuple[Chain, ...]
    join: Literal["concat", "add"]
    kind: Literal["branches"] = "branches"


Node = Op | Chain | Branches


def path_of(parent: str, name: str) -> str:
    """The path of a node called `name` in the node at `parent`."""
    return f"{parent}.{name}" if parent else name


def parts(node: Node) -> tuple[Node, ...]:
    """What a node is made of; nothing for an operator."""
    match node:
        case Op():
            return ()
        case Chain():
            return node.children
        case Branches():
            return node.branches


def changed(node: Node, change: Callable[[Operator], Operator]) -> Node:
    """The same tree with other operators."""
    match node:
        case Op():
            return Op(node.name, change(node.block))
        case Chain():
            return replace(node, children=tuple(changed(part, change) for part in node.children))
        case Branches():
            return replace(node, branches=tuple(changed(lane, change) for lane in node.branches))


def operators(node: Node) -> Iterator[Operator]:
    """Every operator of a node, in reading order."""
    if isinstance(node, Op):
        yield node.block
    for part in parts(node):
        yield from operators(part)


def depth(node: Node) -> int:
    """Layers with weights on the longest way through a node."""
    match node:
        case Op():
            return int(isinstance(node.block, WITH_WEIGHTS))
        case Chain():
            return sum(map(depth, node.children))
        case Branches():
            return max(map(depth, node.branches))
