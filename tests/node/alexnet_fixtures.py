"""What the boards of the lesson on AlexNet compute in the browser, by NumPy."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from lessons.alexnet import crops


def colour_shifts() -> list[dict[str, Any]]:
    """What is added to red, green and blue."""
    axes = [asdict(axis) for axis in crops.axes()]
    cases = ((0.0, 0.0, 0.0), (0.1, 0.0, 0.0), (-2.0, 0.5, 1.25), (0.3, -0.7, 2.0))
    return [
        {"axes": axes, "alphas": alphas, "expected": crops.added(alphas).tolist()}
        for alphas in cases
    ]
