"""Why convolution: a matrix that melts to a small window, and what that takes for granted."""

from __future__ import annotations

import torch
from torch.nn import functional

from lessons.machinery.questions import show_value
from lessons.why_cnn import code, predictions
from lessons.why_cnn.figures import SHUFFLED, STEPPER
from lessons.why_cnn.matrix import KERNEL, SIZE, MatrixCase, X, counts
from lessons.why_cnn.questions import SIDE, UNITS
from pages.ui.lesson import why_drawings
from pages.ui.lesson.code_sync import Notation, show_code_sync
from pages.ui.lesson.examples import show_examples
from pages.ui.lesson.figures import ShownFigure, show_figure
from pages.ui.lesson.frame import open_lesson
from pages.ui.lesson.gradient_board import show_gradients
from pages.ui.lesson.ladder_board import show_ladder
from pages.ui.lesson.moving_board import show_moving_map
from pages.ui.lesson.questions import show_question, show_recall
from pages.ui.lesson.replay import grid_place
from pages.ui.lesson.shuffle_board import show_shuffle
from pages.ui.lesson.summary import Computed, show_summary
from pages.ui.lesson.terms import show_terms


def first_number() -> tuple[Computed, ...]:
    """The first output: a row of the matrix, and the convolution; from the text that is shown."""
    case = MatrixCase("shared", "plain", X)
    arrays = {"x": case.x, "W": case.weights}
    tensors = {"x": torch.from_numpy(case.x), "weight": torch.from_numpy(KERNEL), "F": functional}
    call = "F.conv2d(x[None], weight[None, None], padding=1)[0, 0, 0].item()"
    return (
        Computed.ran("(W @ x.ravel())[0]", "NumPy", arrays),
        Computed.ran(call, "PyTorch", tensors),
    )


def same_in_code(shown: ShownFigure[MatrixCase]) -> None:
    """What the matrix means, and its product in two more notations."""
    lesson.text("observe")
    lesson.text("notations")
    show_code_sync(shown, Notation(code.numpy_loop, code.torch_call, code.arrays))


def count_first() -> None:
    """The same three ways for a picture of a million pixels, before they stand on the ladder."""
    lesson.text("counts", heading=False)
    show_question(page_id, "dense_weights")
    show_question(page_id, "local_weights")


def band() -> None:
    """The matrix of shuffled pixels."""
    lesson.text("band", heading=False)
    show_examples(page_id, SHUFFLED)


def moves() -> None:
    """Equivariance, and where the border breaks it."""
    lesson.text("moves", heading=False)
    show_question(page_id, "equivariant")
    show_moving_map(page_id)


def claims() -> None:
    """Loose claims, each to be judged."""
    lesson.text("claims", heading=False)
    show_question(page_id, "overfit")
    show_question(page_id, "unimportant")


lesson = open_lesson("why_cnn", more=("counts", "band", "moves", "claims"))
page_id = lesson.lesson_id
values: dict[str, object] = {"size": SIZE, **counts()}

lesson.opening(why_drawings.opening())
show_recall(page_id)
show_terms(
    {"input": "input", "weight": "kernel", "feature_map": "output"},
    ("weight", "fully_connected", "kernel", "feature_map"),
)

grid_place(page_id)
show_figure(page_id, STEPPER, predict=predictions.LINES, follow=same_in_code)

lesson.text("asked")
show_question(page_id, "uses", step="asked")
lesson.more("counts", count_first)

lesson.text("change", side=SIDE, units=show_value(UNITS))
show_ladder(page_id)
show_question(page_id, "mislabelled", step="change")

lesson.text("shuffle")
show_question(page_id, "shuffled", below=lambda stage: show_shuffle(is_open=stage != "open"))
lesson.more("band", band)
lesson.more("moves", moves)

lesson.text("depth")
show_question(
    page_id,
    "three_layers",
    below=lambda stage: show_gradients(page_id, is_open=stage != "open"),
)

lesson.text("construct")
show_question(page_id, "matrix_cell", step="construct", figure=why_drawings.kernel_of)
lesson.more("claims", claims)

show_summary(
    lesson,
    picture=why_drawings.in_small(),
    formula=why_drawings.MATRIX_FORMULA,
    computed=first_number(),
    facts=("fact-local", "fact-shared", "fact-position", "fact-depth"),
    values=values,
)
lesson.foot()
