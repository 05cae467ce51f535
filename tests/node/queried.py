"""The settings of a figure as an address names them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from lessons.machinery.figure import Figure


def settings_of(figure: Figure[Any], query: Mapping[str, object]) -> dict[str, Any]:
    """What the figure shows at an address; every text of it can be read."""
    settings = figure.defaults
    for param in figure.params:
        if param.name in query:
            settings[param.name], slip = param.parse(str(query[param.name]))
            assert slip is None, slip
    return settings
