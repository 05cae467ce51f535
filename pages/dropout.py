"""Dropout: units switched off at random in training, and why testing fits."""

from __future__ import annotations

import numpy as np
import torch
from torch.nn import functional

from lessons.dropout import code, predictions
from lessons.dropout.cases import HIDDEN, WEIGHT, DropoutCase, factor
from lessons.dropout.figures import BENT, STEPPER
from lessons.dropout.flicker import HIDDEN as NET_UNITS
from lessons.dropout.flicker import P, net
from lessons.machinery.questions import show_value
from pages.ui.lesson import dropout_drawings
from pages.ui.lesson.examples import show_examples
from pages.ui.lesson.figures import ShownFigure, show_figure
from pages.ui.lesson.flicker_board import show_flicker
from pages.ui.lesson.frame import open_lesson
from pages.ui.lesson.questions import show_question, show_recall
from pages.ui.lesson.replay import grid_place
from pages.ui.lesson.summary import Computed, show_summary
from pages.ui.lesson.terms import show_terms


def first_unit(case: DropoutCase) -> tuple[Computed, ...]:
    """The units of the figure in training by NumPy, in testing by PyTorch, from the shown text."""
    arrays = {"x": case.x[0], "keep": case.kept[0], "p": case.p}
    tensors = {"F": functional, "x": torch.from_numpy(case.x[0]), "p": case.p}
    return (
        Computed.ran("(x * keep / (1 - p)).tolist()", "NumPy", arrays),
        Computed.ran("F.dropout(x, p, training=False).tolist()", "PyTorch", tensors),
    )


def what_it_does(_shown: ShownFigure[DropoutCase]) -> None:
    """What a mask does, in words and as a formula."""
    lesson.text("observe")
    lesson.drawing(dropout_drawings.FORMULA)


def in_code() -> None:
    """Two programs with what they print."""
    lesson.text("notations", heading=False)
    for program in (code.NUMPY, code.TORCH):
        lesson.code(program)
        lesson.code(code.output(program))


def behind_a_bend() -> None:
    """Where the mean is no longer what testing gives."""
    lesson.text("bend", heading=False)
    show_question(page_id, "bent")
    show_examples(page_id, BENT)


def parameters() -> None:
    """They are as many as before."""
    lesson.text("params", heading=False)
    show_question(page_id, "params")


def readings() -> None:
    """Three ways to read it, each with what can be computed."""
    case = STEPPER.case(STEPPER.defaults)
    variance = case.p / (1 - case.p) * float(((HIDDEN * WEIGHT) ** 2).sum())
    lesson.text("readings", heading=False, p_shown=shown_p, variance=show_value(variance),
                sampled=show_value(round(float(np.var(case.sampled())), 1)))  # fmt: skip
    show_question(page_id, "subnetworks")


def claims() -> None:
    """Loose claims, each to be judged."""
    lesson.text("claims", heading=False)
    show_question(page_id, "faster")
    show_question(page_id, "after_conv")


FOLDS = {
    "notations": in_code,
    "bend": behind_a_bend,
    "params": parameters,
    "readings": readings,
    "claims": claims,
}

lesson = open_lesson("dropout", more=tuple(FOLDS))
page_id = lesson.lesson_id
first = STEPPER.case(STEPPER.defaults)
shown_p = show_value(first.p)
values: dict[str, object] = {
    "p_shown": shown_p,
    "kept": show_value(8 * factor(first.p, "train", "train")),
}

lesson.opening(dropout_drawings.why())
show_recall(page_id)
show_terms({"neuron": "input", "weight": "kernel"}, ("dropout", "overfitting"))

grid_place(page_id)
show_figure(page_id, STEPPER, predict=predictions.UNITS, follow=what_it_does)

lesson.text("asked")
show_question(page_id, "zeros", step="asked")

lesson.text("change")
show_question(page_id, "eval_factor", step="change")

lesson.text("eval", hidden=NET_UNITS, p=show_value(P), tested=f"{net().tested:.0%}")
show_flicker(page_id)

lesson.text("construct")
show_question(page_id, "score", step="construct")
for section, body in FOLDS.items():
    lesson.more(section, body)

show_summary(
    lesson,
    picture=dropout_drawings.why(),
    formula=dropout_drawings.FORMULA,
    computed=first_unit(first),
    facts=("fact-train", "fact-test", "fact-params", "fact-name"),
    values=values,
)
lesson.foot()
