"""Fully connected: maps in one line, and every output looks at all of it."""

from __future__ import annotations

import torch
from torch.nn import functional

from cnncore.cost import linear_params
from lessons.fully_connected import code, predictions
from lessons.fully_connected import shares as shares_of
from lessons.fully_connected.cases import FlatCase, example
from lessons.fully_connected.claims import CLAIMS
from lessons.fully_connected.figures import SLIDE, STEPPER
from lessons.fully_connected.stack import LENET
from pages.ui.lesson import flat_drawings
from pages.ui.lesson.code_sync import Notation, show_code_sync
from pages.ui.lesson.figures import ShownFigure, show_figure
from pages.ui.lesson.frame import open_lesson
from pages.ui.lesson.questions import show_question, show_recall
from pages.ui.lesson.replay import grid_place
from pages.ui.lesson.softmax_board import show_softmax
from pages.ui.lesson.stack_board import show_stack
from pages.ui.lesson.summary import Computed, show_summary
from pages.ui.lesson.terms import show_terms
from pages.ui.lesson.verdict_board import show_verdicts


def same_step_in_code(shown: ShownFigure[FlatCase]) -> None:
    """What a step does, and the step in two more notations."""
    lesson.text("observe")
    lesson.drawing(flat_drawings.FORMULA)
    lesson.text("notations")
    show_code_sync(shown, Notation(code.numpy_loop, code.torch_call, FlatCase.arrays))


def all_outputs(case: FlatCase) -> tuple[Computed, ...]:
    """All outputs, by NumPy and by PyTorch, from the text that is shown."""
    arrays = case.arrays()
    tensors = {name: torch.from_numpy(array) for name, array in arrays.items()}
    call = "F.linear(x.flatten(), weight, bias).tolist()"
    return (
        Computed.ran("(weight @ x.reshape(-1) + bias).tolist()", "NumPy", arrays),
        Computed.ran(call, "PyTorch", {"F": functional, **tensors}),
    )


def shares() -> None:
    """Where the parameters of two classic networks sit."""
    bars = {"alexnet": shares_of.alexnet(), "vgg": shares_of.vgg_d()}
    percent = {
        name: f"{100 * shares_of.linear_share(bar, 'params'):.0f}" for name, bar in bars.items()
    }
    lesson.text("shares", heading=False, **percent)
    lesson.drawing(flat_drawings.shares())


def as_kernel() -> None:
    """A row of weights is a kernel as large as the map; on a larger map it can slide."""
    lesson.text("kernel", heading=False)
    lesson.drawing(flat_drawings.as_kernels(case))
    lesson.drawing(flat_drawings.equal_numbers(case))
    lesson.text("slide")
    grid_place(page_id, SLIDE)
    show_figure(page_id, SLIDE)
    show_question(page_id, "map_of_scores")


def instead() -> None:
    """What can stand in place of large fully connected layers, and what it saves."""
    lesson.text("instead", heading=False)
    show_question(page_id, "mean_first")
    lesson.drawing(flat_drawings.ending_table())


def softmax() -> None:
    """From scores to shares to a loss, term by term."""
    lesson.text("softmax", heading=False)
    show_question(page_id, "add_to_all")
    show_softmax(page_id)
    show_question(page_id, "gradient")


def claims() -> None:
    """Loose claims, each to be judged."""
    lesson.text("claims", heading=False)
    show_verdicts(page_id, CLAIMS)


MORE = {"softmax": softmax, "shares": shares, "kernel": as_kernel, "instead": instead,
        "claims": claims}  # fmt: skip

lesson = open_lesson("fully_connected", more=tuple(MORE))
page_id = lesson.lesson_id
case = example()
channels, side = len(case.x), case.x.shape[-1]
ins, outs = case.vector.size, len(case.bias)
values: dict[str, object] = {
    "channels": channels,
    "side": side,
    "ins": ins,
    "outs": outs,
    "params": linear_params(ins, outs),
}

lesson.opening(flat_drawings.what_for())
show_recall(page_id)
show_terms(
    {"input": "input", "weight": "kernel", "score": "output"},
    ("flatten", "fully_connected_layer", "score"),
)

grid_place(page_id)
show_figure(page_id, STEPPER, predict=predictions.SCORES, follow=same_step_in_code)
lesson.text("asked")
show_question(page_id, "place", step="asked")
show_question(page_id, "weights")

lesson.text("change")
show_question(page_id, "in_features", step="change")

lesson.text("construct", wanted=LENET.in_features, outs=LENET.out_features)
show_stack(page_id)

for section, body in MORE.items():
    lesson.more(section, body)

show_summary(
    lesson,
    picture=flat_drawings.picture_of(case),
    formula=flat_drawings.FORMULA,
    computed=all_outputs(case),
    facts=("fact-flatten", "fact-layer", "fact-params", "fact-name"),
    values=values,
)
lesson.foot()
