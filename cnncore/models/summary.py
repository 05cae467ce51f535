"""A network of a paper row by row: what every operator makes, learns, computes and sees."""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from math import prod

from cnncore.models.measuring import in_shape_of, measured
from cnncore.network.costs import Shape
from cnncore.network.labels import label
from cnncore.network.operators import ConnectedConv, Conv, Linear, Size
from cnncore.network.placing import At, Placed
from cnncore.network.tree import Op, depth
from cnncore.receptive_field import ReceptiveField

OTHERS = ("comparisons", "additions", "multiplications", "exponentials")
"""The kinds of operations that are counted beside multiply-adds."""
CONVOLUTIONS = (Conv, ConnectedConv)


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One operator.

    Attributes:
        name: its path, which is also the prefix of its weights in the state dict.
        kind: which operator: "conv", "pool", "join" ...
        type: the operator with its exact settings.
        out_shape: (channels, height, width), or (features,).
        weights: learned numbers that multiply.
        biases: learned numbers that are added.
        norm: gamma and beta of a batch norm.
        params: the three together.
        mult_adds: multiply-adds of a convolution or a linear layer, for one picture.
        receptive_field: input pixels a unit sees along the axis where it sees more; None once
            units no longer sit anywhere in the picture, likewise `jump` and `left_edge`.
        jump: input pixels from one unit's view to the next one's.
        left_edge: the input pixel where the view of the first unit begins.
        others: operations beside multiply-adds, by kind (`OTHERS`).
        activation_numbers: numbers in its output, for one picture; four bytes each as float32.
        stage: the child of the root it belongs to.
    """

    name: str
    kind: str
    type: str
    out_shape: Shape
    weights: int
    biases: int
    norm: int
    params: int
    mult_adds: int
    receptive_field: int | None
    jump: int | None
    left_edge: int | None
    others: Mapping[str, int]
    activation_numbers: int
    stage: str


@dataclass(frozen=True, slots=True)
class Stage:
    """A child of the root: what comes out of it, and what all of it costs.

    Attributes:
        name: its name.
        channels: of its output; features where that is a vector.
        height: of its output; 1 where that is a vector, like `width`.
        width: see `height`.
        receptive_field: what a unit of its output sees; None for vectors, like `jump`.
        jump: input pixels from one view to the next.
        params: numbers it learns.
        mult_adds: its multiply-adds for one picture.
    """

    name: str
    channels: int
    height: int
    width: int
    receptive_field: int | None
    jump: int | None
    params: int
    mult_adds: int


@dataclass(frozen=True, slots=True)
class Totals:
    """Sums over the network.

    Attributes:
        weights: learned numbers that multiply; likewise `biases` and `norm` (gamma and beta).
        biases: see `weights`.
        norm: see `weights`.
        params: the three together.
        mult_adds: for one picture; `conv_mult_adds` and `fc_mult_adds` are its two parts.
        conv_mult_adds: see `mult_adds`.
        fc_mult_adds: see `mult_adds`.
        depth: layers with weights on the longest way through.
        conv_layers: convolutions, those of skips included.
        fc_layers: fully connected layers.
        others: operations beside multiply-adds, by kind.
        activation_numbers: numbers in the outputs of all operators, for one picture.
        last_conv: what a unit sees at the end of the last stage with a convolution.
    """

    weights: int
    biases: int
    norm: int
    params: int
    mult_adds: int
    conv_mult_adds: int
    fc_mult_adds: int
    depth: int
    conv_layers: int
    fc_layers: int
    others: Mapping[str, int]
    activation_numbers: int
    last_conv: ReceptiveField


@dataclass(frozen=True, slots=True)
class Summary:
    """A network on a picture of `in_shape`, operator by operator, stage by stage, and in all."""

    model_id: str
    in_shape: tuple[int, int, int]
    rows: tuple[SummaryRow, ...]
    totals: Totals
    stages: tuple[Stage, ...]

    def as_text(self) -> str:
        """A table for the eye; receptive fields of vectors are left out."""
        head = ("name", "type", "output", "params", "mult-adds", "field")
        body = [
            (row.name, row.type, _by(row.out_shape), *_counts(row), _field(row))
            for row in self.rows
        ]
        last = ("total", "", "", *_counts(self.totals), "")
        title = f"{self.model_id}, input {_by(self.in_shape)}"
        return "\n".join((title, "", *_aligned([head, *body, last]))) + "\n"

    def as_csv(self) -> str:
        """All columns of all rows, for a spreadsheet."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        names = [n for n in SummaryRow.__dataclass_fields__ if n != "others"]
        writer.writerow((*names, *OTHERS))
        for row in self.rows:
            values = (getattr(row, name) for name in names)
            cells = [_by(v) if isinstance(v, tuple) else v for v in values]
            writer.writerow((*cells, *(row.others.get(kind, 0) for kind in OTHERS)))
        return text.getvalue()


