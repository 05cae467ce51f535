"""A figure's case as program text that really ran: NumPy loop and PyTorch call."""

from __future__ import annotations

import torch
from torch.nn import functional

from lessons.machinery.code import CodeSettings, numpy_loop, torch_call
from lessons.machinery.grid import GridCase
from lessons.machinery.strings import STRINGS
from pages.components.code_sync import code_sync
from pages.ui.lesson.figures import ShownFigure
from pages.ui.shell import language


def show_code_sync(shown: ShownFigure[GridCase]) -> None:
    """Both notations of what the page's figure shows; nothing if not one window fits.

    The tensor is the result of the very text on screen, so "equal" compares two computations: the
    grid's, in the browser, and PyTorch's, here.
    """
    if not shown.out.size:
        return  # the figure says in words why there is nothing to compute
    case = shown.case
    settings = CodeSettings.of(case)
    call = torch_call(settings)
    code_sync(
        key=f"{shown.page_id}.code_sync",
        data={
            "channel": shown.page_id,
            "case_key": shown.case_key,
            "strings": STRINGS.area("code_sync", language.current()),
            "lines": [
                {"text": "    " * line.indent + line.text, "shows": line.shows}
                for line in numpy_loop(settings)
            ],
            "call": call,
            "torch": _run(call, shown).tolist(),
        },
    )


def _run(call: str, shown: ShownFigure[GridCase]) -> torch.Tensor:
    """Run the text of ``torch_call``; all of it is ours, only the numbers are the learner's."""
    names: dict[str, object] = {
        "F": functional,
        "x": torch.from_numpy(shown.case.x),
        "weight": torch.from_numpy(shown.case.weight.copy()),
    }
    *preparation, expression = call.split("\n")
    exec("\n".join(preparation), names)
    out = eval(expression, names)
    assert isinstance(out, torch.Tensor)
    return out[0]
