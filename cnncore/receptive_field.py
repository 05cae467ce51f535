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
