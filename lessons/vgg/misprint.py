"""The table of VGG as it is sometimes copied, with mistakes; the right one comes from the rows."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cnncore.models.vgg import VGG_ROWS, Cell
from cnncore.network.operators import Conv
from lessons.vgg.columns import NAMES, column

Lines = tuple[str, ...]
_THREE = ("conv3", "conv3", "conv3")

COPIED: Mapping[tuple[str, int], tuple[str, ...]] = {
    ("A", 1): ("conv3", "LRN"),
    ("A-LRN", 2): ("conv3", "conv3"),
    ("E", 3): _THREE,
    ("E", 4): _THREE,
    ("E", 5): _THREE,
}
"""The blocks that a copy got wrong, by column and stage from 1."""


def _written(cell: Cell) -> str:
    return f"conv{cell.kernel_size}-{cell.out_channels}" if isinstance(cell, Conv) else "LRN"


def right(name: str) -> tuple[Lines, ...]:
    """The blocks of a column as the network is built."""
    return tuple(tuple(map(_written, stage)) for stage in VGG_ROWS[name])


def printed(name: str) -> tuple[Lines, ...]:
    """The same as copied."""
    blocks = []
    for number, lines in enumerate(right(name), 1):
        channels = lines[0].partition("-")[2]
        copied = COPIED.get((name, number))
        blocks.append(lines if copied is None else tuple(_copied(c, channels) for c in copied))
    return tuple(blocks)


def _copied(cell: str, channels: str) -> str:
    return cell if cell == "LRN" else f"{cell}-{channels}"


def block_names() -> tuple[str, ...]:
    """Every block: ``A.1``."""
    return tuple(f"{name}.{stage}" for name in NAMES for stage in range(1, 6))


def wrong() -> dict[str, Lines]:
    """The blocks that differ, with the right lines."""
    return {
        f"{name}.{stage}": truth
        for name in NAMES
        for stage, (copy, truth) in enumerate(zip(printed(name), right(name), strict=True), 1)
        if copy != truth
    }


def counted(name: str) -> tuple[int, int]:
    """Weight layers that the head of a column states, and those that its copied blocks have."""
    convs = sum(line != "LRN" for block in printed(name) for line in block)
    return column(name).depth, convs + len(column(name).linear)


@dataclass(frozen=True, slots=True)
class Hunt:
    """Marks against the truth.

    Attributes:
        found: Wrong blocks that are marked.
        missed: Wrong blocks that are not.
        spared: Right blocks that are marked.
    """

    found: int
    missed: int
    spared: int

    @classmethod
    def of(cls, marked: frozenset[str]) -> Hunt:
        """How far some marks are."""
        truth = wrong().keys()
        return cls(len(marked & truth), len(truth - marked), len(marked - truth))
