"""Still drawings of the lesson on convolution."""

from __future__ import annotations

import numpy as np

from cnncore.ops import conv2d
from lessons.machinery.grid import GridCase
from lessons.machinery.pictures import PICTURE_KERNELS, picture
from lessons.machinery.questions import Question
from pages.ui.lesson import drawings
from pages.ui.lesson.asked import Stage
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


def edges_of_a_picture() -> str:
    """A picture, the kernel of vertical edges, and how strongly it responds where."""
    house, edge = picture("house").astype(float), PICTURE_KERNELS["vertical"]
    response = np.abs(conv2d(house[None], edge[None, None])[0])
    found = 255 * response / response.max()
    names = [t(f"lesson.why_{name}") for name in ("picture", "kernel", "map")]
    return drawings.row(
        drawings.figure(drawings.bitmap(house, 2, names[0]), names[0]),
        "⊙",
        drawings.figure(drawings.grid(edge, "kernel", cell=26, digits=True), names[1]),
        "→",
        drawings.figure(drawings.bitmap(found, 2, names[2]), names[2]),
    )
