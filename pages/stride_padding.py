"""Stride and padding: how far the window jumps, and what happens at the edge."""

from __future__ import annotations

import numpy as np
import torch
from torch.nn.functional import conv2d

from cnncore.ops import conv_transpose2d, padded_grid
from lessons.machinery.grid import GridCase, notes_case
from lessons.machinery.questions import show_value
from lessons.stride_padding.questions import PADDING_MODES
from pages.ui.lesson import drawings
from pages.ui.lesson.claims import show_claim
from pages.ui.lesson.examples import show_examples
from pages.ui.lesson.frame import open_lesson
from pages.ui.lesson.grid_section import show_grid_section
from pages.ui.lesson.puzzles import show_puzzles
from pages.ui.lesson.questions import show_question, show_recall
from pages.ui.lesson.replay import grid_place
from pages.ui.lesson.summary import Computed, show_summary
from pages.ui.lesson.terms import show_terms
from pages.ui.shell import text
from pages.ui.shell.language import t

PADDED = {
    "on_grid_padding": {"size": 5, "image": "ramp", "kernel": "x", "kernel_size": 3, "stride": 1,
                        "padding": 1, "dilation": 1, "padding_mode": "zeros", "step": 0},
}  # fmt: skip
REFLECTED = {"on_grid_mode": {"padding": 1, "padding_mode": "reflect", "step": 0}}
DILATED = {
    "on_grid_dilation": {"size": 7, "kernel_size": 3, "stride": 1, "padding": 0, "dilation": 2,
                         "step": 0},
}  # fmt: skip


def every_second(case: GridCase) -> str:
    """Stride 1 beside stride 2: the second keeps every other row and column of the first."""
    one, two = case.out(), case.changed(stride=2).out()
    return drawings.row(
        drawings.figure(
            drawings.grid(one, "output", cell=38, digits=True),
            t("lesson.stride_one", size=len(one)),
        ),
        "→",
        drawings.figure(
            drawings.grid(two, "output", cell=38, digits=True),
            t("lesson.stride_two", size=len(two)),
        ),
    )


def padded_output(case: GridCase) -> str:
    """The output with one ring of zeros; the old output framed inside."""
    height, inner = case.changed(padding=0).out().shape
    return drawings.figure(
        drawings.grid(case.out(), "output", cell=38, digits=True, frame=(1, 1, height, inner)),
        t("lesson.padded_out", inner=inner),
    )


def padding_modes(padding: int = 2) -> str:
    """The row 1 to 5 with what stands beyond its ends, in each mode."""
    row = np.arange(1.0, 6.0)
    rows = []
    for mode in PADDING_MODES:
        padded = padded_grid(np.tile(row, (5, 1)), padding, mode)[padding]
        note = f"{t(f'lesson.mode_{mode}')}{t('lesson.colon')}{t(f'lesson.note_{mode}')}"
        rows.append(drawings.padded_row(padded.tolist(), padding, mode, note))
    return "".join(rows)


def stamps(stride: int = 2) -> str:
    """A 2x2 map, each number stamping the kernel onto the output."""
    small, weight = np.array([[1.0, 2.0], [3.0, 4.0]]), notes_case().weight
    out = conv_transpose2d(small[None], weight[None, None], stride=stride)[0]
    count = conv_transpose2d(
        np.ones((1, 2, 2)), np.ones((1, 1, *weight.shape)), stride=stride
    )[0]  # fmt: skip
    shared = int((count > 1).sum())
    return drawings.row(
        drawings.grid(small, "input", cell=38, digits=True),
        "⊛",
        drawings.grid(weight, "kernel", cell=38, digits=True),
        "→",
        drawings.figure(
            drawings.grid(out, "output", cell=38, digits=True),
            t("lesson.transposed", stride=stride, overlap=shared),
        ),
    )


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
show_grid_section(page_id, "stride_padding")

lesson.text("observe")
text.show_html(every_second(notes))
lesson.text("formula")
text.show_html(drawings.SIZE_FORMULA)

lesson.text("asked")
show_question(page_id, "out_size", step="asked")
show_question(page_id, "leftover")

lesson.text(
    "change", padding=padded.padding[0], size=len(padded.out()), claimed=len(notes.out())
)  # fmt: skip
text.show_html(padded_output(padded))
show_examples(page_id, PADDED)
lesson.text("modes")
text.show_html(padding_modes())
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
text.show_html(stamps())
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
