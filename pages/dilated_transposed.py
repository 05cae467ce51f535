"""Dilated and transposed convolution: reading with gaps, and growing a map by stamps."""

from __future__ import annotations

from cnncore.receptive_field import of_layers
from cnncore.shapes import conv_out_size, conv_transpose_out_size, same_padding
from lessons.dilated_transposed import code, predictions
from lessons.dilated_transposed.figures import REFLECTED, STEPPER, TRANSPOSED
from lessons.dilated_transposed.questions import there_and_back
from lessons.dilated_transposed.stamps import StampCase
from lessons.machinery.predictions import CONVOLUTION
from lessons.machinery.questions import Question, split_diagnosis
from pages.ui.lesson import drawings, milestones, stamp_drawings
from pages.ui.lesson.examples import show_examples
from pages.ui.lesson.figures import ShownFigure, show_figure
from pages.ui.lesson.frame import open_lesson
from pages.ui.lesson.questions import Stage, finding_html, show_question, show_recall
from pages.ui.lesson.replay import grid_place
from pages.ui.lesson.summary import Computed, show_summary
from pages.ui.lesson.terms import show_terms
from pages.ui.shell import text
from pages.ui.shell.language import t

DILATIONS = (1, 2, 4)
KERNEL, STRIDE, GOAL = 3, 2, 6
SMALL = conv_out_size(GOAL, KERNEL, stride=STRIDE)
EVEN, SPREAD = 4, 2


def field(*dilations: int) -> int:
    """How far an output sees after 3x3 convolutions with these dilations."""
    return of_layers([(3, 1, 0, dilation) for dilation in dilations]).size


def bring_back(shown: ShownFigure[StampCase]) -> None:
    """The construction: whether the figure above leads back to the size that is asked for."""
    lesson.text("construct", goal=GOAL, default=values["default"], small=SMALL,
                kernel_size=KERNEL, stride=STRIDE)  # fmt: skip
    case = shown.case
    kept = {"size": (SMALL,) * 2, "kernel_size": (KERNEL,) * 2, "stride": (STRIDE,) * 2,
            "padding": (0, 0), "dilation": (1, 1)}  # fmt: skip
    if not shown.out.size:
        said = t("lesson.back_none")
    elif any(shown.settings[name] != value for name, value in kept.items()):
        said = t("lesson.back_other", small=SMALL, kernel_size=KERNEL, stride=STRIDE)
    elif case.out().shape == (GOAL, GOAL):
        said = t("lesson.back_done", goal=GOAL, extra=case.output_padding[0])
        milestones.reach(shown.page_id, "construct")
    else:
        said = t("lesson.back_open", out=case.out().shape[0], goal=GOAL)
    text.show_html(finding_html(split_diagnosis(said)))


def sizes_there_and_back(_question: Question, stage: Stage) -> str:
    """Widths of a few inputs on the way there and back; they are the answer, so they follow it."""
    if stage != "closed":
        return ""
    found = there_and_back(range(5, 9), KERNEL, STRIDE)
    return stamp_drawings.there_and_back(
        found, t("lesson.there_and_back", kernel_size=KERNEL, stride=STRIDE)
    )


def reading() -> None:
    """The same numbers as an ordinary convolution."""
    lesson.text("reading", heading=False)


def sizes() -> None:
    """The size formula, and what output_padding is."""
    lesson.text("sizes", heading=False)
    text.show_html(drawings.TRANSPOSED_SIZE_FORMULA)
    show_question(page_id, "transposed_size")


def modes() -> None:
    """What stands outside the picture."""
    lesson.text("modes", heading=False)
    text.show_html(stamp_drawings.padding_modes())
    show_question(page_id, "pad_mode")
    show_examples(page_id, REFLECTED)


def same() -> None:
    """Which kernels keep the size."""
    lesson.text("same", heading=False, even=EVEN, spread=SPREAD, each=same_padding(EVEN, SPREAD))
    show_question(page_id, "same_even")


lesson = open_lesson("dilated_transposed", more=("reading", "sizes", "modes", "same"))
page_id = lesson.lesson_id
example = StampCase.of(TRANSPOSED.defaults)
values: dict[str, object] = {
    "size": len(example.x),
    "kernel_size": KERNEL,
    "stride": STRIDE,
    "default": conv_transpose_out_size(SMALL, KERNEL, stride=STRIDE),
}

show_recall(page_id)
show_terms(
    {"input": "input", "kernel": "kernel", "feature_map": "output"},
    ("dilation", "transposed_convolution"),
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
    values=values,
)
lesson.foot()
