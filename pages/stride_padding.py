"""Stride and padding: how far the window jumps, and what happens at the edge."""

from __future__ import annotations

import torch
from torch.nn.functional import conv2d

from cnncore.ops import conv_transpose2d
from lessons.machinery import predictions
from lessons.machinery.grid import GridCase, notes_case
from lessons.machinery.questions import show_value
from lessons.stride_padding.figures import DILATED, PADDED, REFLECTED, STEPPER
from pages.ui.lesson import drawings, padding_drawings
from pages.ui.lesson.claims import show_claim
from pages.ui.lesson.examples import show_examples
from pages.ui.lesson.figures import show_figure
from pages.ui.lesson.frame import open_lesson
from pages.ui.lesson.puzzles import show_puzzles
from pages.ui.lesson.questions import show_question, show_recall
from pages.ui.lesson.replay import grid_place
from pages.ui.lesson.summary import Computed, show_summary
from pages.ui.lesson.terms import show_terms
from pages.ui.shell import text
from pages.ui.shell.language import t


def there_and_back(case: GridCase) -> str:
    """A convolution and its transpose: the size returns, the numbers do not."""
    out = case.out()
    back = conv_transpose2d(out[None], case.weight[None, None], stride=case.stride)[0]
    return t(
        "lesson.transposed_back",
        size=len(case.x),
        small=len(out),
        corner=show_value(back[0, 0]),
        original=show_value(case.x[0, 0]),
    )


def four_sizes(case: GridCase) -> tuple[Computed, ...]:
    """The same input under four settings: the call, and the shape PyTorch gives."""
    x, weight = torch.from_numpy(case.x)[None], torch.from_numpy(case.weight)[None, None]
    outs = {
        "": conv2d(x, weight),
        ", stride=2": conv2d(x, weight, stride=2),
        ", padding=1": conv2d(x, weight, padding=1),
        ", dilation=2": conv2d(x, weight, dilation=2),
    }
    return tuple(
        Computed(f"F.conv2d(x, weight{written})", "PyTorch", f"{out.shape[1]}×{out.shape[2]}")
        for written, out in outs.items()
    )


lesson = open_lesson("stride_padding")
page_id = lesson.lesson_id
notes = notes_case()
padded, strided = notes.changed(padding=1), notes.changed(stride=2)
values: dict[str, object] = {
    "size": len(notes.x),
    "kernel_size": len(notes.weight),
    "stride": strided.stride[0],
    "strided": len(strided.out()),
}

show_recall(page_id)
show_terms({"input": "input", "kernel": "kernel"}, ("stride", "padding"))

grid_place(page_id)
show_figure(page_id, STEPPER, predict=predictions.CONVOLUTION)

lesson.text("observe")
text.show_html(padding_drawings.every_second(notes))
lesson.text("formula")
text.show_html(drawings.SIZE_FORMULA)

lesson.text("asked")
show_question(page_id, "out_size", step="asked")
show_question(page_id, "leftover")

lesson.text(
    "change", padding=padded.padding[0], size=len(padded.out()), claimed=len(notes.out())
)  # fmt: skip
text.show_html(padding_drawings.padded_output(padded))
show_examples(page_id, PADDED)
lesson.text("modes")
text.show_html(padding_drawings.padding_modes())
show_examples(page_id, REFLECTED)
show_question(page_id, "pad_mode")
lesson.text("dilation")
show_examples(page_id, DILATED)
show_question(page_id, "dilation_extent")
lesson.text("same")
show_question(page_id, "same_even")

lesson.text("construct")
show_puzzles(page_id)
lesson.text("claim")
show_claim(page_id)
show_question(page_id, "notes_formula")
lesson.text("alexnet")
show_question(page_id, "alexnet_size")
show_question(page_id, "alexnet_fix")
lesson.text("transposed")
text.show_html(padding_drawings.stamps())
text.show(there_and_back(strided))
show_question(page_id, "transposed_size")

show_summary(
    lesson,
    picture=drawings.row(
        drawings.grid(notes.x, "input", frame=(0, 0, *notes.weight.shape)),
        "→",
        drawings.grid(strided.out(), "output", cell=30, digits=True),
    ),
    formula=drawings.SIZE_FORMULA,
    computed=four_sizes(notes),
    facts=("fact-stride", "fact-padding", "fact-rest", "fact-name"),
    values=values,
)
lesson.foot()
