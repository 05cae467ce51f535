"""Work backwards: a stack that sees exactly so much, or covers so much with the fewest weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Literal

from cnncore.receptive_field import ReceptiveField
from lessons.receptive_field.stacks import Layer, Preset, fields, weights

Verdict = Literal["short", "long", "holes", "not_convs", "dear", "solved"]
EXACT, COVER = 23, 31


@dataclass(frozen=True, slots=True)
class Attempt:
    """A stack, and how it stands to a goal.

    Attributes:
        read: Pixels that one unit of the last map reads, holes left out.
    """

    verdict: Verdict
    field: ReceptiveField
    read: int
    weights: int


@dataclass(frozen=True, slots=True)
class Goal:
    """What a stack shall do.

    Attributes:
        name: Key of its words.
        size: Pixels of the field.
        start: What the learner begins with; it does not solve it.
        is_cheapest: Whether it may see more, but has to read every pixel and have the fewest
            weights that can do so, with convolutions alone.
    """

    name: str
    size: int
    start: Preset
    is_cheapest: bool = False

    def attempt(self, layers: Sequence[Layer]) -> Attempt:
        """What a stack gives; every stack that does it solves it."""
        field, read, cost = fields(layers)[-1], len(offsets(layers)), weights(layers)
        return Attempt(self._verdict(layers, field.size, read, cost), field, read, cost)

    def _verdict(self, layers: Sequence[Layer], seen: int, read: int, cost: int) -> Verdict:
        if self.is_cheapest and any(layer.kind == "pool" for layer in layers):
            return "not_convs"
        if seen < self.size:
            return "short"
        if not self.is_cheapest:
            return "solved" if seen == self.size else "long"
        if read < seen:
            return "holes"
        return "solved" if cost == fewest_weights(self.size) else "dear"


def offsets(layers: Sequence[Layer]) -> set[int]:
    """The pixels that one unit reads, counted from the first of them."""
    read, jump = {0}, 1
    for layer in layers:
        taps = range(0, layer.kernel_size * layer.dilation * jump, layer.dilation * jump)
        read = {pixel + tap for pixel in read for tap in taps}
        jump *= layer.stride
    return read


@cache
def fewest_weights(size: int) -> int:
    """The fewest weights with which convolutions can read so many pixels in a row.

    Layers with kernels k, l, ... read at most k * l * ... pixels along an axis, and reach that
    many where each jumps as far as those before it see. So this is the smallest k*k + l*l + ...
    whose product is large enough.
    """
    if size <= 1:
        return 0
    return min(k * k + fewest_weights(-(-size // k)) for k in range(2, size + 1))


EXACTLY = Goal("exact", EXACT, Preset("c3p1-c3p1-m2s2-c3p1", 32))
CHEAPEST = Goal("cover", COVER, Preset("c3p1-c3p1-c3p1", 40), is_cheapest=True)
