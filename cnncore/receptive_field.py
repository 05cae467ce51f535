"""Which part of the input one unit of a deep layer can see.

Follow one axis through the layers: each layer widens the view by its kernel, measured in steps of
the layers before it. Padding moves the view, it does not widen it.

Source: Araujo, Norris & Sim 2019, "Computing Receptive Fields of Convolutional Neural Networks",
Distill, doi:10.23915/distill.00021.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cnncore.arguments import whole_number
from cnncore.shapes import WindowSpec, effective_kernel_size


@dataclass(frozen=True, slots=True)
class ReceptiveField:
    """What the units of a layer see along one axis of the input.

    Attributes:
        size: input cells one unit sees.
        jump: input cells between the views of two neighbouring units (the effective stride).
        left_edge: the input cell where the view of unit 0 begins; negative when it begins in the
            padding. Its opposite is what papers call the effective (left) padding.

    The defaults are the input itself: every cell sees itself.
    """

    size: int = 1
    jump: int = 1
    left_edge: int = 0

    @property
    def left_padding(self) -> int:
        """How many cells unit 0 reaches to the left of the input's cell 0."""
        return -self.left_edge

    def view(self, unit: int) -> range:
        """The input cells that `unit` sees; cells outside the input are padding.

        Example:
            >>> of_layers([(3, 1, 1, 1), (3, 2, 1, 1)]).view(1)
            range(0, 5)
        """
        start = self.left_edge + unit * self.jump
        return range(start, start + self.size)

    @property
    def centre(self) -> float:
        """The middle of the view of unit 0, in input cells."""
        return self.left_edge + (self.size - 1) / 2

    def patch(self, units: int) -> int:
        """Input cells that so many neighbouring units see together, from the first to the last.

        Example:
            >>> of_layers([(3, 1, 2, 2)]).patch(3)  # one unit sees 5
            7
        """
        return self.size + (whole_number("units", units, minimum=1) - 1) * self.jump


def grow(field: ReceptiveField, layer: WindowSpec) -> ReceptiveField:
    """The receptive field after one more layer.

    Args:
        field: what the units of the layer's input see.
        layer: convolution or pooling; a 1x1 or a layer without window leaves the size alone.

    Returns:
        size + (effective_kernel_size - 1) * jump, jump * stride, left_edge - padding * jump.

    Raises:
        SettingError: a setting of the layer is not legal.
    """
    extent = effective_kernel_size(layer.kernel_size, layer.dilation)
    stride = whole_number("stride", layer.stride, minimum=1)
    padding = whole_number("padding", layer.padding, minimum=0)
    return ReceptiveField(
        size=field.size + (extent - 1) * field.jump,
        jump=field.jump * stride,
        left_edge=field.left_edge - padding * field.jump,
    )


def of_layers(layers: Iterable[WindowSpec | Sequence[int]]) -> ReceptiveField:
    """The receptive field of the last of `layers`, which follow one another without branches.

    Args:
        layers: one `WindowSpec`, or one row (kernel_size, stride, padding, dilation), per layer.

    Returns:
        Size, jump and left edge in input cells. No layers: every cell sees itself.

    Raises:
        SettingError: a setting of a layer is not legal.

    Example:
        >>> of_layers([(3, 1, 1, 1), (3, 1, 1, 1)])  # two 3x3 see as much as one 5x5
        ReceptiveField(size=5, jump=1, left_edge=-2)
    """
    field = ReceptiveField()
    for layer in layers:
        field = grow(field, layer if isinstance(layer, WindowSpec) else WindowSpec(*layer))
    return field


def of_branches(branches: Iterable[ReceptiveField]) -> ReceptiveField:
    """What a unit sees through parallel branches whose outputs are joined or added.

    Args:
        branches: of each branch, all from the same input; a skip that changes nothing is
            `ReceptiveField()`.

    Returns:
        From the leftmost to the rightmost cell that any branch sees: the widest branch, where all
        are aligned.

    Raises:
        ValueError: no branch, or units of one place lie at different jumps.

    Example:
        >>> of_branches([of_layers([(1, 1, 0, 1)]), of_layers([(5, 1, 2, 1)])])
        ReceptiveField(size=5, jump=1, left_edge=-2)
    """
    fields = list(branches)
    jumps = {field.jump for field in fields}
    if len(jumps) != 1:
        raise ValueError(f"branches meet with one jump, not with {sorted(jumps)}")
    left = min(field.left_edge for field in fields)
    right = max(field.left_edge + field.size for field in fields)
    return ReceptiveField(right - left, jumps.pop(), left)


def is_aligned(branches: Iterable[ReceptiveField]) -> bool:
    """Whether the views of all branches have one centre, at every place of the map."""
    return len({(field.centre, field.jump) for field in branches}) <= 1


def cells_seen(
    layers: Sequence[WindowSpec | Sequence[int]], size: int, units: Iterable[int]
) -> list[list[int]]:
    """Which units of every map are read on the way down: holes of a dilation are left out.

    A unit in the padding of a map reads nothing further: it is a 0, whatever the picture.

    Args:
        layers: as for `of_layers`.
        size: cells of the input.
        units: of the last map; those beyond it count as padding.

    Returns:
        A rising list for every map, the input first; padding is left out.

    Raises:
        SettingError: a layer is not legal, or does not fit.
    """
    specs = [layer if isinstance(layer, WindowSpec) else WindowSpec(*layer) for layer in layers]
    sizes = [size]
    for spec in specs:
        sizes.append(spec.out_size(sizes[-1]))
    seen = [sorted({unit for unit in units if 0 <= unit < sizes[-1]})]
    for spec, below in zip(reversed(specs), reversed(sizes[:-1]), strict=True):
        read = {
            unit * spec.stride - spec.padding + tap * spec.dilation
            for unit in seen[0]
            for tap in range(spec.kernel_size)
        }
        seen.insert(0, sorted(cell for cell in read if 0 <= cell < below))
    return seen
