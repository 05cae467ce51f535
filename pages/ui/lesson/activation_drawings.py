"""Still drawings of the lesson on activation functions."""

from __future__ import annotations

from html import escape

import numpy as np

from cnncore.ops import conv2d, relu
from lessons.activations.questions import merged_cell
from lessons.machinery.pictures import picture
from lessons.machinery.presets import edge_kernel
from lessons.machinery.questions import Question
from pages.ui.lesson import drawings
from pages.ui.lesson.words import words_of

word = words_of("activations")

RELU_FORMULA = '<div class="formula">relu(<var>x</var>) = max(0, <var>x</var>)</div>'
_SCALE = 3
_SHOWN_INPUTS = ((1.0, 1.0), (1.0, -1.0), (-1.0, 1.0), (-2.0, 1.0))


def why() -> str:
    """A picture, what an edge kernel makes of it, and what ReLU keeps of that."""
    house = picture("house").astype(float)
    edges = conv2d(house[None], edge_kernel(3)[None, None])[0]
    shown = {"input": house, "conv": edges, "relu": relu(edges)}
    largest = float(np.abs(edges).max())
    drawn = []
    for name, values in shown.items():
        caption = word(f"why.{name}")
        grey = values if name == "input" else 127.5 * (1 + values / largest)
        drawn.append(drawings.figure(drawings.bitmap(grey, _SCALE, caption), escape(caption)))
    return drawings.row(drawn[0], "→", drawn[1], "→", drawn[2])


def merged(question: Question, *, is_hidden: bool) -> str:
    """W1, W2 and their product; the asked cell is a question mark until it is answered."""
    first, second = (np.array(question.values[name]) for name in ("first", "second"))
    product = np.array(question.values["merged"], dtype=float)
    if is_hidden:
        row, column = (int(str(question.values[name])) - 1 for name in ("row", "column"))
        product[row, column] = np.nan
    return drawings.row(
        drawings.figure(drawings.grid(second, "kernel", cell=32, digits=True), "W₂"),
        "×",
        drawings.figure(drawings.grid(first, "kernel", cell=32, digits=True), "W₁"),
        "=",
        drawings.figure(drawings.grid(product, "kernel", cell=32, digits=True), "W₂W₁"),
    )


def with_a_bend() -> str:
    """Some inputs through both layers with ReLU between them, and through the combined matrix."""
    values = merged_cell(0).values
    first, second = np.array(values["first"]), np.array(values["second"])
    heads = ("x", "W₁x", "ReLU(W₁x)", "W₂ReLU(W₁x)", "W₂W₁x")
    rows = []
    for given in _SHOWN_INPUTS:
        x = np.array(given)
        inner = first @ x
        bent, straight = second @ relu(inner), second @ (first @ x)
        cells = "".join(f"<td>{_column(v)}</td>" for v in (x, inner, relu(inner), bent))
        same = np.array_equal(bent, straight)
        merged_out = f"= {_column(straight)}" if same else f"<b>≠ {_column(straight)}</b>"
        rows.append(f"<tr>{cells}<td>{merged_out}</td></tr>")
    head = "".join(f"<th>{escape(name)}</th>" for name in heads)
    return f'<table class="claim"><tr>{head}</tr>{"".join(rows)}</table>'


def _column(vector: np.ndarray) -> str:
    return "(" + ", ".join(f"{v:g}".replace("-", "−") for v in vector) + ")"
