"""The layer as program text: the NumPy loop and the PyTorch call for given settings.

What is shown is what runs: tests execute these lines and compare with ``cnncore`` and torch.
"""

from __future__ import annotations

from lessons.fully_connected.cases import FlatCase
from lessons.machinery.code import CodeLine


def numpy_loop(case: FlatCase) -> tuple[CodeLine, ...]:
    """One output after the other: reads ``x``, ``weight``, ``bias``, leaves ``out``."""
    return (
        CodeLine("v = x.reshape(-1)"),
        CodeLine(f"out = np.zeros(({len(case.bias)}, 1))"),
        CodeLine(f"for i in range({len(case.bias)}):", shows="i"),
        CodeLine("row = weight[i]", 1, "window"),
        CodeLine("out[i, 0] = (v * row).sum() + bias[i]", 1, "value"),
    )


def torch_call(_case: FlatCase) -> str:
    """All outputs in one call.

    ``x[None]`` adds the batch axis, ``[..., None]`` stands the outputs upright.
    """
    return "F.linear(x[None].flatten(1), weight, bias)[..., None]"
