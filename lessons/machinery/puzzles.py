"""Work backwards: choose kernel, stride and padding so that one size becomes another.

An attempt is answered with a distance, not with "wrong": how many windows are short or too many,
and what the window would have to travel.
"""

from __future__ import annotations

from dataclasses import dataclass

from cnncore.errors import SettingError
from cnncore.shapes import WindowSpec, effective_kernel_size, solutions, unread_positions

KERNEL_SIZES = range(1, 12)
STRIDES = range(1, 5)
PADDINGS = range(4)


@dataclass(frozen=True, slots=True)
class Puzzle:
    """A size, a goal, and what may be chosen.

    Attributes:
        size: Cells of the input.
        goal: Cells the output shall have.
        kernel_only: Whether stride and padding stay at 1 and 0.
        pooling: Whether the window is a pooling's, whose padding is at most half of it.
    """

    size: int
    goal: int
    kernel_only: bool = False
    pooling: bool = False

    @property
    def puzzle_id(self) -> str:
        """A name for keys."""
        return f"{self.size}-{self.goal}"

    @property
    def choices(self) -> dict[str, range]:
        """What may be chosen for each setting."""
        if self.kernel_only:
            return {"kernel_size": range(1, min(self.size, KERNEL_SIZES[-1]) + 1)}
        return {"kernel_size": KERNEL_SIZES, "stride": STRIDES, "padding": PADDINGS}

    @property
    def first(self) -> WindowSpec:
        """Where the learner starts; it does not solve the puzzle."""
        return WindowSpec(2 if self.goal == self.size - 2 else 3)

    def attempt(self, spec: WindowSpec) -> Attempt:
        """What a choice gives."""
        extent = effective_kernel_size(spec.kernel_size, spec.dilation)
        travel = self.size + 2 * spec.padding - extent
        try:
            out_size = None if self.pads_too_much(spec) else spec.out_size(self.size)
        except SettingError:
            out_size = None
        return Attempt(self, spec, out_size, travel)

    def pads_too_much(self, spec: WindowSpec) -> bool:
        """Whether a pooling takes no padding of this size."""
        return self.pooling and spec.padding > spec.kernel_size // 2

    def solutions(self) -> tuple[WindowSpec, ...]:
        """Every choice that reaches the goal, kernel size first."""
        found = solutions(
            self.size,
            self.goal,
            kernel_sizes=KERNEL_SIZES,
            strides=(1,) if self.kernel_only else STRIDES,
            paddings=(0,) if self.kernel_only else PADDINGS,
        )
        return tuple(spec for spec in found if not self.pads_too_much(spec))


@dataclass(frozen=True, slots=True)
class Attempt:
    """A choice and where it leads.

    Attributes:
        out_size: Cells of the output; None if the kernel does not fit at all, or pads too much.
        travel: Cells the window can travel, N + 2P - F.
    """

    puzzle: Puzzle
    spec: WindowSpec
    out_size: int | None
    travel: int

    @property
    def is_solved(self) -> bool:
        """Whether the goal is reached."""
        return self.out_size == self.puzzle.goal

    @property
    def windows_off(self) -> int:
        """Windows too many (positive) or short (negative); 0 at the goal or when nothing fits."""
        return 0 if self.out_size is None else self.out_size - self.puzzle.goal

    @property
    def unread(self) -> int:
        """Cells of the padded input that no window reads, beyond the last and between them.

        Raises:
            SettingError: If the kernel does not fit.
        """
        spec = self.spec
        found = unread_positions(
            self.puzzle.size,
            spec.kernel_size,
            stride=spec.stride,
            padding=spec.padding,
            dilation=spec.dilation,
        )
        return len(found)

    @property
    def moves(self) -> int:
        """Moves between the windows that the goal asks for."""
        return self.puzzle.goal - 1

    @property
    def least_travel(self) -> int:
        """The shortest way on which that many moves fit."""
        return self.moves * self.spec.stride

    @property
    def most_travel(self) -> int:
        """The longest way on which not one move more fits."""
        return self.least_travel + self.spec.stride - 1


PUZZLES: dict[str, tuple[Puzzle, ...]] = {
    "convolution": (
        Puzzle(7, 5, kernel_only=True),
        Puzzle(9, 3, kernel_only=True),
        Puzzle(28, 24, kernel_only=True),
    ),
    "stride_padding": (Puzzle(224, 55), Puzzle(5, 5), Puzzle(32, 16)),
    "pooling": tuple(Puzzle(*sizes, pooling=True) for sizes in ((55, 27), (5, 3), (112, 56))),
}
"""The puzzles of each lesson, in the order offered."""
