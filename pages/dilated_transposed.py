"""Dilated and transposed convolution: reading with gaps, and growing a map by stamps."""

from __future__ import annotations

from cnncore.receptive_field import of_layers
from cnncore.shapes import same_padding
from lessons.dilated_transposed import code, construction, predictions
from lessons.dilated_transposed.figures import REFLECTED, STEPPER, TRANSPOSED
from lessons.dilated_transposed.questions import there_and_back
from lessons.dilated_transposed.stamps import StampCase
from lessons.machinery.predictions import CONVOLUTION
from lessons.machinery.questions import Question, split_diagnosis
from pages.ui.lesson import drawings, milestones, stamp_drawings
from pages.ui.lesson.asked import Stage
from pages.ui.lesson.examples import show_examples
from pages.ui.lesson.figures import ShownFigure, show_figure
from pages.ui.lesson.findings import finding_html
from pages.ui.lesson.frame import open_lesson
from pages.ui.lesson.questions import show_question, show_recall
from pages.ui.lesson.replay import grid_place
from pages.ui.lesson.summary import Computed, show_summary
from pages.ui.lesson.terms import show_terms
from pages.ui.shell.language import t

DILATIONS = (1, 2, 4)
EVEN, SPREAD = 4, 2


def field(*dilations: int) -> int:
    """How far an output sees after 3x3 convolutions with these dilations."""
    return of_layers([(3, 1, 0, dilation) for dilation in dilations]).size


def bring_back(shown: ShownFigure[StampCase]) -> None:
    """The construction, and what the figure above makes of it now."""
    goal, small = construction.GOAL, construction.SMALL
    least, middle = construction.others()
    lesson.text(
        "construct", goal=goal, small=small, least=least, middle=middle,
        kernel_size=construction.KERNEL, stride=construction.STRIDE, padding=construction.PADDING,
    )  # fmt: skip
    extra = shown.case.output_padding[0]
    if not shown.out.size:
        said = t("lesson.back_none")
    elif not construction.is_its_transpose(shown.settings):
        wanted = [f"F = {construction.KERNEL}", f"S = {construction.STRIDE}",
                  f"P = {construction.PADDING}", "D = 1"]  # fmt: skip
        listed = t("lesson.separator").join([t("lesson.back_size", small=small), *wanted])
        said = t("lesson.back_other", wanted=listed)
    elif shown.out.shape != (goal, goal):
        said = t("lesson.back_open", out=len(shown.out), goal=goal)
    else:
        bare = construction.bare(shown.case)
        said = t("lesson.back_done", goal=goal, extra=extra, bare=bare, kept=extra - bare)
        milestones.reach(shown.page_id, "construct")
    lesson.drawing(finding_html(split_diagnosis(said)))


def sizes_there_and_back(_question: Question, stage: Stage) -> str:
    """Widths of a few inputs on the way there and back; they are the answer, so they follow it."""
    if stage != "closed":
        return ""
    kernel, stride = len(example.weight), example.stride[0]
    found = there_and_back(range(5, 9), kernel, stride)
    caption = t("lesson.there_and_back", kernel_size=kernel, stride=stride)
    return stamp_drawings.there_and_back(found, caption)


def reading() -> None:
    """The same numbers as an ordinary convolution."""
    lesson.text("reading", heading=False)


def sizes() -> None:
    """The size formula, and what output_padding is."""
    lesson.text("sizes", heading=False)
    lesson.drawing(drawings.TRANSPOSED_SIZE_FORMULA)
    show_question(page_id, "transposed_size")


def modes() -> None:
    """What stands outside the picture."""
    lesson.text("modes", heading=False)
    lesson.drawing(stamp_drawings.padding_modes())
    show_question(page_id, "pad_mode")
    show_examples(page_id, REFLECTED)


def same() -> None:
    """Which kernels keep the size."""
    lesson.text("same", heading=False, even=EVEN, spread=SPREAD, each=same_padding(EVEN, SPREAD))
    show_question(page_id, "same_even")


lesson = open_lesson("dilated_transposed", more=("reading", "sizes", "modes", "same"))
page_id = lesson.lesson_id
example = StampCase.of(TRANSPOSED.defaults)

small, large = stamp_drawings.enlarged()[0], stamp_drawings.enlarged()[-1]
lesson.opening(stamp_drawings.what_for(), small=len(small), size=len(large))
show_recall(page_id)
show_terms(
    {"input": "input", "kernel": "kernel", "feature_map": "output"},
    ("dilation", "transposed_convolution", "output_padding"),
)

grid_place(page_id)
show_figure(page_id, STEPPER, predict=CONVOLUTION)
lesson.text(
    "observe", dilations=", ".join(map(str, DILATIONS)), field=field(*DILATIONS),
    plain=field(1, 1, 1),
)  # fmt: skip
lesson.text("asked")
show_question(page_id, "dilation_extent", step="asked")

lesson.text("change")
show_question(page_id, "uneven", step="change")
grid_place(page_id, TRANSPOSED)
show_figure(page_id, TRANSPOSED, predict=predictions.STAMPS, follow=bring_back)

lesson.text("claim")
show_question(page_id, "undo", figure=sizes_there_and_back)
for section, body in {"reading": reading, "sizes": sizes, "modes": modes, "same": same}.items():
    lesson.more(section, body)

show_summary(
    lesson,
    picture=stamp_drawings.stamps(example),
    formula=drawings.TRANSPOSED_SIZE_FORMULA,
    computed=tuple(
        Computed(written, library, value) for written, library, value in code.both(example)
    ),
    facts=("fact-dilation", "fact-stamp", "fact-back", "fact-name"),
    values={
        "size": len(example.x),
        "kernel_size": len(example.weight),
        "stride": example.stride[0],
    },
)
lesson.foot()
