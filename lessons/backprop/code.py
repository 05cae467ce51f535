"""The gradient of a kernel as program text: the NumPy loop and what PyTorch does by itself.

What is shown is what runs: tests execute these lines and compare with ``cnncore`` and torch.
"""

from __future__ import annotations

from lessons.backprop.cases import Grid, LearningCase
from lessons.machinery.code import CodeLine


def numpy_loop(case: LearningCase) -> tuple[CodeLine, ...]:
    """A loop over the weights: reads ``x``, ``out``, ``target`` and leaves ``grad_w``."""
    (rows, columns), (height, width) = case.weight.shape, case.target.shape
    return (
        CodeLine("grad_out = out - target"),
        CodeLine(f"grad_w = np.zeros(({rows}, {columns}))"),
        CodeLine(f"for i in range({rows}):", shows="i"),
        CodeLine(f"for j in range({columns}):", 1, "j"),
        CodeLine(f"met = x[i:i+{height}, j:j+{width}]", 2, "window"),
        CodeLine("grad_w[i, j] = (met * grad_out).sum()", 2, "value"),
    )


def torch_call(_case: LearningCase) -> str:
    """Forward, the loss, and ``backward``: autograd knows the rest."""
    return (
        "weight = weight[None, None].requires_grad_()\n"
        "out = F.conv2d(x[None, None], weight)\n"
        "loss = ((out - target)**2).sum() / 2\n"
        "loss.backward()\n"
        "weight.grad[0]"
    )


def back_loop(case: LearningCase) -> tuple[CodeLine, ...]:
    """A loop over the input: reads ``out``, ``target``, ``weight`` and leaves ``grad_x``."""
    (rows, columns), (height, width) = case.x.shape, case.weight.shape
    return (
        CodeLine(f"pad = np.pad(out - target, {len(case.weight) - 1})"),
        CodeLine("turned = weight[::-1, ::-1]"),
        CodeLine(f"grad_x = np.zeros(({rows}, {columns}))"),
        CodeLine(f"for i in range({rows}):", shows="i"),
        CodeLine(f"for j in range({columns}):", 1, "j"),
        CodeLine(f"met = pad[i:i+{height}, j:j+{width}]", 2, "window"),
        CodeLine("grad_x[i, j] = (met * turned).sum()", 2, "value"),
    )


def back_call(_case: LearningCase) -> str:
    """The same by ``backward``, down to the input."""
    return (
        "x = x[None, None].requires_grad_()\n"
        "out = F.conv2d(x, weight[None, None])\n"
        "loss = ((out - target)**2).sum() / 2\n"
        "loss.backward()\n"
        "x.grad[0]"
    )


def arrays(case: LearningCase) -> dict[str, Grid]:
    """What the text speaks of."""
    return {"x": case.x, "weight": case.weight, "target": case.target, "out": case.forward}
