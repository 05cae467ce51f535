"""Claims that are often made, on trial: whether each holds as it is said, and what shows that.

The words are the lesson's: ``claims.<name>.said`` and ``claims.<name>.verdict`` of its
``words.toml``.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

Cell = str | float
"""A number, or a text; one that begins with ``@`` is the key of its words."""


@dataclass(frozen=True, slots=True)
class Evidence:
    """What a claim was held against.

    Attributes:
        heads, rows: Of a table.
        values: Fill the slots of the verdict.
    """

    heads: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    values: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim, whether it holds as it is said, and what shows that."""

    name: str
    holds: bool
    evidence: Callable[[], Evidence]
