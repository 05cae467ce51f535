"""Channels: every channel has its slice of the kernel, the lanes meet in one sum."""

from __future__ import annotations

import torch
from torch.nn import functional

from cnncore.cost import conv2d_params
from lessons.channels import code, predictions
from lessons.channels.cases import ChannelCase, example, mixing_example
from lessons.channels.figures import GROUPED, MIXED, STEPPER
from lessons.channels.ledger import FILLED
from lessons.channels.photos import SIZE
from lessons.channels.pictures import LUMA
from lessons.machinery.answers import show_value
from pages.ui.lesson import channel_drawings
from pages.ui.lesson.code_sync import Notation, show_code_sync
from pages.ui.lesson.colour_board import show_colour_lab
from pages.ui.lesson.examples import show_examples
from pages.ui.lesson.figures import ShownFigure, show_figure
from pages.ui.lesson.frame import open_lesson
from pages.ui.lesson.ledger_board import show_filled, show_ledger
from pages.ui.lesson.questions import show_question, show_recall
from pages.ui.lesson.replay import grid_place
from pages.ui.lesson.summary import Computed, computed_html, show_summary
from pages.ui.lesson.terms import show_terms


def same_step_in_code(shown: ShownFigure[ChannelCase]) -> None:
    """What a step does, and the step in two more notations."""
    lesson.text("observe")
    lesson.drawing(channel_drawings.FORMULA)
    lesson.text("notations")
    show_code_sync(shown, Notation(code.numpy_loop, code.torch_call, ChannelCase.arrays))


def first_number(case: ChannelCase) -> tuple[Computed, ...]:
    """The first number of every map, by NumPy and by PyTorch, from the text that is shown."""
    arrays = case.arrays()
    tensors = {name: torch.from_numpy(array) for name, array in arrays.items()}
    call = "F.conv2d(x[None], weight, bias)[0, :, 0, 0].tolist()"
    return (
        Computed.ran("(x[:, 0:3, 0:3] * weight[0]).sum() + bias[0]", "NumPy", arrays),
        Computed.ran(call, "PyTorch", {"F": functional, **tensors}),
    )


def mixed(case: ChannelCase) -> tuple[Computed, ...]:
    """A pixel's channels mixed, as a matrix times a vector and as a 1x1 convolution."""
    arrays = case.arrays()
    tensors = {name: torch.from_numpy(array) for name, array in arrays.items()}
    call = "F.conv2d(x[None], weight)[0, :, 0, 0].tolist()"
    return (
        Computed.ran("(weight[:, :, 0, 0] @ x[:, 0, 0]).tolist()", "NumPy", arrays),
        Computed.ran(call, "PyTorch", {"F": functional, **tensors}),
    )


def mix() -> None:
    """A kernel of one cell: a matrix times a vector at every place."""
    lesson.text("mix", heading=False)
    mixing = mixing_example()
    lesson.drawing(channel_drawings.mixing(mixing) + computed_html(mixed(mixing)))
    show_examples(page_id, MIXED)
    show_question(page_id, "mix_cell")
    show_question(page_id, "mix_neighbours")


def volume() -> None:
    """The size of the output, and who shares the weights."""
    lesson.text("volume", heading=False)
    show_ledger(page_id, "sized")
    show_question(page_id, "volume")
    show_question(page_id, "shared_claim")


def photos() -> None:
    """Two kernels on a photograph, channel by channel."""
    red, green, blue = map(show_value, LUMA.tolist())
    lesson.text("photos", heading=False, size=SIZE, red=red, green=green, blue=blue)
    show_colour_lab(page_id)


MORE = {"mix": mix, "photos": photos, "volume": volume}

lesson = open_lesson("channels", more=tuple(MORE))
page_id = lesson.lesson_id
case = example()
ins, outs, kernel_size = len(case.x), len(case.bias), case.slices.shape[-1]
values: dict[str, object] = {
    "in_channels": ins,
    "out_channels": outs,
    "kernel_size": kernel_size,
    "params": conv2d_params(ins, outs, kernel_size),
}

lesson.opening(channel_drawings.what_for())
show_recall(page_id)
show_terms(
    {"input": "input", "kernel": "kernel", "feature_map": "output"},
    ("channel", "partial_sum", "bias"),
)

grid_place(page_id)
show_figure(page_id, STEPPER, predict=predictions.LANES, follow=same_step_in_code)
lesson.text("asked")
show_question(page_id, "one_pixel", step="asked")
show_question(page_id, "output_cell")

lesson.text("change")
show_examples(page_id, GROUPED)
show_question(page_id, "group_weights", step="change")

lesson.text("construct")
show_filled(FILLED)
show_ledger(page_id, "plain", step="construct")
lesson.text("mistake")
show_question(page_id, "colour_weights")

for section, body in MORE.items():
    lesson.more(section, body)

show_summary(
    lesson,
    picture=channel_drawings.picture_of(case),
    formula=channel_drawings.FORMULA,
    computed=first_number(case),
    facts=("fact-kernel", "fact-maps", "fact-params", "fact-name"),
    values=values,
)
lesson.foot()
