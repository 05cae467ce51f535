"""The size that flattening gives, followed through a small stack of layers."""

from __future__ import annotations

from dataclasses import dataclass

from cnncore.errors import SettingError
from cnncore.shapes import conv_out_size, pool_out_size

KERNEL, WINDOW = 5, 2
SMALLEST, LARGEST = 8, 64
"""Sides of a picture that may be tried."""


@dataclass(frozen=True, slots=True)
class Stack:
    """Two convolutions of 5x5, each with a 2x2 pooling behind it, then a fully connected layer.

    Attributes:
        maps: Kernels of the first and of the second convolution.
        in_features: What the fully connected layer was built for.
        out_features: How many outputs it has.
    """

    maps: tuple[int, int] = (6, 16)
    in_features: int = 400
    out_features: int = 120

    def sides(self, side: int) -> list[int]:
        """Height and width behind each of the four layers; shorter where a window does not fit."""
        found: list[int] = []
        try:
            for _ in self.maps:
                found.append(conv_out_size(found[-1] if found else side, KERNEL))
                found.append(pool_out_size(found[-1], WINDOW))
        except SettingError:
            pass
        return found

    def flattened(self, side: int) -> int | None:
        """How long the vector is; None where a window does not fit any more."""
        sides = self.sides(side)
        return self.maps[-1] * sides[-1] ** 2 if len(sides) == 2 * len(self.maps) else None

    def fits(self, side: int) -> bool:
        """Whether a picture of this side goes through."""
        return self.flattened(side) == self.in_features

    def complaint(self, side: int) -> str:
        """What torch says where the vector has another length; a test asks torch itself."""
        got, built = f"1x{self.flattened(side)}", f"{self.in_features}x{self.out_features}"
        return f"RuntimeError: mat1 and mat2 shapes cannot be multiplied ({got} and {built})"

    def solutions(self) -> list[int]:
        """Every side that goes through."""
        return [side for side in range(SMALLEST, LARGEST + 1) if self.fits(side)]


LENET = Stack()
"""The feature part of LeNet-5 as it is usually written today, with its first layer of 120."""
