"""A tree on an input: the shape, the cost and the receptive field of every node where it stands."""

from collections.abc import Iterator
from dataclasses import dataclass

from cnncore.errors import SettingError
from cnncore.network.costs import Cost, Shape, Windows, cost_of, cost_of_join, total
from cnncore.network.operators import Join
from cnncore.network.tree import Branches, Chain, Node, Op, path_of
from cnncore.receptive_field import ReceptiveField, grow, of_branches

View = tuple[ReceptiveField, ReceptiveField]  # vertical, horizontal


@dataclass(frozen=True, slots=True)
class At:
    """A place between two operators.

    Attributes:
        shape: the numbers there: (channels, height, width), or (features,).
        view: what each of them sees of the picture; None once they sit nowhere in it.
        sources: the operator whose output this is, by its path; none at the input.
    """

    shape: Shape
    view: View | None = (ReceptiveField(), ReceptiveField())
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Placed:
    """A node where it stands.

    Attributes:
        path: the names down to it, joined by dots.
        node: the node.
        before: what goes into it; of a join, what its first branch makes, and all their sources.
        after: what comes out of it.
        cost: what it costs, with all its parts.
        parts: its parts; of `Branches` the last one is the operator that joins them.
    """

    path: str
    node: Node
    before: At
    after: At
    cost: Cost
    parts: "tuple[Placed, ...]" = ()

    def operators(self) -> "Iterator[Placed]":
        """Its operators in reading order."""
        if isinstance(self.node, Op):
            yield self
        for part in self.parts:
            yield from part.operators()


class MisfitError(Exception):
    """An operator does not fit where it stands.

    Attributes:
        path: the operator.
        shape: what it was given.
        reason: which of its settings clash with that.
    """

    def __init__(self, path: str, shape: Shape, reason: SettingError) -> None:
        super().__init__(f"{path} on {shape}: {reason}")
        self.path, self.shape, self.reason = path, shape, reason


def place(node: Node, at: At, num_classes: int, path: str = "") -> Placed:
    """A node and everything in it on what comes in.

    Args:
        node: an operator or a tree of them.
        at: what comes in.
        num_classes: what `Linear(0)` stands for.
        path: what the node is called.

    Raises:
        MisfitError: an operator does not fit.
    """
    match node:
        case Op():
            return _place_op(node, at, num_classes, path)
        case Chain():
            return _place_chain(node, at, num_classes, path)
        case Branches():
            return _place_branches(node, at, num_classes, path)


def _place_op(op: Op, at: At, num_classes: int, path: str) -> Placed:
    try:
        cost = cost_of(op.block, at.shape, num_classes)
    except SettingError as reason:
        raise MisfitError(path, at.shape, reason) from reason
    after = At(cost.out_shape, _grown(at.view, cost.windows), (path,))
    return Placed(path, op, at, after, cost)


def _grown(view: View | None, windows: Windows | None) -> View | None:
    if view is None or windows is None:
        return None
    return grow(view[0], windows[0]), grow(view[1], windows[1])


def _place_chain(chain: Chain, at: At, num_classes: int, path: str) -> Placed:
    placed: list[Placed] = []
    after = at
    for child in chain.children:
        placed.append(place(child, after, num_classes, path_of(path, child.name)))
        after = placed[-1].after
    cost = total(after.shape, (part.cost for part in placed))
    return Placed(path, chain, at, after, cost, tuple(placed))


def _place_branches(node: Branches, at: At, num_classes: int, path: str) -> Placed:
    lanes = [place(lane, at, num_classes, path_of(path, lane.name)) for lane in node.branches]
    join = _place_join(node.join, [lane.after for lane in lanes], path_of(path, node.join))
    cost = total(join.after.shape, (part.cost for part in (*lanes, join)))
    return Placed(path, node, at, join.after, cost, (*lanes, join))


def _place_join(how: str, ends: list[At], path: str) -> Placed:
    cost = cost_of_join(how, [end.shape for end in ends])
    views = [end.view for end in ends if end.view is not None]
    view = (of_branches(v for v, _ in views), of_branches(h for _, h in views)) if views else None
    before = At(ends[0].shape, view, tuple(source for end in ends for source in end.sources))
    return Placed(path, Op(how, Join(how)), before, At(cost.out_shape, view, (path,)), cost)
