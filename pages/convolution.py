"""Convolution: a small window slides over the picture, one number at every stop."""

from __future__ import annotations

import torch
from torch.nn import functional

from lessons.convolution.figures import EXAMPLES, FLIPPED, STEPPER
from lessons.machinery import predictions
from lessons.machinery.grid import GridCase, notes_case
from lessons.machinery.puzzles import PUZZLES
from pages.ui.lesson import convolution_drawings, drawings
from pages.ui.lesson.bug_board import show_bug_board
from pages.ui.lesson.code_sync import CONVOLUTION, show_code_sync
from pages.ui.lesson.examples import show_examples
from pages.ui.lesson.figures import ShownFigure, show_figure
from pages.ui.lesson.frame import open_lesson
from pages.ui.lesson.guess_board import show_kernel_guess
from pages.ui.lesson.picture_board import show_picture_lab
from pages.ui.lesson.puzzles import show_puzzles
from pages.ui.lesson.questions import show_question, show_recall
from pages.ui.lesson.replay import grid_place
from pages.ui.lesson.summary import Computed, show_summary
from pages.ui.lesson.terms import show_terms


def first_number(case: GridCase) -> tuple[Computed, ...]:
    """The first output, by NumPy and by PyTorch, from the text that is shown."""
    arrays = {"x": case.x, "weight": case.weight}
    tensors = {name: torch.from_numpy(array) for name, array in arrays.items()}
    call = "F.conv2d(x[None], weight[None, None])[0, 0, 0].item()"
    return (
        Computed.ran("(x[0:3, 0:3] * weight).sum()", "NumPy", arrays),
        Computed.ran(call, "PyTorch", {"F": functional, **tensors}),
    )


def same_step_in_code(shown: ShownFigure[GridCase]) -> None:
    """What a step does, and the step in two more notations."""
    lesson.text("observe", cells=values["cells"], positions=values["positions"])
    lesson.drawing(drawings.CONVOLUTION_FORMULA)
    lesson.text("notations")
    show_code_sync(shown, CONVOLUTION)


def pairs() -> None:
    """Inputs and kernels that belong together, and what the edge kernel gives on a plain area."""
    lesson.text("pairs", heading=False, ones=f"{notes.weight.sum():g}")
    show_examples(page_id, EXAMPLES)
    show_question(page_id, "five_times_centre")
    show_question(page_id, "flat_area")


def flip() -> None:
    """What mathematics calls convolution."""
    lesson.text("flip", heading=False)
    show_examples(page_id, FLIPPED)
    show_question(page_id, "flip_matters")
    show_question(page_id, "true_convolution", figure=convolution_drawings.window_and_kernel)


def more_sizes() -> None:
    """Other sizes to work backwards from."""
    lesson.text("sizes", heading=False)
    show_puzzles(page_id, PUZZLES[page_id][1:], "more_puzzle")


def bug() -> None:
    """Somebody else's output to check."""
    lesson.text("bug", heading=False)
    show_bug_board(page_id)


def guess() -> None:
    """From the result back to the kernel."""
    lesson.text("guess", heading=False)
    show_kernel_guess(page_id)


lesson = open_lesson("convolution", more=("pairs", "flip", "sizes", "bug", "guess"))
page_id = lesson.lesson_id
notes = notes_case()
values: dict[str, object] = {
    "size": notes.x.shape[0],
    "kernel_size": notes.weight.shape[0],
    "cells": notes.weight.size,
    "positions": notes.out().size,
    "out_size": notes.out().shape[0],
    "first": f"{notes.out()[0, 0]:g}",
}

lesson.opening(convolution_drawings.edges_of_a_picture())
show_recall(page_id)
show_terms(
    {"input": "input", "kernel": "kernel", "feature_map": "output"},
    ("kernel", "weight", "window", "feature_map"),
)

grid_place(page_id)
show_figure(page_id, STEPPER, predict=predictions.CONVOLUTION, follow=same_step_in_code)

lesson.text("asked")
show_question(page_id, "out_size", step="asked", figure=convolution_drawings.stops)
show_question(page_id, "shared_weights")

lesson.text("change")
show_picture_lab(page_id)
lesson.more("pairs", pairs)
lesson.more("flip", flip)

lesson.text("construct")
show_puzzles(page_id, PUZZLES[page_id][:1])
lesson.more("sizes", more_sizes)
lesson.more("bug", bug)
lesson.more("guess", guess)

show_summary(
    lesson,
    picture=convolution_drawings.picture_of(notes),
    formula=drawings.CONVOLUTION_FORMULA,
    computed=first_number(notes),
    facts=("fact-local", "fact-shared", "fact-size", "fact-name"),
    values=values,
)
lesson.foot()
