"""Convolution: a small window slides over the picture, one number at every stop."""

from __future__ import annotations

import numpy as np
import torch
from torch.nn.functional import conv2d

from lessons.convolution.figures import EXAMPLES, FLIPPED, STEPPER
from lessons.machinery import predictions
from lessons.machinery.grid import GridCase, notes_case
from lessons.machinery.questions import Question
from pages.ui.lesson import drawings
from pages.ui.lesson.bug_board import show_bug_board
from pages.ui.lesson.code_sync import show_code_sync
from pages.ui.lesson.examples import show_examples
from pages.ui.lesson.figures import ShownFigure, show_figure
from pages.ui.lesson.frame import open_lesson
from pages.ui.lesson.guess_board import show_kernel_guess
from pages.ui.lesson.picture_board import show_picture_lab
from pages.ui.lesson.puzzles import show_puzzles
from pages.ui.lesson.questions import Stage, show_question, show_recall
from pages.ui.lesson.replay import grid_place
from pages.ui.lesson.summary import Computed, show_summary
from pages.ui.lesson.terms import show_terms
from pages.ui.shell import text
from pages.ui.shell.language import t


def stops(question: Question, stage: Stage) -> str:
    """One bar for every place where the window stops: to be counted once an answer was wrong."""
    if stage == "open":
        return ""
    size, kernel = question.values["size"], question.values["kernel_size"]
    assert isinstance(size, int)
    assert isinstance(kernel, int)
    assert isinstance(question.answer, int)
    if stage == "tried":
        return drawings.window_bars(size, kernel, t("lesson.bars_to_count"), numbered=False)
    places = t("lesson.separator").join(str(n + 1) for n in range(question.answer))
    return drawings.window_bars(size, kernel, t("lesson.bars", places=places))


def window_and_kernel(question: Question, _stage: Stage) -> str:
    """The two small matrices the question speaks of."""
    window, weight = np.array(question.values["window"]), np.array(question.values["weight"])
    return drawings.row(
        drawings.figure(drawings.grid(window, "input", cell=36, digits=True), t("lesson.window")),
        "⊙",
        drawings.figure(drawings.grid(weight, "kernel", cell=36, digits=True), t("lesson.kernel")),
    )


def picture_of(case: GridCase) -> str:
    """The case in small: input with its first window, kernel, output with its first number."""
    return drawings.row(
        drawings.grid(case.x, "input", frame=(0, 0, *case.weight.shape)),
        "⊙",
        drawings.grid(case.weight, "kernel"),
        "→",
        drawings.grid(case.out(), "output", cell=26, ring=(0, 0)),
    )


def first_number(case: GridCase) -> tuple[Computed, ...]:
    """The first output, by NumPy and by PyTorch, from the text that is shown."""
    x, weight = case.x, case.weight
    tensor, kernel = torch.from_numpy(x), torch.from_numpy(weight)
    by_numpy = (x[0:3, 0:3] * weight).sum()
    by_torch = conv2d(tensor[None], kernel[None, None])[0, 0, 0]
    torch_text = "F.conv2d(x[None], weight[None, None])[0, 0, 0]"
    return (
        Computed("(x[0:3, 0:3] * weight).sum()", "NumPy", str(by_numpy)),
        Computed(torch_text, "PyTorch", f"{by_torch.item():g}."),
    )


def same_step_in_code(shown: ShownFigure[GridCase]) -> None:
    """What a step does, and the step in two more notations."""
    lesson.text("observe", cells=values["cells"], positions=values["positions"])
    text.show_html(drawings.CONVOLUTION_FORMULA)
    lesson.text("notations")
    show_code_sync(shown)


def counts() -> None:
    """From every pixel to a patch, from own weights to shared ones."""
    lesson.text("counts", heading=False)
    show_question(page_id, "dense_weights")
    show_question(page_id, "local_weights")


def bug() -> None:
    """Somebody else's output to check."""
    lesson.text("bug", heading=False)
    show_bug_board(page_id)


def guess() -> None:
    """From the result back to the kernel."""
    lesson.text("guess", heading=False)
    show_kernel_guess(page_id)


lesson = open_lesson("convolution", more=("counts", "bug", "guess"))
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

show_recall(page_id)
show_terms({"input": "input", "kernel": "kernel", "feature_map": "output"}, ("window",))

grid_place(page_id)
show_figure(page_id, STEPPER, predict=predictions.CONVOLUTION, follow=same_step_in_code)

lesson.text("asked")
show_question(page_id, "out_size", step="asked", figure=stops)
show_question(page_id, "shared_weights")
show_question(page_id, "five_times_centre")
lesson.more("counts", counts)

lesson.text("change", ones=f"{notes.weight.sum():g}")
show_examples(page_id, EXAMPLES)
show_question(page_id, "flat_area", step="change")
lesson.text("meaning")
show_picture_lab(page_id)
lesson.text("flip")
show_examples(page_id, FLIPPED)
show_question(page_id, "flip_matters")
show_question(page_id, "true_convolution", figure=window_and_kernel)

lesson.text("construct")
show_puzzles(page_id)
lesson.more("bug", bug)
lesson.more("guess", guess)

show_summary(
    lesson,
    picture=picture_of(notes),
    formula=drawings.CONVOLUTION_FORMULA,
    computed=first_number(notes),
    facts=("fact-local", "fact-shared", "fact-size", "fact-name"),
    values=values,
)
lesson.foot()
