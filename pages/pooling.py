"""Pooling: one number of each window is kept, and what that withstands."""

from __future__ import annotations

from functools import partial

import torch
from torch.nn import functional

from lessons.machinery.questions import Question
from lessons.pooling import code, figures, predictions
from lessons.pooling.cases import PoolCase, notes_case
from lessons.pooling.shifted_nets import results
from pages.ui.lesson import drawings, pool_drawings
from pages.ui.lesson.asked import Stage
from pages.ui.lesson.code_sync import Notation, show_code_sync
from pages.ui.lesson.examples import show_examples
from pages.ui.lesson.figures import ShownFigure, show_figure
from pages.ui.lesson.frame import open_lesson
from pages.ui.lesson.halving_table import show_halvings
from pages.ui.lesson.puzzles import show_puzzles
from pages.ui.lesson.questions import show_question, show_recall
from pages.ui.lesson.replay import grid_place
from pages.ui.lesson.shift_board import show_shift_test
from pages.ui.lesson.summary import Computed, show_summary
from pages.ui.lesson.terms import show_terms


def counted(_question: Question, stage: Stage) -> str:
    """The shifts counted cell by cell; they are the answer, so they follow it."""
    return pool_drawings.shifts_kept() if stage == "closed" else ""


def two_numbers(case: PoolCase) -> tuple[Computed, ...]:
    """The first window by NumPy, all windows by PyTorch, from the text that is shown."""
    tensors = {"F": functional, "x": torch.from_numpy(case.x)}
    return (
        Computed.ran("x[0:2, 0:2].max().item(), x[0:2, 0:2].mean().item()", "NumPy", {"x": case.x}),
        Computed.ran("F.max_pool2d(x[None], 2).flatten().tolist()", "PyTorch", tensors),
        Computed.ran("F.avg_pool2d(x[None], 2).flatten().tolist()", "PyTorch", tensors),
    )


def same_step_in_code(shown: ShownFigure[PoolCase]) -> None:
    """What a step does, and the step in two more notations."""
    lesson.text("observe")
    lesson.drawing(drawings.SIZE_FORMULA)
    lesson.text("notations")
    show_code_sync(shown, Notation(code.numpy_loop, code.torch_call, lambda case: {"x": case.x}))


def gradient() -> None:
    """Where output gradients go."""
    lesson.text("gradient", heading=False)
    grid_place(page_id, figures.GRADIENT)
    show_figure(page_id, figures.GRADIENT)
    show_examples(page_id, figures.TIES, figure=figures.GRADIENT.name)
    show_question(page_id, "grad_overlap")
    show_question(page_id, "grad_tie")


def edges() -> None:
    """Padding, the divisor, and numbers that are none."""
    lesson.text("edges", heading=False)
    show_examples(page_id, figures.FINE_POINTS)
    show_question(page_id, "divisor")
    lesson.text("strange")
    show_examples(page_id, figures.STRANGE)
    lesson.drawing(pool_drawings.strange_windows())


def falls() -> None:
    """The rule of rounding up."""
    lesson.text("falls", heading=False, **pool_drawings.rounded())
    show_question(page_id, "falls_off")
    show_examples(page_id, figures.FALLS_OFF)


def whole() -> None:
    """Global average pooling."""
    lesson.text("global", heading=False)
    show_examples(page_id, figures.WHOLE)
    show_question(page_id, "gap_weights")


def strided() -> None:
    """What a convolution with stride 2 costs in its place, and what networks chose."""
    lesson.text("strided", heading=False, **pool_drawings.halved_map())
    show_question(page_id, "conv_weights", then=partial(show_halvings, page_id))
    lesson.text("chosen")
    lesson.drawing(pool_drawings.networks())


def aliasing() -> None:
    """To what degree pooling withstands shifts."""
    lesson.text("aliasing", heading=False, tested=results().tested)
    lesson.drawing(pool_drawings.changed_predictions())
    show_question(page_id, "invariant")


MORE = {"gradient": gradient, "edges": edges, "falls": falls, "global": whole,
        "strided": strided, "aliasing": aliasing}  # fmt: skip

lesson = open_lesson("pooling", more=tuple(MORE))
page_id = lesson.lesson_id
notes = notes_case()
values: dict[str, object] = {
    "size": len(notes.x),
    "kernel_size": notes.kernel_size[0],
    "stride": notes.stride[0],
    "floor": len(notes.out()),
    "ceil": len(notes.changed(ceil_mode=True).out()),
}

lesson.opening(pool_drawings.what_for())
show_recall(page_id)
show_terms({"input": "input", "window": "kernel", "feature_map": "output"},
           ("max_pooling", "average_pooling"))  # fmt: skip

grid_place(page_id)
show_figure(page_id, figures.STEPPER, predict=predictions.WINDOWS, follow=same_step_in_code)
lesson.text("asked")
show_question(page_id, "thousand", step="asked")

lesson.text("change")
show_examples(page_id, figures.READ_ALL)
show_question(page_id, "ceil_size", step="change")

lesson.text("shift")
show_question(
    page_id, "shift_winner", below=lambda stage: show_shift_test(page_id, is_open=stage != "open")
)
lesson.text("claim")
show_question(page_id, "five_of_eight", figure=counted)

lesson.text("construct")
show_puzzles(page_id)

for section, body in MORE.items():
    lesson.more(section, body)

show_summary(
    lesson,
    picture=pool_drawings.both_results(notes),
    formula=drawings.SIZE_FORMULA,
    computed=two_numbers(notes),
    facts=("fact-keep", "fact-size", "fact-shift", "fact-name"),
    values=values,
)
lesson.foot()
