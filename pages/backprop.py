"""How a kernel learns: one step of gradient descent with every number in sight."""

from __future__ import annotations

from functools import partial

import torch
from torch.nn import functional

from lessons.backprop import code, figures, predictions, through
from lessons.backprop.cases import TASKS, LearningCase
from lessons.backprop.claims import CLAIMS
from lessons.machinery.answers import show_value
from pages.ui.lesson import backprop_drawings
from pages.ui.lesson.code_sync import Notation, show_code_sync
from pages.ui.lesson.examples import show_examples
from pages.ui.lesson.figures import ShownFigure, show_figure
from pages.ui.lesson.frame import open_lesson
from pages.ui.lesson.guess_board import show_kernel_guess
from pages.ui.lesson.questions import show_question, show_recall
from pages.ui.lesson.replay import grid_place
from pages.ui.lesson.summary import Computed, show_summary
from pages.ui.lesson.terms import show_terms
from pages.ui.lesson.verdict_board import show_verdicts

KERNEL = Notation(code.numpy_loop, code.torch_call, code.arrays)
INPUT = Notation(code.back_loop, code.back_call, code.arrays)
BLOCK = Notation(through.numpy_loop, through.torch_call, through.arrays)


def same_step_in_code(shown: ShownFigure[LearningCase]) -> None:
    """What a step does, and the step in two more notations."""
    lesson.text("observe")
    lesson.drawing(backprop_drawings.FORMULA)
    lesson.text("notations")
    show_code_sync(shown, KERNEL)


def two_numbers(case: LearningCase) -> tuple[Computed, ...]:
    """The gradient of one weight by NumPy and by PyTorch, from the text that is shown."""
    arrays = code.arrays(case) | {"grad_out": case.grad_out}
    tensors = {name: torch.from_numpy(array)[None, None] for name, array in arrays.items()}
    names = {"F": functional, **tensors}
    return (
        Computed.ran("(x[1:4, 2:5] * grad_out).sum()", "NumPy", arrays),
        Computed.ran("F.conv2d(x, grad_out)[0, 0, 1, 2].item()", "PyTorch", names),
    )


def rates() -> None:
    """A small rate, one that is too large, and momentum."""
    lesson.text("rates", heading=False)
    show_examples(page_id, figures.RATES_TRIED, figure=figures.DESCENT.name)


def nudge() -> None:
    """How small a nudge may be."""
    lesson.text("nudge", heading=False)
    show_examples(page_id, figures.NUDGED)
    show_question(page_id, "nudge_tiny")


def below() -> None:
    """The gradient of the input."""
    lesson.text("below", heading=False)
    grid_place(page_id, figures.BACK)
    show_figure(page_id, figures.BACK, follow=partial(show_code_sync, notation=INPUT))
    show_question(page_id, "input_cell")


def stops() -> None:
    """Through ReLU and max pooling."""
    lesson.text("stops", heading=False)
    show_question(page_id, "gets_through", figure=backprop_drawings.stops)
    grid_place(page_id, figures.THROUGH)
    show_figure(page_id, figures.THROUGH, follow=partial(show_code_sync, notation=BLOCK))


def undecided() -> None:
    """A constant input."""
    lesson.text("undecided", heading=False)
    show_question(page_id, "decided")


def race() -> None:
    """By hand against gradient descent."""
    lesson.text("race", heading=False)
    show_kernel_guess(page_id)


def chain() -> None:
    """Several ways to the loss, and two layers."""
    lesson.text("chain", heading=False)
    show_question(page_id, "sum_children", figure=backprop_drawings.two_ways)
    lesson.drawing(backprop_drawings.three_ways())


def vanish() -> None:
    """Long products."""
    lesson.text("vanish", heading=False)
    lesson.drawing(backprop_drawings.what_is_left())


def claims() -> None:
    """Loose claims, each to be judged."""
    lesson.text("claims", heading=False)
    show_verdicts(page_id, CLAIMS)


MORE = {"nudge": nudge, "rates": rates, "undecided": undecided, "race": race, "below": below,
        "stops": stops, "chain": chain, "vanish": vanish,
        "claims": claims}  # fmt: skip

lesson = open_lesson("backprop", more=tuple(MORE))
page_id = lesson.lesson_id
case = TASKS["uneven"]
after = show_value(round(case.descent(0.02, 1)[-1].loss, 2))
values: dict[str, object] = {
    "size": len(case.x), "kernel_size": len(case.weight), "after": after,
    "first": show_value(case.loss), "grad": show_value(float(case.out()[1, 2])),
}  # fmt: skip

lesson.opening(backprop_drawings.what_for())
show_recall(page_id)
show_terms({"input": "input", "kernel": "kernel", "feature_map": "output"},
           ("loss", "gradient", "learning_rate"))  # fmt: skip

grid_place(page_id)
show_figure(page_id, figures.STEPPER, predict=predictions.WEIGHTS, follow=same_step_in_code)
lesson.text("asked")
show_question(page_id, "new_weight", step="asked")
show_question(page_id, "bias_grad")

lesson.text("change")
grid_place(page_id, figures.DESCENT)
show_figure(page_id, figures.DESCENT)
show_question(page_id, "runs_away", step="change")

lesson.text("construct")
show_question(page_id, "one_step_rate", step="construct")

for section, body in MORE.items():
    lesson.more(section, body)

show_summary(
    lesson, picture=backprop_drawings.one_step(case), formula=backprop_drawings.FORMULA,
    computed=two_numbers(case), values=values,
    facts=("fact-weight", "fact-step", "fact-below", "fact-name"),
)  # fmt: skip
lesson.foot()
