"""A pooling as program text: the NumPy loop and the PyTorch call for given settings.

What is shown is what runs: tests execute these lines and compare with ``cnncore`` and torch.
"""

from __future__ import annotations

from cnncore.shapes import effective_kernel_size
from lessons.machinery.code import CodeLine, written_pair
from lessons.pooling.cases import Pair, PoolCase

_CALLS = {"max": "window.max()", "avg": "window.mean()"}


def numpy_loop(case: PoolCase) -> tuple[CodeLine, ...]:
    """The double loop: reads ``x``, leaves its result in ``out``.

    A slice ends where the array ends, so a window that hangs over holds just what there is. Padding
    that never wins is minus infinity; where padding is not counted, a second array with a 1 for
    each cell of the input says how many there are.

    Raises:
        SettingError: If there is no such pooling.
    """
    rows, columns = case.steps()[-1].position
    skips = case.mode == "avg" and not case.count_include_pad and any(case.padding)
    place = f"[{_slice(case, 'i', 0)}, {_slice(case, 'j', 1)}]"
    value = f"window.sum() / counted{place}.sum()" if skips else _CALLS[case.mode]
    return (
        *((CodeLine(f"counted = np.pad(np.ones(x.shape), {_width(case)})"),) if skips else ()),
        *_border(case, "-np.inf" if case.mode == "max" else "0"),
        CodeLine(f"out = np.zeros(({rows + 1}, {columns + 1}))"),
        CodeLine(f"for i in range({rows + 1}):", shows="i"),
        CodeLine(f"for j in range({columns + 1}):", 1, "j"),
        CodeLine(f"window = x{place}", 2, "window"),
        CodeLine(f"out[i, j] = {value}", 2, "value"),
    )


def _border(case: PoolCase, fill: str) -> tuple[CodeLine, ...]:
    if not any(case.padding):
        return ()
    return (CodeLine(f"x = np.pad(x, {_width(case)}, constant_values={fill})"),)


def _width(case: PoolCase) -> str:
    down, across = case.padding
    return str(down) if down == across else f"(({down}, {down}), ({across}, {across}))"


def _slice(case: PoolCase, index: str, axis: int) -> str:
    stride, dilation = case.stride[axis], case.dilation[axis]
    start = index if stride == 1 else f"{index}*{stride}"
    end = f"{start}+{effective_kernel_size(case.kernel_size[axis], dilation)}"
    return f"{start}:{end}" + (f":{dilation}" if dilation > 1 else "")


def torch_call(case: PoolCase) -> str:
    """The same in one call; ``x`` is a tensor, ``x[None]`` adds the channel axis."""
    options: dict[str, tuple[Pair, Pair]] = {
        "stride": (case.stride, case.kernel_size),
        "padding": (case.padding, (0, 0)),
        "dilation": (case.dilation, (1, 1)),
    }
    written = "".join(
        f", {name}={written_pair(value)}"
        for name, (value, default) in options.items()
        if value != default
    )
    if case.ceil_mode:
        written += ", ceil_mode=True"
    if case.mode == "avg" and not case.count_include_pad:
        written += ", count_include_pad=False"
    return f"F.{case.mode}_pool2d(x[None], {written_pair(case.kernel_size)}{written})"
