"""Still drawings of the lesson on how a kernel learns."""

from __future__ import annotations

from functools import cache
from html import escape

import numpy as np

from cnncore.ops import max_pool2d, max_pool2d_backward, relu, relu_backward
from lessons.backprop.cases import GOAL, TASKS, LearningCase
from lessons.backprop.layers import two_layers
from lessons.machinery.answers import short_value, show_value
from lessons.machinery.questions import Question
from pages.ui.lesson import drawings
from pages.ui.lesson.asked import Stage
from pages.ui.lesson.words import words_of

word = words_of("backprop")

FORMULA = (
    '<div class="formula"><span class="whole">∂<var>L</var>/∂<span class="role-kernel">'
    "<var>w</var>[<var>u</var>, <var>v</var>]</span></span> = "
    '<span class="big">∑</span><sub><var>i</var>,<var>j</var></sub> '
    '<span class="role-input"><var>x</var>[<var>i</var>+<var>u</var>, <var>j</var>+<var>v</var>]'
    '</span> · <span class="whole">∂<var>L</var>/∂<span class="role-output">'
    "out[<var>i</var>, <var>j</var>]</span></span></div>"
)
_RATE = 0.02
_SHOWN_STEPS = (400,)
_FACTORS = {"sigmoid": 0.25, "half": 0.5, "relu": 1.0, "large": 1.5}
_DEPTHS = (3, 5, 10, 20)


def what_for() -> str:
    """A kernel at first, on its way, and the one that it approaches."""
    first, *later = _way()
    drawn = [_kernel(first.weight, word("why.before", loss=_short(first.loss)))]
    for steps, then in zip(_SHOWN_STEPS, later, strict=True):
        drawn += ["→", _kernel(then.weight, word("why.after", steps=steps, loss=_short(then.loss)))]
    return drawings.row(*drawn, "…", _kernel(GOAL, word("why.goal")))


@cache
def _way() -> tuple[LearningCase, ...]:
    """Where the kernel begins, and where it is after the shown steps; every run asks."""
    way = TASKS["uneven"].descent(_RATE, max(_SHOWN_STEPS))
    return (way[0], *(way[steps] for steps in _SHOWN_STEPS))


def _kernel(weight: np.ndarray, caption: str) -> str:
    return drawings.figure(
        drawings.grid(np.around(weight, 1).astype(float), "kernel", cell=28), escape(caption)
    )


def _short(value: float) -> str:
    return f"{value:.2g}"


def one_step(case: LearningCase) -> str:
    """The input with what the weight met, the misses, and the gradient of the kernel."""
    return drawings.row(
        drawings.grid(case.x, "input", cell=22, frame=(1, 2, *case.target.shape)),
        drawings.grid(case.grad_out, "output", cell=22),
        "→",
        drawings.grid(case.out(), "kernel", digits=True, cell=30),
    )


def stops(question: Question, stage: Stage) -> str:
    """A map on its way through ReLU and pooling; once that is answered, the way back."""
    z = np.array(question.values["cells"])
    bent = relu(z)
    pooled = max_pool2d(bent[None], 2)[0]
    shown = [_named(z, "conv"), "→", _named(bent, "relu"), "→", _named(pooled, "pool")]
    if stage == "closed":
        grads = max_pool2d_backward(np.ones((1, *pooled.shape)), bent[None], 2)
        shown += ["→", _named(relu_backward(grads, z[None])[0], "reached")]
    return drawings.row(*shown)


def _named(values: np.ndarray, name: str) -> str:
    role = "input" if name == "conv" else "output"
    drawn = drawings.grid(values, role, digits=True, cell=28)
    return drawings.figure(drawn, escape(word(f"stops.{name}")))


def two_ways(question: Question, _stage: Stage) -> str:
    """A number that two others are computed from, as a small graph: a line for each way."""
    told = {
        name: show_value(question.values[name]) for name in ("first", "second", "left", "right")
    }
    ways = "".join(
        f'<div class="way"><span class="factor">×{told[factor]} →</span><b>{name}</b>'
        f'<span class="caption">∂L/∂{name} = {told[grad]}</span><span>→</span></div>'
        for name, factor, grad in (("u", "first", "left"), ("v", "second", "right"))
    )
    label = escape(word("chain.label"))
    return (
        f'<div class="ways" role="img" aria-label="{label}"><b>x</b><div>{ways}</div><b>L</b></div>'
    )


def three_ways() -> str:
    """The gradient through two layers: chain rule, nudging, autograd."""
    found = two_layers()
    grids = [
        drawings.figure(
            drawings.grid(np.round(getattr(found, name), 3), "kernel", digits=True, cell=38),
            escape(word(f"two_layers.{name}")),
        )
        for name in ("chain", "nudge", "autograd")
    ]
    told = word("two_layers.equal", off=short_value(found.largest_difference))
    caption = escape(word("two_layers.caption"))
    return f"<p>{caption}</p>{drawings.row(*grids)}<p><b>{escape(told)}</b></p>"


def what_is_left() -> str:
    """What is left of a gradient of 1, by the factor of each layer and their number."""
    heads = [word("vanish.factor"), *(word("vanish.layers", count=depth) for depth in _DEPTHS)]
    head = "".join(f"<th>{escape(text)}</th>" for text in heads)
    rows = "".join(
        f"<tr><td>{escape(word(f'vanish.{name}', factor=show_value(factor)))}</td>"
        + "".join(f"<td>{short_value(factor**depth)}</td>" for depth in _DEPTHS)
        + "</tr>"
        for name, factor in _FACTORS.items()
    )
    return f'<table class="claim"><tr>{head}</tr>{rows}</table>'
