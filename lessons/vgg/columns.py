"""The six columns of VGG's table, read from the rows that the networks are built from."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from functools import cache
from typing import Any

from cnncore.arguments import pair
from cnncore.models import Summary, SummaryRow, summarize
from cnncore.models.vgg import VGG_ROWS, Cell
from cnncore.network.operators import Conv, LocalResponseNorm

NAMES = tuple(VGG_ROWS)
_LISTED = (Conv.kind, LocalResponseNorm.kind)


@dataclass(frozen=True, slots=True)
class Layer:
    """A cell of the table, or one of the fully connected layers below it.

    Attributes:
        name: ``conv3_2``, ``lrn1``, ``fc6``.
        kind: ``conv``, ``lrn`` or ``linear``.
        kernel: Side of the window; 0 where there is none.
        ins, outs: Channels or features.
        size: Side of the map that comes out; 1 behind the flattening.
        field: Pixels that a unit sees, per side; None behind the flattening.
    """

    name: str
    kind: str
    kernel: int
    ins: int
    outs: int
    size: int
    params: int
    mult_adds: int
    field: int | None


@dataclass(frozen=True, slots=True)
class Column:
    """One configuration.

    Attributes:
        depth: Layers with weights.
        stages: What stands between two poolings, five times.
        field: What a unit of the last convolution sees.
    """

    name: str
    depth: int
    stages: tuple[tuple[Layer, ...], ...]
    linear: tuple[Layer, ...]
    params: int
    mult_adds: int
    field: int

    @property
    def conv_params(self) -> int:
        """Of all convolutions together."""
        return sum(layer.params for stage in self.stages for layer in stage)

    @property
    def linear_params(self) -> int:
        """Of the three fully connected layers together."""
        return sum(layer.params for layer in self.linear)


def of(name: str, size: int | None = None) -> Summary:
    """Row by row; for a picture of another side than 224 where that is given."""
    return summarize(f"vgg_{name}", size)


@cache
def column(name: str) -> Column:
    """A column by its name in the paper: ``A``, ``A-LRN``, ``B``, ``C``, ``D``, ``E``."""
    found = of(name)
    ins, stages = found.in_shape[0], []
    for number, cells in enumerate(VGG_ROWS[name], 1):
        rows = [r for r in found.rows if r.stage == f"conv{number}" and r.kind in _LISTED]
        stage = []
        for row, cell in zip(rows, cells, strict=True):
            stage.append(_cell(row, cell, ins))
            ins = row.out_shape[0]
        stages.append(tuple(stage))
    totals = found.totals
    return Column(
        name, totals.depth, tuple(stages), _linear(found), totals.params, totals.mult_adds,
        totals.last_conv.size,
    )  # fmt: skip


def _cell(row: SummaryRow, cell: Cell, ins: int) -> Layer:
    is_conv = isinstance(cell, Conv)
    return Layer(
        name=row.name.rpartition(".")[2],
        kind="conv" if is_conv else "lrn",
        kernel=pair("kernel_size", cell.kernel_size, minimum=1)[0] if is_conv else 0,
        ins=ins,
        outs=row.out_shape[0],
        size=row.out_shape[1],
        params=row.params,
        mult_adds=row.mult_adds,
        field=row.receptive_field,
    )


def _linear(found: Summary) -> tuple[Layer, ...]:
    rows = [row for row in found.rows if row.kind == "linear"]
    return tuple(
        Layer(
            name=row.stage,
            kind="linear",
            kernel=0,
            ins=row.weights // row.out_shape[0],
            outs=row.out_shape[0],
            size=1,
            params=row.params,
            mult_adds=row.mult_adds,
            field=None,
        )
        for row in rows
    )


def columns() -> tuple[Column, ...]:
    """All six, in the order of the paper."""
    return tuple(map(column, NAMES))


def as_data(shown: Column) -> dict[str, Any]:
    """A column as the browser takes it."""
    return asdict(shown) | {"conv_params": shown.conv_params}
