"""Momentum and a learning rate that is divided by 10, on a gradient that stays 1."""

from __future__ import annotations

MOMENTA = ("0", "0.5", "0.9")
FORMS = ("paper", "torch")
RATE = 0.01
STEPS, DROP = 24, 12
"""The rate is divided by 10 behind step 12."""


def moves(momentum: float, form: str, steps: int = STEPS) -> list[float]:
    """How far each step goes downhill.

    The paper keeps the learning rate inside the velocity, v <- m v - rate g, so what was gathered
    at the old rate dies away by and by. PyTorch keeps it outside, step = rate v.

    Args:
        momentum: share of the velocity that is kept.
        form: "paper" or "torch".
        steps: how many.
    """
    velocity, found = 0.0, []
    for step in range(1, steps + 1):
        rate = RATE if step <= DROP else RATE / 10
        velocity = momentum * velocity + (rate if form == "paper" else 1.0)
        found.append(velocity if form == "paper" else rate * velocity)
    return found
