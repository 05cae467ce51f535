"""The layer as program text: the NumPy loop and the PyTorch call for given settings.

What is shown is what runs: tests execute these lines and compare with ``cnncore`` and torch.
"""

from __future__ import annotations

from lessons.fully_connected.cases import FlatCase
from lessons.machinery.code import CodeLine


def numpy_loop(case: FlatCase) -> tuple[CodeLine, ...]:
    """One output after the other: reads ``x``, ``weight``, ``bias``, leaves ``out``.

    Of a case that plays the flattening: one place of ``v`` after the other.
    """
    if case.phase == "flatten":
        return (
            CodeLine(f"v = np.zeros({case.vector.size})"),
            CodeLine(f"for j in range({case.vector.size}):", shows="j"),
            CodeLine("c, row, col = np.unravel_index(j, x.shape)", 1),
            CodeLine("v[j] = x[c, row, col]", 1, "value"),
        )
    return (
        CodeLine("v = x.reshape(-1)"),
        CodeLine(f"out = np.zeros(({len(case.bias)}, 1))"),
        CodeLine(f"for i in range({len(case.bias)}):", shows="i"),
        CodeLine("row = weight[i]", 1, "window"),
        CodeLine("out[i, 0] = (v * row).sum() + bias[i]", 1, "value"),
    )


def torch_call(case: FlatCase) -> str:
    """All outputs in one call, or all of the vector.

    ``x[None]`` adds the batch axis, ``[..., None]`` stands the outputs upright.
    """
    if case.phase == "flatten":
        return "x[None].flatten(1)[None]"
    return "F.linear(x[None].flatten(1), weight, bias)[..., None]"
