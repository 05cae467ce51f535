"""Stacks of convolutions and poolings: as text in an address, and those to begin from."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Literal

from cnncore.errors import SettingError
from cnncore.receptive_field import ReceptiveField, grow
from cnncore.shapes import WindowSpec
from lessons.machinery.params import ChoiceParam, IntParam, Param, ParamSlip, bad_value

Kind = Literal["conv", "pool"]
MOST_LAYERS = 20
LARGEST_SIZE = 256
LIMITS: Mapping[str, tuple[int, int]] = {
    "kernel_size": (1, 11),
    "stride": (1, 4),
    "padding": (0, 16),
    "dilation": (1, 16),
}
"""The least and the most of each setting of a layer."""
_LETTERS: Mapping[str, Kind] = {"c": "conv", "m": "pool"}
_LAYER = re.compile(r"([cm])(\d{1,2})(?:s(\d))?(?:p(\d{1,2}))?(?:d(\d{1,2}))?")


@dataclass(frozen=True, slots=True)
class Layer:
    """A convolution or a pooling along one axis."""

    kind: Kind
    kernel_size: int
    stride: int = 1
    padding: int = 0
    dilation: int = 1

    @property
    def window(self) -> WindowSpec:
        """Its window."""
        return WindowSpec(self.kernel_size, self.stride, self.padding, self.dilation)

    @property
    def weights(self) -> int:
        """Between one channel of its input and one of its output, without the bias."""
        return self.kernel_size**2 if self.kind == "conv" else 0

    @property
    def text(self) -> str:
        """``c3p1``, ``m2s2``: settings of 1 and paddings of 0 are left out."""
        letter = next(letter for letter, kind in _LETTERS.items() if kind == self.kind)
        stride = f"s{self.stride}" if self.stride > 1 else ""
        padding = f"p{self.padding}" if self.padding else ""
        dilation = f"d{self.dilation}" if self.dilation > 1 else ""
        return f"{letter}{self.kernel_size}{stride}{padding}{dilation}"


Stack = tuple[Layer, ...]


def read_layer(text: str) -> Layer | None:
    """The layer that a text names; None if it is none, or beyond the limits."""
    match = _LAYER.fullmatch(text)
    if not match:
        return None
    kernel_size, stride, padding, dilation = (
        int(number or least) for number, least in zip(match.groups()[1:], (1, 1, 0, 1), strict=True)
    )
    layer = Layer(_LETTERS[match[1]], kernel_size, stride, padding, dilation)
    is_possible = all(
        low <= getattr(layer, name) <= high for name, (low, high) in LIMITS.items()
    ) and (layer.kind == "conv" or (dilation == 1 and padding <= kernel_size // 2))
    return layer if is_possible else None


def stack_of(text: str) -> Stack:
    """The layers of a text of ours.

    Raises:
        ValueError: If it is no stack.
    """
    layers = [read_layer(each) for each in text.split("-")]
    if len(layers) > MOST_LAYERS or None in layers:
        raise ValueError(f"no stack: {text!r}")
    return tuple(layer for layer in layers if layer)


@dataclass(frozen=True, slots=True)
class StackParam:
    """Layers from the first to the last, joined by ``-``: ``c3p1-c3p1-m2s2``."""

    name: str
    default: str

    def parse(self, text: str) -> tuple[str, ParamSlip | None]:
        """The text in its shortest form, or the default and what was wrong."""
        try:
            return "-".join(layer.text for layer in stack_of(text)), None
        except ValueError:
            return self.default, bad_value("bad_stack", self, text, most=MOST_LAYERS)

    def format(self, value: str) -> str:
        """The text itself."""
        return value


@dataclass(frozen=True, slots=True)
class Preset:
    """A stack with a picture that shows it well.

    Attributes:
        size: Pixels along one side of the picture.
    """

    stack: str
    size: int = 16

    @property
    def layers(self) -> Stack:
        """Its layers."""
        return stack_of(self.stack)


def _repeated(text: str, times: int) -> str:
    return "-".join([text] * times)


START = Preset("c3p1-c3p1-m2s2-c3p1")
VGG_16 = Preset("-".join(f"{_repeated('c3p1', n)}-m2s2" for n in (2, 2, 3, 3, 3)), 224)
RESNET_STEM = "c7s2p3-m3s2p1"
RESNET_18 = Preset(
    f"{RESNET_STEM}-{_repeated('c3p1', 4)}-{_repeated('c3s2p1-c3p1-c3p1-c3p1', 3)}", 224
)
PRESETS: Mapping[str, Preset] = {
    "start": START,
    "two": Preset("c3p1-c3p1"),
    "three": Preset("c3p1-c3p1-c3p1"),
    "dilated": Preset("c3p1-c3p2d2-c3p3d3", 20),
    "stem": Preset(f"{RESNET_STEM}-c3p1-c3p1", 64),
    "mobile": Preset("c1-c3s2p1-c1"),
    "inception": Preset("c1-c5p2"),
    "vgg16": VGG_16,
    "resnet18": RESNET_18,
}
"""By name, in the order offered. Of blocks with branches the widest path; a residual block's is
through its convolutions, an Inception module's through the 5x5."""


def fields(layers: Sequence[Layer]) -> list[ReceptiveField]:
    """What the units of each map see, the picture's first."""
    found = [ReceptiveField()]
    for layer in layers:
        found.append(grow(found[-1], layer.window))
    return found


def sizes(layers: Sequence[Layer], size: int) -> list[int]:
    """Units of each map along one axis, the picture's first; 0 from where nothing fits."""
    found = [size]
    for layer in layers:
        try:
            found.append(layer.window.out_size(found[-1]) if found[-1] else 0)
        except SettingError:
            found.append(0)
    return found


def weights(layers: Sequence[Layer]) -> int:
    """Of the whole stack, for one channel each."""
    return sum(layer.weights for layer in layers)


def params(prefix: str, start: Preset) -> tuple[Param, ...]:
    """What shapes a stack and what is picked in it, as an address holds it.

    Args:
        prefix: Begins their names, so that two stacks of a page differ.
        start: What holds where the address says nothing.
    """
    return (
        StackParam(f"{prefix}stack", start.stack),
        IntParam(f"{prefix}picture", 4, LARGEST_SIZE, start.size),
        # The layer below the top: the row of the top one may wait for a prediction.
        IntParam(f"{prefix}layer", 0, MOST_LAYERS, len(start.layers) - 1),
        IntParam(f"{prefix}unit", 0, LARGEST_SIZE, 3),
        ChoiceParam(f"{prefix}patch", ("1", "3"), "1"),
    )


def as_data(layers: Sequence[Layer]) -> list[dict[str, object]]:
    """The layers as the browser takes them."""
    return [asdict(layer) for layer in layers]
