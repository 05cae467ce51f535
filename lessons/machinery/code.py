"""A convolution as program text: the NumPy loop and the PyTorch call for given settings.

What is shown is what runs: tests execute these lines and compare with ``cnncore`` and torch.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from cnncore.shapes import WindowSpec, effective_kernel_size

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

    height: int = 5
    width: int = 5
    kernel_size: int = 3
    stride: int = 1
    padding: int = 0
    dilation: int = 1
    padding_mode: str = "zeros"
    flip: bool = False

    def out_size(self, size: int) -> int:
        """Windows on an axis of ``size`` cells.

        Raises:
            SettingError: If not one window fits.
        """
        window = WindowSpec(self.kernel_size, self.stride, self.padding, self.dilation)
        return window.out_size(size)


def numpy_loop(settings: CodeSettings) -> tuple[CodeLine, ...]:
    """The double loop: reads ``x`` and ``weight``, leaves its result in ``out``.

    Raises:
        SettingError: If not one window fits.
    """
    rows, columns = settings.out_size(settings.height), settings.out_size(settings.width)
    prepare = []
    if settings.padding:
        mode = NUMPY_PAD_MODES.get(settings.padding_mode)
        extra = f', mode="{mode}"' if mode else ""
        prepare.append(CodeLine(f"x = np.pad(x, {settings.padding}{extra})"))
    if settings.flip:
        prepare.append(CodeLine("weight = weight[::-1, ::-1]"))
    window = f"window = x[{_slice('i', settings)}, {_slice('j', settings)}]"
    return (
        *prepare,
        CodeLine(f"out = np.zeros(({rows}, {columns}))"),
        CodeLine(f"for i in range({rows}):", shows="i"),
        CodeLine(f"for j in range({columns}):", 1, "j"),
        CodeLine(window, 2, "window"),
        CodeLine("out[i, j] = (window * weight).sum()", 2, "value"),
    )


def _slice(index: str, settings: CodeSettings) -> str:
    """``i:i+3``, ``i*2:i*2+3``, ``i:i+5:2``."""
    start = index if settings.stride == 1 else f"{index}*{settings.stride}"
    end = f"{start}+{effective_kernel_size(settings.kernel_size, settings.dilation)}"
    return f"{start}:{end}" + (f":{settings.dilation}" if settings.dilation > 1 else "")


def torch_call(settings: CodeSettings) -> str:
    """The same in one call (two lines if PyTorch's function cannot fill the border itself).

    ``x`` and ``weight`` are tensors; ``x[None]`` adds the channel axis, ``weight[None, None]`` the
    axes of output and input channels.
    """
    weight = "weight.flip(0, 1)" if settings.flip else "weight"
    zeros = settings.padding_mode == "zeros"
    options = {
        "stride": settings.stride if settings.stride > 1 else None,
        "padding": settings.padding if settings.padding and zeros else None,
        "dilation": settings.dilation if settings.dilation > 1 else None,
    }
    written = "".join(f", {name}={value}" for name, value in options.items() if value)
    call = f"F.conv2d(x[None], {weight}[None, None]{written})"
    if zeros or not settings.padding:
        return call
    border = ", ".join([str(settings.padding)] * 4)
    return f'x = F.pad(x[None], ({border}), mode="{settings.padding_mode}")[0]\n{call}'


def as_text(lines: tuple[CodeLine, ...]) -> str:
    """The lines as a program."""
    return "\n".join("    " * line.indent + line.text for line in lines)
