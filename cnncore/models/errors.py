"""Errors of the papers' networks."""

from typing import ClassVar

from cnncore.network.errors import MESSAGES as SHARED
from cnncore.network.errors import NetworkError

MESSAGES: dict[str, str] = {
    "map_vanishes": (
        "a {height}×{width} picture is too small: at {layer} the map of {map_height}×{map_width} "
        "leaves nothing; use at least {smallest}×{smallest}"
    ),
}


class ModelError(NetworkError):
    """A picture, or a setting, that a network of a paper cannot take."""

    messages: ClassVar[dict[str, str]] = SHARED | MESSAGES
