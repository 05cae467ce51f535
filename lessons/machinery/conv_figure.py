"""What figures of a convolution share: their parameters and their controls."""

from __future__ import annotations

from lessons.machinery import presets
from lessons.machinery.figure import FLIP, STEP, Part, Settings, sliders
from lessons.machinery.figure import presets as preset_rows
from lessons.machinery.params import (
    ChoiceParam,
    EditsParam,
    FlagParam,
    IntParam,
    PairParam,
    Param,
)

PADDING_MODES = ("zeros", "reflect", "replicate", "circular")
LARGEST_SEED = 99
_LARGEST_PADDING = 3
_MOST_WINDOWS = (max(presets.INPUT_SIZES) + 2 * _LARGEST_PADDING) ** 2


def conv_params(
    *,
    size: int = 5,
    image: str = "ramp",
    kernel: str = "x",
    kernel_size: int = 3,
    stride: int = 1,
    padding: int = 0,
    dilation: int = 1,
) -> tuple[Param, ...]:
    """Every setting of a convolution on the grid; the arguments are what a lesson begins with."""
    sizes, kernels = presets.INPUT_SIZES, presets.KERNEL_SIZES
    return (
        PairParam("size", min(sizes), max(sizes), (size, size)),
        ChoiceParam("image", presets.INPUT_NAMES, image),
        ChoiceParam("kernel", presets.KERNEL_NAMES, kernel),
        PairParam("kernel_size", min(kernels), max(kernels), (kernel_size, kernel_size)),
        PairParam("stride", 1, 4, (stride, stride)),
        PairParam("padding", 0, _LARGEST_PADDING, (padding, padding)),
        PairParam("dilation", 1, 3, (dilation, dilation)),
        ChoiceParam("padding_mode", PADDING_MODES, "zeros"),
        FlagParam("flip"),
        IntParam("seed", 0, LARGEST_SEED, 0),
        EditsParam("input_edits", max(sizes), over="image"),
        EditsParam("kernel_edits", max(kernels), over="kernel"),
        IntParam(STEP, 0, _MOST_WINDOWS, 0),
    )


CONV_CONTROLS: tuple[Part, ...] = (
    sliders("kernel_size", "stride", "padding", more=("dilation", "size", "padding_mode")),
    preset_rows("image", "kernel"),
    FLIP,
)


def random_digits(settings: Settings) -> list[list[int]]:
    """The random input of these settings at its largest: only NumPy can draw it."""
    return presets.random_table(settings["seed"])
