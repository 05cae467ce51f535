"""A transposed convolution as program text: a NumPy loop and the PyTorch call, as they run."""

from __future__ import annotations

from lessons.dilated_transposed.stamps import StampCase
from lessons.machinery.questions import show_value

_ASKED = "out[{row}, {column}]"


def numpy_text(case: StampCase) -> str:
    """The stamps as a double loop that fills ``out``.

    For numbers 1, 2, 3… in input and kernel, without padding, output padding and dilation.
    """
    (rows, columns), (height, width) = case.out().shape, case.weight.shape
    (tall, wide), (down, across) = case.x.shape, case.stride
    return "\n".join(
        (
            "import numpy as np",
            f"x = np.arange(1., {tall * wide + 1}).reshape({tall}, {wide})",
            f"weight = np.arange(1., {height * width + 1}).reshape({height}, {width})",
            f"out = np.zeros(({rows}, {columns}))",
            f"for i in range({tall}):",
            f"    for j in range({wide}):",
            f"        out[{down}*i:{down}*i+{height}, {across}*j:{across}*j+{width}]"
            " += x[i, j] * weight",
        )
    )


def torch_text(case: StampCase) -> str:
    """One call, to follow the lines of ``numpy_text``."""
    return "\n".join(
        (
            "import torch",
            "from torch.nn import functional as F",
            "x = torch.from_numpy(x)[None]",
            "weight = torch.from_numpy(weight)[None, None]",
            f"out = F.conv_transpose2d(x, weight, stride={case.stride[0]})[0]",
        )
    )


def both(case: StampCase) -> tuple[tuple[str, str, str], ...]:
    """Text, library and the number that it gives for the cell in the middle."""
    row, column = (size // 2 for size in case.out().shape)
    asked = _ASKED.format(row=row, column=column)
    names: dict[str, object] = {}
    found = []
    for text, library in ((numpy_text(case), "NumPy"), (torch_text(case), "PyTorch")):
        exec(text, names)  # all of it is ours, and so are the numbers
        number = float(eval(asked, names))
        found.append((f"{text}\n{asked}", library, show_value(number)))
    return tuple(found)
