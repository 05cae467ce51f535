"""A network of a paper on pictures of any size: shapes, costs and receptive fields, no torch."""

from functools import lru_cache

from cnncore.arguments import pair, whole_number
from cnncore.models.errors import ModelError
from cnncore.models.model import Model
from cnncore.models.registry import model
from cnncore.network.costs import Shape
from cnncore.network.operators import Size
from cnncore.network.placing import At, MisfitError, Placed, place


def in_shape_of(
    model_id: str, input_size: Size | None = None, in_channels: int | None = None
) -> tuple[int, int, int]:
    """(channels, height, width) of a picture; None: as published."""
    channels, height, width = model(model_id).in_shape
    if in_channels is not None:
        channels = whole_number("in_channels", in_channels, minimum=1)
    if input_size is not None:
        height, width = pair("input_size", input_size, minimum=1)
    return channels, height, width


@lru_cache(maxsize=64)
def measured(
    model_id: str,
    input_size: Size | None = None,
    num_classes: int | None = None,
    in_channels: int | None = None,
) -> Placed:
    """The whole network on a picture.

    Args:
        model_id: one of `list_models`.
        input_size: one number, or (height, width); None: as published, also below.
        num_classes: outputs of the last layer.
        in_channels: channels of the picture.

    Raises:
        ModelError: `map_vanishes`.
        SettingError: no such network, or a number that has no meaning.
    """
    chosen = model(model_id)
    shape = in_shape_of(model_id, input_size, in_channels)
    try:
        return place(chosen.root, At(shape), num_classes_of(chosen, num_classes))
    except MisfitError as misfit:
        raise _map_vanishes(chosen, shape, misfit, smallest_size(model_id)) from misfit


def num_classes_of(chosen: Model, num_classes: int | None) -> int:
    """The number of outputs; None: as published."""
    if num_classes is None:
        return chosen.num_classes
    return whole_number("num_classes", num_classes, minimum=1)


def heads(chosen: Model, root: Placed, num_classes: int) -> tuple[Placed, ...]:
    """The auxiliary classifiers on what the network makes where they branch off.

    Raises:
        ModelError: `map_vanishes`: a picture that the network can take may be too small for them.
    """
    try:
        return _heads(chosen, root, num_classes)
    except MisfitError as misfit:
        smallest = smallest_size(chosen.id, with_heads=True)
        raise _map_vanishes(chosen, root.before.shape, misfit, smallest) from misfit


def _heads(chosen: Model, root: Placed, num_classes: int) -> tuple[Placed, ...]:
    made = {part.path: part.after for part in root.parts}
    return tuple(place(aux.head, made[aux.after], num_classes, aux.head.name) for aux in chosen.aux)


@lru_cache(maxsize=64)
def smallest_size(model_id: str, *, with_heads: bool = False) -> int:
    """The smallest square picture the network can take, in pixels per side."""
    chosen = model(model_id)
    low, high = 1, max(chosen.in_shape[1:])  # a window that fits also fits a larger map
    while low < high:
        middle = (low + high) // 2
        is_enough = _fits(chosen, middle, with_heads=with_heads)
        low, high = (low, middle) if is_enough else (middle + 1, high)
    return low


def _fits(chosen: Model, size: int, *, with_heads: bool) -> bool:
    try:
        root = place(chosen.root, At((chosen.in_shape[0], size, size)), chosen.num_classes)
        if with_heads:
            _heads(chosen, root, chosen.num_classes)
    except MisfitError:
        return False
    return True


def _map_vanishes(chosen: Model, shape: Shape, misfit: MisfitError, smallest: int) -> ModelError:
    return ModelError(
        "map_vanishes",
        model_id=chosen.id,
        layer=misfit.path,
        size=shape[1:],
        height=shape[1],
        width=shape[2],
        map_height=misfit.shape[1],
        map_width=misfit.shape[2],
        smallest=smallest,
    )
