"""The map of a kernel as program text: the NumPy loop and the PyTorch call for given settings.

What is shown is what runs: tests execute these lines and compare with ``cnncore`` and torch.
"""

from __future__ import annotations

from lessons.channels.cases import ChannelCase
from lessons.machinery.code import CodeLine, written_pair


def numpy_loop(case: ChannelCase) -> tuple[CodeLine, ...]:
    """The double loop of the shown kernel: reads ``x``, ``weight``, ``bias``, leaves ``out``."""
    rows, columns = case.out().shape
    kernel, seen = case.shown, case.seen(case.shown)
    lanes = ":" if len(seen) == len(case.x) else f"{seen.start}:{seen.stop}"
    height, width = case.slices.shape[-2:]
    down, across = _slice("i", case.stride[0], height), _slice("j", case.stride[1], width)
    return (
        *_border(case),
        CodeLine(f"out = np.zeros(({rows}, {columns}))"),
        CodeLine(f"for i in range({rows}):", shows="i"),
        CodeLine(f"for j in range({columns}):", 1, "j"),
        CodeLine(f"window = x[{lanes}, {down}, {across}]", 2, "window"),
        CodeLine(f"total = (window * weight[{kernel}]).sum()", 2),
        CodeLine(f"out[i, j] = total + bias[{kernel}]", 2, "value"),
    )


def _border(case: ChannelCase) -> tuple[CodeLine, ...]:
    if not any(case.padding):
        return ()
    down, across = case.padding
    return (CodeLine(f"x = np.pad(x, ((0, 0), ({down}, {down}), ({across}, {across})))"),)


def _slice(index: str, stride: int, size: int) -> str:
    start = index if stride == 1 else f"{index}*{stride}"
    return f"{start}:{start}+{size}"


def torch_call(case: ChannelCase) -> str:
    """All kernels in one call, and the shown one's map; ``x[None]`` adds the batch axis."""
    written = "".join(
        f", {name}={written_pair(value)}"
        for name, value, default in (
            ("stride", case.stride, (1, 1)),
            ("padding", case.padding, (0, 0)),
        )
        if value != default
    )
    if case.groups > 1:
        written += f", groups={case.groups}"
    return f"F.conv2d(x[None], weight, bias{written})[:, {case.shown}]"
