"""The matrix as program text: the NumPy loop and the PyTorch call for what the figure shows."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from lessons.machinery.code import CodeLine
from lessons.why_cnn.matrix import KERNEL, SIZE, MatrixCase


def numpy_loop(_case: MatrixCase) -> tuple[CodeLine, ...]:
    """The double loop: reads ``x`` and ``W``, leaves its result in ``out``."""
    return (
        CodeLine(f"out = np.zeros(({SIZE}, {SIZE}))"),
        CodeLine(f"for i in range({SIZE}):", shows="i"),
        CodeLine(f"for j in range({SIZE}):", 1, "j"),
        CodeLine(f"row = W[{SIZE}*i + j]", 2, "window"),
        CodeLine("out[i, j] = (row * x.ravel()).sum()", 2, "value"),
    )


def torch_call(case: MatrixCase) -> str:
    """The same in one call; once the weights are shared, it is a convolution."""
    if case.links == "shared" and case.order == "plain":
        return "F.conv2d(x[None], weight[None, None], padding=1)"
    return f"F.linear(x.flatten(), W).reshape(1, {SIZE}, {SIZE})"


def arrays(case: MatrixCase) -> Mapping[str, NDArray[np.float64]]:
    """What the text speaks of."""
    return {"x": case.x, "W": case.weights, "weight": KERNEL}
