"""A convolution as program text: the NumPy loop and the PyTorch call for given settings.

What is shown is what runs: tests execute these lines and compare with ``cnncore`` and torch.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from cnncore.shapes import WindowSpec, effective_kernel_size
from lessons.machinery.grid import GridCase, Pair

Shown = Literal["i", "j", "window", "value"]

NUMPY_PAD_MODES = {"reflect": "reflect", "replicate": "edge", "circular": "wrap"}
"""torch's padding modes in the words of ``np.pad``; zeros need none."""


@dataclass(frozen=True, slots=True)
class CodeLine:
    """A line of program text.

    Attributes:
        text: Without its indentation.
        indent: How deep it stands, in steps of four spaces.
        shows: Which value of the current step stands at its end.
    """

    text: str
    indent: int = 0
    shows: Shown | None = None


@dataclass(frozen=True, slots=True)
class CodeSettings:
    """What the program text depends on; names and meaning as in ``torch.nn.Conv2d``."""

    size: Pair = (5, 5)
    kernel_size: Pair = (3, 3)
    stride: Pair = (1, 1)
    padding: Pair = (0, 0)
    dilation: Pair = (1, 1)
    padding_mode: str = "zeros"
    flip: bool = False

    @classmethod
    def of(cls, case: GridCase) -> CodeSettings:
        """What the text of a case depends on: everything but its numbers."""
        (height, width), (rows, columns) = case.x.shape, case.weight.shape
        return cls(
            (height, width),
            (rows, columns),
            case.stride,
            case.padding,
            case.dilation,
            case.padding_mode,
            case.flip,
        )

    def axis(self, axis: int) -> WindowSpec:
        """How the window slides along the rows (0) or the columns (1)."""
        return WindowSpec(
            self.kernel_size[axis], self.stride[axis], self.padding[axis], self.dilation[axis]
        )


def numpy_loop(settings: CodeSettings) -> tuple[CodeLine, ...]:
    """The double loop: reads ``x`` and ``weight``, leaves its result in ``out``.

    Raises:
        SettingError: If not one window fits.
    """
    down, across = settings.axis(0), settings.axis(1)
    rows, columns = down.out_size(settings.size[0]), across.out_size(settings.size[1])
    prepare = []
    if any(settings.padding):
        mode = NUMPY_PAD_MODES.get(settings.padding_mode)
        extra = f', mode="{mode}"' if mode else ""
        vertical, horizontal = settings.padding
        by_axis = f"(({vertical}, {vertical}), ({horizontal}, {horizontal}))"
        border = str(vertical) if vertical == horizontal else by_axis
        prepare.append(CodeLine(f"x = np.pad(x, {border}{extra})"))
    if settings.flip:
        prepare.append(CodeLine("weight = weight[::-1, ::-1]"))
    return (
        *prepare,
        CodeLine(f"out = np.zeros(({rows}, {columns}))"),
        CodeLine(f"for i in range({rows}):", shows="i"),
        CodeLine(f"for j in range({columns}):", 1, "j"),
        CodeLine(f"window = x[{_slice('i', down)}, {_slice('j', across)}]", 2, "window"),
        CodeLine("out[i, j] = (window * weight).sum()", 2, "value"),
    )


def _slice(index: str, axis: WindowSpec) -> str:
    """``i:i+3``, ``i*2:i*2+3``, ``i:i+5:2``."""
    start = index if axis.stride == 1 else f"{index}*{axis.stride}"
    end = f"{start}+{effective_kernel_size(axis.kernel_size, axis.dilation)}"
    return f"{start}:{end}" + (f":{axis.dilation}" if axis.dilation > 1 else "")


def torch_call(settings: CodeSettings) -> str:
    """The same in one call (two lines if PyTorch's function cannot fill the border itself).

    ``x`` and ``weight`` are tensors; ``x[None]`` adds the channel axis, ``weight[None, None]`` the
    axes of output and input channels.
    """
    weight = "weight.flip(0, 1)" if settings.flip else "weight"
    zeros = settings.padding_mode == "zeros"
    options = {
        "stride": (settings.stride, 1),
        "padding": (settings.padding if zeros else (0, 0), 0),
        "dilation": (settings.dilation, 1),
    }
    written = "".join(
        f", {name}={written_pair(value)}"
        for name, (value, default) in options.items()
        if value != (default, default)
    )
    call = f"F.conv2d(x[None], {weight}[None, None]{written})"
    if zeros or not any(settings.padding):
        return call
    vertical, horizontal = settings.padding
    border = f"({horizontal}, {horizontal}, {vertical}, {vertical})"
    return f'x = F.pad(x[None], {border}, mode="{settings.padding_mode}")[0]\n{call}'


def written_pair(value: Pair) -> str:
    """``2``, or ``(2, 1)`` where the two axes differ."""
    return str(value[0]) if value[0] == value[1] else str(value)


def as_text(lines: tuple[CodeLine, ...]) -> str:
    """The lines as a program."""
    return "\n".join("    " * line.indent + line.text for line in lines)
