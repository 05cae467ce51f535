"""Activation functions: a bend behind every layer, number by number."""

from __future__ import annotations

import numpy as np
import torch
from torch.nn.functional import relu

from cnncore import ops
from cnncore.cost import conv2d_params
from lessons.activations import depth, predictions
from lessons.activations.cases import DEPTH
from lessons.activations.claims import CLAIMS
from lessons.activations.dead import LAB, UNITS
from lessons.activations.figures import LAYERS, STEPPER
from lessons.activations.functions import EXAMPLE, LEAKY_SLOPE, MAXOUT_PIECES
from lessons.activations.questions import SIGMOID_PEAK
from lessons.machinery.questions import Question, show_value
from pages.ui.lesson import activation_drawings, drawings
from pages.ui.lesson.asked import Stage
from pages.ui.lesson.cost_table import show_costs
from pages.ui.lesson.dead_board import STEPS, show_dead_units
from pages.ui.lesson.depth_board import show_depth
from pages.ui.lesson.figures import show_figure
from pages.ui.lesson.frame import open_lesson
from pages.ui.lesson.questions import show_question, show_recall
from pages.ui.lesson.replay import grid_place
from pages.ui.lesson.summary import Computed, show_summary
from pages.ui.lesson.terms import show_terms
from pages.ui.lesson.verdict_board import show_verdicts


def two_layers(question: Question, stage: Stage) -> str:
    """Both matrices and their product; the asked cell stays empty until it is answered."""
    return activation_drawings.merged(question, is_hidden=stage != "closed")


def spaced(row: np.ndarray) -> str:
    """Numbers side by side."""
    return " ".join(show_value(float(v)) for v in row)


def first_row() -> tuple[Computed, ...]:
    """The first row of the example, by NumPy and by PyTorch, from the text that is shown."""
    row = EXAMPLE[0]
    by_numpy, by_torch = np.maximum(0, row), relu(torch.from_numpy(row))
    return (
        Computed("np.maximum(0, x[0])", "NumPy", str(by_numpy)),
        Computed("F.relu(x[0])", "PyTorch", str(by_torch.numpy())),
    )


def bend_breaks_it() -> None:
    """The same two layers with ReLU between them are no longer one."""
    lesson.text("bend", heading=False)
    lesson.drawing(activation_drawings.with_a_bend())


def claims() -> None:
    """Loose claims, each to be judged."""
    lesson.text("claims", heading=False)
    show_verdicts(page_id, CLAIMS)


def family() -> None:
    """What others do with the negative side."""
    single = conv2d_params(64, 64, 3)
    double = single * len(MAXOUT_PIECES)
    slots = {"single": f"{single:,}", "double": f"{double:,}"}
    lesson.text("family", heading=False, leaky=show_value(LEAKY_SLOPE), **slots)
    show_question(page_id, "random_slope")
    show_question(page_id, "prelu_step")


def in_depth() -> None:
    """A batch in ten untrained layers."""
    lesson.text("depth", heading=False, width=depth.WIDTH, batch=depth.BATCH)
    show_depth(page_id)


def dead() -> None:
    """Units that no longer answer."""
    lesson.text("dead", heading=False, units=UNITS, steps=STEPS, lab_rate=LAB["learning_rate"])
    show_dead_units(page_id)


def choose() -> None:
    """Which one to take, and what each costs."""
    lesson.text("choose", heading=False)
    show_costs(page_id)


FOLDS = {
    "bend": bend_breaks_it,
    "depth": in_depth,
    "dead": dead,
    "family": family,
    "claims": claims,
    "choose": choose,
}

lesson = open_lesson("activations", more=tuple(FOLDS))
page_id = lesson.lesson_id
values: dict[str, object] = {
    "first": spaced(EXAMPLE[0]),
    "passed": spaced(ops.relu(EXAMPLE[0])),
    "peak": show_value(SIGMOID_PEAK),
    "ten": f"{round(1 / SIGMOID_PEAK) ** DEPTH:,}",
}

lesson.opening(activation_drawings.why())
show_recall(page_id)
show_terms({"input": "input", "feature_map": "output"}, ("activation_function", "derivative"))

grid_place(page_id)
show_figure(page_id, STEPPER, predict=predictions.CELLWISE)
lesson.text("observe")

lesson.text("asked")
show_question(page_id, "passes", step="asked")

lesson.text("change")
grid_place(page_id, LAYERS)
show_figure(page_id, LAYERS, predict=predictions.FADING)
show_question(page_id, "sigmoid_depth", step="change")

lesson.text("construct")
show_question(page_id, "merged_cell", step="construct", figure=two_layers)
for section, body in FOLDS.items():
    lesson.more(section, body)

show_summary(
    lesson,
    picture=drawings.row(
        drawings.grid(EXAMPLE, "input", cell=34, digits=True),
        "→",
        drawings.grid(ops.relu(EXAMPLE), "output", cell=34, digits=True),
    ),
    formula=activation_drawings.RELU_FORMULA,
    computed=first_row(),
    facts=("fact-cellwise", "fact-nonlinear", "fact-gradient", "fact-monotone"),
    values=values,
)
lesson.foot()
