"""Which pictures go through a stack that ends in a fully connected layer: tried by their side."""

from __future__ import annotations

from html import escape

import streamlit as st

from lessons.fully_connected.stack import KERNEL, LARGEST, LENET, SMALLEST, WINDOW
from lessons.machinery.params import IntParam
from lessons.machinery.questions import split_diagnosis
from pages.ui.lesson import milestones
from pages.ui.lesson.findings import finding_html
from pages.ui.lesson.number_field import number_field
from pages.ui.lesson.words import words_of
from pages.ui.shell import learner, text
from pages.ui.shell.language import sentences, t
from pages.ui.shell.url_state import open_part
from pages.ui.slides.pieces import piece

word = words_of("fully_connected")

_SIDE = IntParam("stack_side", SMALLEST, LARGEST, 28)


@piece("board")
@learner.kept_fragment
def show_stack(page_id: str) -> None:
    """A side to choose, and what becomes of the picture once it is sent.

    Any number of sides may be tried.
    """
    key = f"{page_id}.stack"
    state = open_part(page_id, (_SIDE,), "stack")
    with st.container(key=f"{key}.choice", horizontal=True, vertical_alignment="bottom"):
        side = number_field(_SIDE, state, label=word("stack.side"), key=f"{key}.side", width=180)
        st.button(word("stack.try"), key=f"{key}.try", on_click=_send, args=(key, side))
    if learner.get(f"sent/{key}", None) != side:
        return  # another side is chosen: what it gives is not told before it is sent
    text.show_html(_table(side))
    text.show_html(finding_html(split_diagnosis(_finding(side))))
    if not LENET.fits(side) and LENET.flattened(side):
        text.show_html(_said_by_torch(side))
    if LENET.fits(side) and milestones.reach(page_id, "construct"):
        st.rerun()  # the rail above shows the finished step


def _send(key: str, side: int) -> None:
    learner.put(f"sent/{key}", side)


def _table(side: int) -> str:
    """The shape behind each layer, as far as the picture comes."""
    first, second = LENET.maps
    pool = f"MaxPool2d({WINDOW})"
    layers = (
        (f"Conv2d(1, {first}, {KERNEL})", first), (pool, first),
        (f"Conv2d({first}, {second}, {KERNEL})", second), (pool, second),
    )  # fmt: skip
    rows = [(word("stack.picture"), f"1×{side}×{side}")]
    for (name, maps), size in zip(layers, LENET.sides(side), strict=False):
        rows.append((name, f"{maps}×{size}×{size}"))
    if flattened := LENET.flattened(side):
        rows.append(("Flatten()", str(flattened)))
    body = "".join(
        f"<tr><td>{escape(name)}</td><td><b>{shape}</b></td></tr>" for name, shape in rows
    )
    heads = "".join(f"<th>{escape(word(f'stack.{name}'))}</th>" for name in ("layer", "shape"))
    return f'<table class="claim flow"><tr>{heads}</tr>{body}</table>'


def _finding(side: int) -> str:
    flattened = LENET.flattened(side)
    if flattened is None:
        return word("stack.nothing", side=side)
    if LENET.fits(side):
        sides = t("lesson.separator").join(map(str, LENET.solutions()))
        return sentences(word("stack.fits", flattened=flattened), word("stack.all", sides=sides))
    length = "long" if flattened > LENET.in_features else "short"
    return word(f"stack.{length}", flattened=flattened, wanted=LENET.in_features)


def _said_by_torch(side: int) -> str:
    """The sentence of PyTorch, and what it means."""
    flattened, wanted, outs = LENET.flattened(side), LENET.in_features, LENET.out_features
    means = word("stack.means", flattened=flattened, wanted=wanted, outs=outs)
    return (
        f"<p>{escape(word('stack.told'))}<br><code>{LENET.complaint(side)}</code></p>"
        f'<p class="caption">{escape(means)}</p>'
    )
