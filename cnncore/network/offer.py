"""What the lab offers of each block, up to which size, and how a block crosses a border as JSON."""

from dataclasses import fields
from typing import Any

from cnncore.arguments import choice
from cnncore.network.blocks import BLOCKS, Block, Inception
from cnncore.network.errors import NetworkError
from cnncore.network.operators import ACTIVATIONS
from cnncore.network.records import from_fields, whole

MAX_CHANNELS = 512
MAX_FEATURES = 4096
MAX_KERNEL_SIZE = 15
MAX_PADDING = 15
MAX_STRIDE = 8

MAXIMA = {
    "out_channels": MAX_CHANNELS,
    "kernel_size": MAX_KERNEL_SIZE,
    "stride": MAX_STRIDE,
    "padding": MAX_PADDING,
    "dilation": MAX_STRIDE,
    "groups": MAX_CHANNELS,
    "out_features": MAX_FEATURES,
    **{field.name: MAX_CHANNELS for field in fields(Inception)},
}
"""The largest value of each setting that is a whole number."""
_FOR_MODELS_ONLY = {"ceil_mode", "count_include_pad"}


def offered_fields(kind: type[Block]) -> tuple[str, ...]:
    """The settings of a block that the lab offers, in their order."""
    return tuple(field.name for field in fields(kind) if field.name not in _FOR_MODELS_ONLY)


def check_offered(block: object) -> None:
    """Refuse what a paper's network may have and a stack of the lab may not.

    Raises:
        NetworkError: `unknown_kind`, `unknown_field`.
        SettingError: `out_of_range`; `not_an_integer` for a pair: the lab's windows are square.
    """
    kind = type(block)
    if kind not in BLOCKS.values():
        raise NetworkError("unknown_kind", kind=repr(kind.__name__), choices=tuple(BLOCKS))
    for field in fields(kind):  # pyright: ignore[reportArgumentType]
        value = getattr(block, field.name)
        if field.name in _FOR_MODELS_ONLY and value != field.default:
            allowed = offered_fields(kind)  # pyright: ignore[reportArgumentType]
            raise NetworkError(
                "unknown_field", field=field.name, owner=kind.__name__.lower(), fields=allowed
            )
        if field.name in MAXIMA and value is not None:
            whole(field.name, value, minimum=0, maximum=MAXIMA[field.name])
        if field.name == "name":
            choice("name", value, ACTIVATIONS)


def block_as_dict(block: Block) -> dict[str, Any]:
    """A block as JSON: its kind and all its settings.

    Example:
        >>> block_as_dict(BLOCKS["linear"](10))
        {'kind': 'linear', 'out_features': 10}
    """
    settings = {name: getattr(block, name) for name in offered_fields(type(block))}
    return {"kind": block.kind, **settings}


def block_from_dict(values: object) -> Block:
    """A block from its kind and settings.

    Raises:
        NetworkError: `unknown_kind`, `unknown_field`, `missing_field`, `not_a_mapping`.
        SettingError: a setting that has no meaning, or that is more than the lab offers.
    """
    if not isinstance(values, dict):
        raise NetworkError("not_a_mapping", owner="block", value=repr(values)[:80])
    kind = values.get("kind")
    if not isinstance(kind, str) or kind not in BLOCKS:
        raise NetworkError("unknown_kind", kind=repr(kind)[:80], choices=tuple(BLOCKS))
    rest = {name: value for name, value in values.items() if name != "kind"}
    block = from_fields(BLOCKS[kind], rest, owner=kind)
    check_offered(block)
    return block
