"""A figure's case as program text that really ran: NumPy loop and PyTorch call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Generic

import numpy as np
import torch
from numpy.typing import NDArray
from torch.nn import functional

from lessons.machinery.code import CodeLine, CodeSettings, numpy_loop, torch_call
from lessons.machinery.figure import CaseT
from lessons.machinery.grid import GridCase
from lessons.machinery.strings import STRINGS
from pages.components.code_sync import code_sync
from pages.ui.lesson.figures import ShownFigure, channel_of, show_sum
from pages.ui.shell import language
from pages.ui.slides import views
from pages.ui.slides.pieces import piece


@dataclass(frozen=True, slots=True)
class Notation(Generic[CaseT]):
    """A case as program text.

    Attributes:
        loop: The NumPy loop.
        call: The PyTorch call; lines before the last prepare it.
        arrays: What the text speaks of.
    """

    loop: Callable[[CaseT], tuple[CodeLine, ...]]
    call: Callable[[CaseT], str]
    arrays: Callable[[CaseT], Mapping[str, NDArray[np.float64]]]


CONVOLUTION: Notation[GridCase] = Notation(
    loop=lambda case: numpy_loop(CodeSettings.of(case)),
    call=lambda case: torch_call(CodeSettings.of(case)),
    arrays=lambda case: {"x": case.x, "weight": case.weight},
)


@piece("board")
def show_code_sync(shown: ShownFigure[CaseT], notation: Notation[CaseT]) -> None:
    """Both notations of what the page's figure shows; nothing if not one window fits.

    The tensor is the result of the very text on screen, so "equal" compares two computations: the
    grid's, in the browser, and PyTorch's, here.
    """
    if not shown.out.size:
        return  # the figure says in words why there is nothing to compute
    case, channel = shown.case, channel_of(shown.page_id, shown.figure)
    if views.current() == "class":
        show_sum(shown)  # the grid is on another slide
    loop, call = notation.loop(case), notation.call(case)
    code_sync(
        key=f"{channel}.code_sync",
        data={
            "channel": channel,
            "case_key": shown.case_key,
            "strings": _strings(loop),
            "lines": [
                {"text": "    " * line.indent + line.text, "shows": line.shows} for line in loop
            ],
            "call": call,
            "torch": _as_json(_run(call, notation.arrays(case))),
        },
    )


def _strings(loop: tuple[CodeLine, ...]) -> dict[str, str]:
    """The words of the component; a loop over one index is no double loop."""
    strings = STRINGS.area("code_sync", language.current())
    single = strings.pop("numpy_title_single")
    is_double = {"i", "j"} <= {line.shows for line in loop}
    return strings if is_double else strings | {"numpy_title": single}


def _as_json(out: torch.Tensor) -> list[list[float | str]]:
    """JSON has neither infinity nor NaN: they go as torch prints them."""
    return [[v if np.isfinite(v) else str(v) for v in line] for line in out.tolist()]


def _run(call: str, arrays: Mapping[str, NDArray[np.float64]]) -> torch.Tensor:
    """Run the text of ``torch_call``; all of it is ours, only the numbers are the learner's."""
    names: dict[str, object] = {
        "F": functional,
        **{name: torch.from_numpy(array.copy()) for name, array in arrays.items()},
    }
    *preparation, expression = call.split("\n")
    exec("\n".join(preparation), names)
    out = eval(expression, names)
    assert isinstance(out, torch.Tensor)
    return out[0]
