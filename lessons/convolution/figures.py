"""The figure of the lesson on convolution, and what its examples put there."""

from __future__ import annotations

from collections.abc import Mapping

from lessons.machinery.conv_figure import CONV_CONTROLS, conv_params, random_digits
from lessons.machinery.figure import BAND, SUM, TERMS, TRANSPORT, WIRE, Figure, Settings, line
from lessons.machinery.grid import GridCase

STEPPER = Figure(
    "grid_stepper",
    operator="conv2d",
    case=GridCase.of,
    params=conv_params(),
    parts=(BAND, line("x", "⊙", "weight", "→", TERMS, "out"), SUM, WIRE, TRANSPORT, *CONV_CONTROLS),
    given={"random": random_digits},
)

EXAMPLES: Mapping[str, Settings] = {
    "on_grid_edge": {"image": "edge", "kernel": "edge", "kernel_size": 3, "step": 0},
    "on_grid_cross": {"image": "cross", "kernel": "x", "kernel_size": 3, "step": 0},
    "on_grid_blur": {"image": "checkerboard", "kernel": "blur", "kernel_size": 3, "step": 0},
    "on_grid_face": {"image": "face", "kernel": "sharpen", "kernel_size": 3, "size": 9, "step": 0},
}
"""Inputs and kernels that belong together, by the key of their words."""
FLIPPED: Mapping[str, Settings] = {
    "on_grid_flip": {"kernel": "edge", "kernel_size": 3, "flip": True, "step": 0},
}
