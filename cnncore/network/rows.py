"""The lines of a ledger, added up block by block; see `cnncore.network.ledger`."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import prod
from typing import Any

from cnncore.errors import SettingError
from cnncore.network.blocks import Block, Depthwise, Inception, Residual
from cnncore.network.costs import Shape
from cnncore.network.errors import NetworkError
from cnncore.network.expand import expand
from cnncore.network.network import Network
from cnncore.network.operators import Conv, Linear, Pool
from cnncore.network.placing import At, MisfitError, place
from cnncore.network.records import whole

MAX_INPUT_SIZE = 512
_ON_MAPS = (Conv, Pool, Residual, Inception, Depthwise)


@dataclass(frozen=True, slots=True)
class LedgerRow:
    """One block's line.

    Attributes:
        index: its place in the network.
        kind: which block.
        out_shape: (channels, height, width), or (features,).
        params: numbers it learns.
        mult_adds: multiply-adds for one picture.
        receptive_field: input cells a unit sees; None from the first flatten on.
        activation_numbers: numbers in the outputs of all operators in it, for one picture.
    """

    index: int
    kind: str
    out_shape: Shape
    params: int
    mult_adds: int
    receptive_field: int | None
    activation_numbers: int


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over the network; `receptive_field` is that of the last map, in input cells."""

    params: int
    mult_adds: int
    receptive_field: int
    blocks: int


@dataclass(frozen=True, slots=True)
class Fix:
    """A way out of a problem.

    Attributes:
        label_code: what is done, e.g. "insert_flatten"; see `cnncore.network.fixes.FIXES`.
        values: what the label needs, e.g. {"index": 3, "padding": 1}.
        network: the repaired network, which has no problem.
        further: how many more repairs later blocks needed after this one.
    """

    label_code: str
    values: dict[str, Any]
    network: Network
    further: int = 0


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a stack cannot work.

    Attributes:
        index: the first block that does not fit; len(network) when only the end is missing.
        code: a key of `cnncore.network.errors.MESSAGES` or `cnncore.errors.MESSAGES`.
        values: the numbers that clash.
        message: the English sentence.
        fixes: ways out, each a legal network.
    """

    index: int
    code: str
    values: dict[str, Any]
    message: str
    fixes: tuple[Fix, ...] = ()


@dataclass(frozen=True, slots=True)
class Ledger:
    """The rows up to the first block that does not fit, their totals, and the problem if any."""

    in_shape: Shape
    rows: tuple[LedgerRow, ...]
    totals: Totals
    problem: Problem | None = None


def unrepaired_ledger(network: Network, in_shape: Sequence[int], num_classes: int) -> Ledger:
    """`cnncore.network.ledger` without looking for ways out of a problem."""
    start = _checked_input(in_shape, num_classes)
    rows: list[LedgerRow] = []
    error: SettingError | None = None
    at = At(start)
    for index, block in enumerate(network):
        error = _wrong_shape(block, at.shape, index)
        if error is not None:
            break
        try:
            placed = place(expand(block, block.kind, at.shape[0]), at, num_classes)
        except MisfitError as misfit:
            error = misfit.reason
            break
        at, cost = placed.after, placed.cost
        size = None if at.view is None else max(axis.size for axis in at.view)
        numbers = sum(prod(operator.after.shape) for operator in placed.operators())
        counts = (cost.params, cost.mult_adds, size, numbers)
        rows.append(LedgerRow(index, block.kind, at.shape, *counts))
    if error is None:
        error = _wrong_end(at.shape, num_classes)
    totals = Totals(
        params=sum(row.params for row in rows),
        mult_adds=sum(row.mult_adds for row in rows),
        receptive_field=max((row.receptive_field or 1 for row in rows), default=1),
        blocks=len(rows),
    )
    if error is None:
        return Ledger(start, tuple(rows), totals)
    problem = Problem(len(rows), error.code, dict(error.values), str(error))
    return Ledger(start, tuple(rows), totals, problem)


def _checked_input(in_shape: Sequence[int], num_classes: int) -> Shape:
    if len(in_shape) != 3:
        raise SettingError(
            "wrong_rank", name="in_shape", shape=tuple(in_shape), expected="(C, H, W)"
        )
    whole("num_classes", num_classes, minimum=2, maximum=1000)
    names = ("channels", "height", "width")
    return tuple(
        whole(name, size, minimum=1, maximum=MAX_INPUT_SIZE)
        for name, size in zip(names, in_shape, strict=True)
    )


def _wrong_shape(block: Block, shape: Shape, index: int) -> SettingError | None:
    """Why a block cannot stand on a vector, or a linear layer on a map."""
    if isinstance(block, Linear) and len(shape) != 1:
        return NetworkError("linear_needs_flatten", index=index, shape=shape)
    if isinstance(block, _ON_MAPS) and len(shape) != 3:
        return NetworkError("needs_a_map", kind=block.kind, index=index, features=shape[0])
    return None


def _wrong_end(shape: Shape, num_classes: int) -> SettingError | None:
    if len(shape) == 3:
        return NetworkError("no_classifier", shape=shape, num_classes=num_classes)
    if shape != (num_classes,):
        return NetworkError("wrong_number_of_outputs", features=shape[0], num_classes=num_classes)
    return None
