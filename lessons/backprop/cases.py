"""The numbers behind the lesson's figures: forward, the miss, and what it says to every number."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from cnncore.ops import conv2d, conv2d_backward, unfold
from lessons.machinery.cells import apply_edits
from lessons.machinery.grid import GridCase
from lessons.machinery.plate import Box, Item, Line, Plate, Said, Sheet, filled_up_to
from lessons.machinery.written import Token, Tokens, equals, in_sum, sum_of_products

Grid = NDArray[np.float64]

X: Grid = np.array(
    [[2, 0, 0, 3, 1], [1, 0, 2, 1, 2], [0, 1, 1, 1, 1], [0, 1, 1, 2, 1], [0, 1, 0, 0, 1]],
    dtype=float,
)
"""Small and uneven: no two windows are alike, and every product can be worked out in the head."""
WEIGHT: Grid = np.array([[0, 0, -1], [-2, 1, 2], [1, 0, 1]], dtype=float)
GOAL: Grid = np.array([[-1, 0, 1]] * 3, dtype=float)
"""The kernel whose output is the target."""
CONSTANT: Grid = np.full((5, 5), 2.0)
"""All of its windows are alike."""
RUNAWAY = 1e6
"""A loss beyond this has run away: descent stops there."""


@dataclass(frozen=True, eq=False)
class LearningCase:
    """An input, a kernel, and what its output should be.

    Shape:
        x: (H, W)    weight: (KH, KW)    target: (H_out, W_out)
    """

    x: Grid
    weight: Grid
    target: Grid

    @classmethod
    def of(cls, settings: Mapping[str, Any]) -> LearningCase:
        """The case of these settings, behind the steps that the kernel has taken."""
        began = TASKS[settings["task"]]
        case = cls(
            apply_edits(began.x, settings.get("input_edits", {})),
            apply_edits(began.weight, settings["kernel_edits"]),
            apply_edits(began.target, settings.get("target_edits", {})),
        )
        if not settings.get("taken"):
            return case
        rate, momentum = float(settings["rate"]), float(settings["momentum"])
        return case.descent(rate, settings["taken"], momentum)[-1]

    @cached_property
    def forward(self) -> Grid:
        """The output of the convolution, without a bias."""
        return conv2d(self.x[None], self.weight[None, None])[0]

    @property
    def grad_out(self) -> Grid:
        """By how much each output is off: the gradient of the loss by it."""
        return self.forward - self.target

    @property
    def loss(self) -> float:
        """Half the sum of the squared misses."""
        return float((self.grad_out**2).sum() / 2)

    @cached_property
    def grads(self) -> tuple[Grid, Grid, float]:
        """The gradients of input, kernel and bias."""
        by_x, by_weight, by_bias = conv2d_backward(
            self.grad_out[None], self.x[None], self.weight[None, None]
        )
        return by_x[0], by_weight[0, 0], float(by_bias[0])

    def out(self) -> Grid:
        """What the steps fill: the gradient of each weight."""
        return self.grads[1]

    def plates(self) -> tuple[Plate, ...]:
        """Every weight and its gradient, as they are drawn on paper."""
        return tuple(map(self._plate, range(self.weight.size)))

    def _plate(self, step: int) -> Plate:
        gradient, cell = self.out(), divmod(step, self.weight.shape[1])
        met = GridCase(self.x, self.grad_out).window_at(*cell)
        assert met is not None
        total, (row, column) = float(gradient[cell]), cell
        window = Box(row, column, *self.grad_out.shape)
        corners = {
            (row + i, column + j): float(miss) for (i, j), miss in np.ndenumerate(self.grad_out)
        }
        ways = Sheet("grad_weight", "", "kernel", gradient, grid="grad_weight", current=cell,
                     empty=filled_up_to(step, gradient))  # fmt: skip
        bias = Sheet("grad_bias", "", "kernel", np.array([[self.grads[2]]]), grid="grad_bias")
        where = Said("where_weight", {"row": row + 1, "column": column + 1})
        tokens = sum_of_products(met, self.grad_out, total)
        return Plate(
            (*self.forwards(window, Box(row, column, 1, 1), corners), "", ways, "", bias),
            (row + 1, column + 1), total, tokens, where, (self.loss_line(),),
        )  # fmt: skip

    def forwards(
        self,
        window: Box | None = None,
        weight: Box | None = None,
        corners: Mapping[tuple[int, int], float] | None = None,
    ) -> tuple[Item, ...]:
        """The way forward, and the miss.

        Args:
            window: What a weight meets.
            weight: Where that weight stands.
            corners: The misses that the numbers of the window are multiplied with.
        """
        both = np.concatenate([self.forward.ravel(), self.target.ravel()])
        return (
            Sheet("input", "x", "input", self.x, frame=window, corners=corners or {}), "⊙",
            Sheet("kernel", "w", "kernel", self.weight, grid="weight", frame=weight), "→",
            Sheet("output", "out", "output", self.forward, scaled=both), "−",
            Sheet("target", "", "output", self.target, grid="target", scaled=both), "=",
            Sheet("grad_out_miss", "", "output", self.grad_out, grid="grad_out"),
        )  # fmt: skip

    def loss_line(self) -> Line:
        """The loss written out."""
        return Line(Said("loss_is"), half_squares(self.grad_out, self.loss))

    @property
    def padded(self) -> Grid:
        """The input, as the first window finds it."""
        return self.x

    @property
    def used_weight(self) -> Grid:
        """The kernel as it is multiplied."""
        return self.weight

    @property
    def limit(self) -> float:
        """The learning rate beyond which descent diverges: 2 over the steepest curvature.

        Source: Goh 2017, "Why Momentum Really Works".
        """
        windows = unfold(self.x[None], self.weight.shape).T
        return float(2 / np.linalg.norm(windows, ord=2) ** 2)

    def descent(self, rate: float, steps: int, momentum: float = 0.0) -> list[LearningCase]:
        """The case after each step of gradient descent, its start first.

        It ends early where the loss has run away.
        """
        found: list[LearningCase] = [self]
        velocity = np.zeros_like(self.weight)
        while len(found) <= steps and found[-1].loss <= RUNAWAY:
            velocity = momentum * velocity + found[-1].grads[1]
            found.append(replace(found[-1], weight=found[-1].weight - rate * velocity))
        return found

    def moved(self, row: int, column: int, by: float) -> LearningCase:
        """The same with one weight another by that much."""
        weight = self.weight.copy()
        weight[row, column] += by
        return replace(self, weight=weight)


class BackCase(LearningCase):
    """The same on the way back to the input."""

    def out(self) -> Grid:
        """What the steps fill: the gradient of each cell of the input."""
        return self.grads[0]

    def plates(self) -> tuple[Plate, ...]:
        """Every cell of the input: the misses with their border meet the turned kernel."""
        full = GridCase(self.grad_out, self.used_weight, padding=len(self.weight) - 1)
        names = {"x": ("grad_out_miss", ""), "weight": ("kernel_turned", "w"),
                 "out": ("grad_input", "")}  # fmt: skip
        return tuple(
            replace(plate, items=tuple(_renamed(item, names) for item in plate.items))
            for plate in full.plates()
        )

    @property
    def padded(self) -> Grid:
        """The misses with a border as wide as the kernel less one."""
        return np.pad(self.grad_out, len(self.weight) - 1)

    @property
    def used_weight(self) -> Grid:
        """The kernel turned by half a turn."""
        return self.weight[::-1, ::-1]


def _renamed(item: Item, names: Mapping[str, tuple[str, str]]) -> Item:
    """A matrix under another name and symbol, by the symbol it had."""
    if not isinstance(item, Sheet):
        return item
    word, symbol = names[item.symbol]
    return replace(item, word=word, symbol=symbol, grid=item.symbol)


def half_squares(misses: Grid, loss: float) -> Tokens:
    """Half the sum of squared misses written out: ``L = ½ (3² + (−1)²) = 5``."""
    squares = [f"{in_sum(miss)}²" for miss in misses.flat]
    terms = [Token(f" + {square}" if i else square) for i, square in enumerate(squares)]
    return (Token("L = ½ ("), *terms, Token(")"), *equals(loss))


def _task(x: Grid) -> LearningCase:
    return LearningCase(x, WEIGHT, conv2d(x[None], GOAL[None, None])[0])


TASKS: Mapping[str, LearningCase] = {"uneven": _task(X), "constant": _task(CONSTANT)}
"""What is to be learned: from an input that tells kernels apart, and from one that cannot."""


def tables() -> dict[str, dict[str, list[list[float]]]]:
    """The tasks as the browser takes them."""
    return {
        name: {"x": t.x.tolist(), "weight": t.weight.tolist(), "target": t.target.tolist()}
        for name, t in TASKS.items()
    }


def loss_in(case: LearningCase, number: Callable[[Any], Any]) -> Any:
    """The loss with every number and every intermediate result of one type, in order.

    Args:
        case: Its weight may be nudged.
        number: ``np.float32`` or ``np.float64``.
    """
    total = number(0)
    for (i, j), wanted in np.ndenumerate(case.target):
        out = number(0)
        for (u, v), weight in np.ndenumerate(case.weight):
            out = number(out + number(number(case.x[i + u, j + v]) * number(weight)))
        miss = number(out - number(wanted))
        total = number(total + number(miss * miss))
    return number(total / number(2))
