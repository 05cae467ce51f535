"""Stride and padding: how far the window jumps, and what happens at the edge."""

from __future__ import annotations

import torch
from torch.nn import functional

from lessons.machinery import predictions
from lessons.machinery.grid import GridCase, notes_case
from lessons.machinery.puzzles import PUZZLES
from lessons.stride_padding.figures import PADDED, STEPPER
from lessons.stride_padding.questions import ALEXNET_OUT
from lessons.stride_padding.reading import SIZE, WANTED
from pages.ui.lesson import drawings, padding_drawings
from pages.ui.lesson.claims import show_claim
from pages.ui.lesson.code_sync import CONVOLUTION, show_code_sync
from pages.ui.lesson.examples import show_examples
from pages.ui.lesson.figures import ShownFigure, show_figure
from pages.ui.lesson.frame import open_lesson
from pages.ui.lesson.puzzles import show_puzzles
from pages.ui.lesson.questions import show_question, show_recall
from pages.ui.lesson.reading_board import show_reading_board
from pages.ui.lesson.replay import grid_place
from pages.ui.lesson.summary import Computed, show_summary
from pages.ui.lesson.terms import show_terms


def longer_steps(shown: ShownFigure[GridCase]) -> None:
    """What a longer step leaves out, and the step in two more notations."""
    lesson.text("observe")
    lesson.drawing(padding_drawings.every_second(notes))
    lesson.text("notations")
    show_code_sync(shown, CONVOLUTION)


def second_number(case: GridCase) -> tuple[Computed, ...]:
    """The second output and the size of all, each in two ways, from the text that is shown."""
    arrays = {"x": case.x, "weight": case.weight}
    tensors = {name: torch.from_numpy(array) for name, array in arrays.items()}
    call = f"F.conv2d(x[None], weight[None, None], stride={case.stride[0]})"
    size, kernel = len(case.x), len(case.weight)
    left = case.stride[1]
    return (
        Computed.ran(f"(x[0:{kernel}, {left}:{left + kernel}] * weight).sum()", "NumPy", arrays),
        Computed.ran(f"{call}[0, 0, 1].item()", "PyTorch", {"F": functional, **tensors}),
        Computed.ran(f"({size} + 2*0 - {kernel}) // {left} + 1", "Python", {}),
        Computed.ran(f"{call}.shape[-1]", "PyTorch", {"F": functional, **tensors}),
    )


def picture_of(case: GridCase) -> str:
    """The input with its second window, and the output with the number it gives."""
    frame = (0, case.stride[1], *case.weight.shape)
    return drawings.row(
        drawings.grid(case.x, "input", frame=frame),
        "→",
        drawings.grid(case.out(), "output", cell=30, digits=True, ring=(0, 1)),
    )


def padded_formula() -> None:
    """The formula without padding, where there is some."""
    lesson.text("padded", heading=False, padding=padded.padding[0], size=len(notes.x),
                padded=len(padded.out()), claimed=len(notes.out()))  # fmt: skip
    show_question(page_id, "padded_size")


def more_sizes() -> None:
    """Two more inverse puzzles."""
    lesson.text("sizes", heading=False)
    show_puzzles(page_id, PUZZLES[page_id][1:], "more_puzzle")


def claim() -> None:
    """A common formula, case by case."""
    lesson.text("claim", heading=False)
    show_claim(page_id)
    show_question(page_id, "claimed_formula")


def alexnet() -> None:
    """Three numbers of a paper that do not fit together."""
    lesson.text("alexnet", heading=False, goal=ALEXNET_OUT)
    show_question(page_id, "alexnet_size")
    show_question(page_id, "alexnet_fix")


MORE = {"padded": padded_formula, "sizes": more_sizes, "claim": claim, "alexnet": alexnet}

lesson = open_lesson("stride_padding", more=tuple(MORE))
page_id = lesson.lesson_id
notes = notes_case()
padded, strided = notes.changed(padding=1), notes.changed(stride=2)

lesson.opening(padding_drawings.what_for())
show_recall(page_id)
show_terms({"input": "input", "kernel": "kernel"}, ("stride", "padding"))

grid_place(page_id)
show_figure(page_id, STEPPER, predict=predictions.CONVOLUTION, follow=longer_steps)

lesson.text("formula")
lesson.drawing(drawings.SIZE_FORMULA)
lesson.text("asked")
show_question(page_id, "out_size", step="asked")
lesson.text("border", padding=padded.padding[0], size=len(padded.x))
lesson.drawing(padding_drawings.padded_output(padded))
show_examples(page_id, PADDED)
lesson.text("leftover")
show_question(page_id, "leftover")

lesson.text("change", size=SIZE, wanted=WANTED)
show_reading_board(page_id)

lesson.text("construct")
show_puzzles(page_id, PUZZLES[page_id][:1])
for section_id, body in MORE.items():
    lesson.more(section_id, body)

show_summary(
    lesson,
    picture=picture_of(strided),
    formula=drawings.SIZE_FORMULA,
    computed=second_number(strided),
    facts=("fact-stride", "fact-padding", "fact-rest", "fact-name"),
    values={"size": len(notes.x), "kernel_size": len(notes.weight), "stride": strided.stride[0],
            "strided": len(strided.out())},
)  # fmt: skip
lesson.foot()
