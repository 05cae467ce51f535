"""Receptive fields: what a unit of a deep layer can see, row by row and tested."""

from __future__ import annotations

from functools import partial
from html import escape

from lessons.machinery.questions import Question, show_value
from lessons.receptive_field import code, glow
from lessons.receptive_field.goals import CHEAPEST, EXACTLY
from lessons.receptive_field.questions import saving
from lessons.receptive_field.stacks import RESNET_18, START, VGG_16, fields
from pages.ui.lesson import field_drawings
from pages.ui.lesson.asked import Stage
from pages.ui.lesson.field_board import show_field, show_goal, show_slip
from pages.ui.lesson.frame import open_lesson
from pages.ui.lesson.paint_board import show_painting
from pages.ui.lesson.questions import show_question, show_recall
from pages.ui.lesson.summary import Computed, show_summary
from pages.ui.lesson.terms import show_terms
from pages.ui.lesson.trial_board import show_trial


def ring(_question: Question, stage: Stage) -> str:
    """A kernel that cannot be split; it is the reason, so it follows the answer."""
    return field_drawings.ring() if stage == "closed" else ""


def bars(_question: Question, stage: Stage) -> str:
    """The counted weights; they are the answer."""
    return field_drawings.saved_weights() if stage == "closed" else ""


def computed() -> tuple[Computed, ...]:
    """Size and jump by the recurrence, the width by a gradient, from the text that is shown."""
    names: dict[str, object] = {}
    exec(code.rows(START.layers) + code.RECURRENCE + code.NUMPY + code.TORCH, names)
    return (
        Computed.ran("r, j, start", "Python", names),
        Computed.ran("len(read)", "NumPy", names),
        Computed.ran("width", "PyTorch", names),
    )


def holes() -> None:
    """Dilation in the recurrence, and what it leaves out."""
    lesson.text("holes", heading=False)
    show_question(page_id, "dilated", replay=slip)


def patch() -> None:
    """The field of several units."""
    lesson.text("patch", heading=False)
    show_question(page_id, "patch_field", replay=slip)


def same() -> None:
    """Equal fields, other functions."""
    lesson.text("same", heading=False)
    show_question(page_id, "same_function", figure=ring)


def truth() -> None:
    """Paint outside the square; then the gradient inside."""
    lesson.text("truth", heading=False)
    show_painting(page_id)
    show_trial(page_id)
    lesson.text("glow", layers=glow.LAYERS, seen=glow.SEEN)
    lesson.drawing(field_drawings.glows())


def in_depth() -> None:
    """The effective field by depth."""
    lesson.text("depth", heading=False)
    lesson.drawing(field_drawings.depths())


def branches() -> None:
    """Several ways down, and batch norm."""
    lesson.text("branches", heading=False)
    lesson.drawing(field_drawings.branches())
    show_question(page_id, "batch_norm")


def large() -> None:
    """Fields larger than the picture."""
    sizes = {name: fields(net.layers)[-1].size for name, net in NETS.items()}
    lesson.text("large", heading=False, size=RESNET_18.size, **sizes)
    show_question(page_id, "corner")


def fewest() -> None:
    """A goal with a price."""
    lesson.text("fewest", heading=False)
    show_goal(page_id, CHEAPEST)


def program() -> None:
    """The recurrence and its check."""
    lesson.text("code", heading=False)
    shown = "\n".join((code.rows(START.layers), code.RECURRENCE, code.NUMPY, code.TORCH))
    lesson.drawing(f'<pre class="program" tabindex="0"><code>{escape(shown)}</code></pre>')


NETS = {"resnet": RESNET_18, "vgg": VGG_16}
MORE = {"fewest": fewest, "holes": holes, "patch": patch, "same": same, "truth": truth,
        "depth": in_depth, "branches": branches, "large": large, "code": program}  # fmt: skip

lesson = open_lesson("receptive_field", more=tuple(MORE))
page_id = lesson.lesson_id
slip = partial(show_slip, page_id)
values: dict[str, object] = {
    "layers": len(START.layers),
    "chain": " → ".join(str(field.size) for field in fields(START.layers)),
    "two": show_value(saving(0).answer),
    "three": show_value(saving(1).answer),
}

lesson.opening(field_drawings.what_for())
show_recall(page_id)
show_terms({"input": "input", "window": "kernel", "feature_map": "output"},
           ("receptive_field", "jump"))  # fmt: skip

lesson.place("predict")
show_question(
    page_id, "next_row", step="predict", replay=slip,
    below=lambda stage: show_field(page_id, is_open=stage == "closed"),
)  # fmt: skip
lesson.text("observe")
lesson.drawing(field_drawings.FORMULA)

lesson.text("asked")
show_question(page_id, "saving", step="asked", figure=bars)

lesson.text("change")
show_question(page_id, "widest_change", step="change", replay=slip)

lesson.text("construct")
show_goal(page_id, EXACTLY, step="construct")

for section, body in MORE.items():
    lesson.more(section, body)

show_summary(
    lesson, picture=field_drawings.what_for(), formula=field_drawings.FORMULA,
    computed=computed(), values=values,
    facts=("fact-recurrence", "fact-cheaper", "fact-effective", "fact-name"),
)  # fmt: skip
lesson.foot()