def summarize(
    model_id: str,
    input_size: Size | None = None,
    num_classes: int | None = None,
    in_channels: int | None = None,
) -> Summary:
    """A network row by row; torch is not needed.

    Args:
        model_id: one of `list_models`.
        input_size: pixels of a picture, one number or (height, width); None: as published. Layers
            after a flatten have as many weights as the map before it asks for.
        num_classes: outputs; None: as published.
        in_channels: channels of a picture; None: as published.

    Raises:
        ModelError: `map_vanishes`: the picture is too small.
        SettingError: no such network, or a number that has no meaning.

    Example:
        >>> summarize("lenet5_modern").totals.params
        61706
    """
    root = measured(model_id, input_size, num_classes, in_channels)
    rows = tuple(_row(placed) for placed in root.operators())
    stages = tuple(_stage(part) for part in root.parts)
    shape = in_shape_of(model_id, input_size, in_channels)
    return Summary(model_id, shape, rows, _totals(root, rows), stages)


def _row(placed: Placed) -> SummaryRow:
    assert isinstance(placed.node, Op)
    block, cost, view = placed.node.block, placed.cost, _wider(placed.after)
    return SummaryRow(
        name=placed.path,
        kind=block.kind,
        type=label(block),
        out_shape=placed.after.shape,
        weights=cost.weights,
        biases=cost.biases,
        norm=cost.norm,
        params=cost.params,
        mult_adds=cost.mult_adds,
        receptive_field=view and view.size,
        jump=view and view.jump,
        left_edge=view and view.left_edge,
        others=cost.others,
        activation_numbers=prod(placed.after.shape),
        stage=placed.path.partition(".")[0],
    )


def _wider(at: At) -> ReceptiveField | None:
    """What a unit sees along the axis where it sees more."""
    return max(at.view, key=lambda axis: axis.size) if at.view else None


def _stage(placed: Placed) -> Stage:
    channels, height, width = (*placed.after.shape, 1, 1)[:3]
    view = _wider(placed.after)
    return Stage(
        name=placed.path,
        channels=channels,
        height=height,
        width=width,
        receptive_field=view and view.size,
        jump=view and view.jump,
        params=placed.cost.params,
        mult_adds=placed.cost.mult_adds,
    )


def _totals(root: Placed, rows: tuple[SummaryRow, ...]) -> Totals:
    convs, linears = (list(_of_kind(root, kinds)) for kinds in (CONVOLUTIONS, (Linear,)))
    cost = root.cost
    last_stage = [part for part in root.parts if any(_of_kind(part, CONVOLUTIONS))][-1]
    return Totals(
        weights=cost.weights,
        biases=cost.biases,
        norm=cost.norm,
        params=cost.params,
        mult_adds=cost.mult_adds,
        conv_mult_adds=sum(conv.cost.mult_adds for conv in convs),
        fc_mult_adds=sum(linear.cost.mult_adds for linear in linears),
        depth=depth(root.node),
        conv_layers=len(convs),
        fc_layers=len(linears),
        others=cost.others,
        activation_numbers=sum(row.activation_numbers for row in rows),
        last_conv=_wider(last_stage.after) or ReceptiveField(),
    )


def _of_kind(placed: Placed, kinds: tuple[type, ...]) -> Iterator[Placed]:
    for operator in placed.operators():
        if isinstance(operator.node, Op) and isinstance(operator.node.block, kinds):
            yield operator


def _by(shape: Iterable[int]) -> str:
    return "×".join(map(str, shape))


def _counts(counted: SummaryRow | Totals) -> tuple[str, str]:
    return f"{counted.params:,}", f"{counted.mult_adds:,}"


def _field(row: SummaryRow) -> str:
    return "" if row.receptive_field is None else str(row.receptive_field)


def _aligned(table: list[tuple[str, ...]]) -> Iterator[str]:
    """Words to the left, numbers (from the fourth column on) to the right."""
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for row in table:
        cells = [
            cell.ljust(width) if place < 3 else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ]
        yield "  ".join(cells).rstrip()
