"""The columns of VGG against each other, and stacks of kernels, computed by the lesson."""

from __future__ import annotations

from itertools import product
from typing import Any

from lessons.vgg.budget import GOALS, PIECES, Spent, fewest, text_of
from lessons.vgg.columns import as_data, columns


def vgg_columns() -> list[dict[str, object]]:
    """All six as the browser takes them."""
    return [as_data(each) for each in columns()]


def kernel_budget() -> dict[str, Any]:
    """Every stack of up to three pieces with what it comes to, and the fewest weights."""
    stacks = [k for n in range(4) for k in product(PIECES, repeat=n)]
    return {
        "pieces": PIECES,
        "fewest": {goal: fewest(goal) for goal in GOALS},
        "stacks": [_stack(kernels) for kernels in stacks],
    }


def _stack(kernels: tuple[int, ...]) -> dict[str, Any]:
    found = Spent.of(kernels)
    verdicts = {goal: found.verdict(goal) for goal in GOALS}
    sizes = {"field": found.field, "squares": found.squares, "relus": found.relus}
    return {"text": text_of(kernels), "spent": sizes, "verdicts": verdicts}
