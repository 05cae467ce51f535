"""LeNet-5 and AlexNet: two lanes, three networks of one name, and where 55 comes from."""

from __future__ import annotations

from functools import partial

import numpy as np
import torch
from torch import nn

from lessons.alexnet.towers import PAPER, tower
from pages.ui.lesson import alexnet_drawings
from pages.ui.lesson.alexnet_folds import FOLDS
from pages.ui.lesson.frame import open_lesson
from pages.ui.lesson.lanes_board import show_lanes
from pages.ui.lesson.questions import show_question, show_recall
from pages.ui.lesson.ruler_board import show_ruler
from pages.ui.lesson.summary import Computed, show_summary
from pages.ui.lesson.terms import show_terms


def computed() -> tuple[Computed, ...]:
    """The first layer by hand and by PyTorch, from the text that is shown."""
    names = {"np": np, "torch": torch, "nn": nn}
    layer = "nn.Conv2d(3, 96, 11, stride=4)"
    return (
        Computed.ran("int(np.prod((11, 11, 3, 96))) + 96", "NumPy", names),
        Computed.ran(f"sum(p.numel() for p in {layer}.parameters())", "PyTorch", names),
        Computed.ran(f"tuple({layer}(torch.zeros(1, 3, 227, 227)).shape)", "PyTorch", names),
        Computed.ran(f"tuple({layer}(torch.zeros(1, 3, 224, 224)).shape)", "PyTorch", names),
    )


lesson = open_lesson("alexnet", more=tuple(FOLDS))
page_id = lesson.lesson_id
paper = tower(PAPER)
values: dict[str, object] = {
    "size": paper.columns[0].side,
    "per_gpu": f"{paper.per_gpu:,}",
    "share": round(100 * paper.fc_share),
    "conv": round(100 * sum(c.mult_adds for c in paper.columns if c.kind == "conv")
                  / paper.mult_adds),
}  # fmt: skip

lesson.opening(alexnet_drawings.what_for(), lenet=f"{alexnet_drawings.lenet_params():,}",
               alexnet=f"{paper.params:,}")  # fmt: skip
show_recall(page_id)
show_terms({"input": "input", "kernel": "kernel", "feature_map": "output"},
           ("grouped_convolution", "local_response_normalisation"))  # fmt: skip

lesson.place("predict")
show_question(
    page_id, "grouped_weights", step="predict",
    below=lambda stage: show_lanes(page_id, is_open=stage == "closed"),
)  # fmt: skip
lesson.text("observe")

lesson.text("asked")
show_question(page_id, "so_little", step="asked")

lesson.text("change")
show_question(
    page_id, "windows", step="change",
    below=lambda stage: show_ruler(page_id, is_open=stage == "closed"),
)  # fmt: skip

lesson.text("construct")
show_question(page_id, "larger_picture", step="construct")
for section, body in FOLDS.items():
    lesson.more(section, partial(body, lesson))

show_summary(
    lesson,
    picture=alexnet_drawings.what_for(),
    formula=alexnet_drawings.conv1_formula(),
    computed=computed(),
    facts=("fact-halves", "fact-where", "fact-size", "fact-name"),
    values=values,
)
lesson.foot()
