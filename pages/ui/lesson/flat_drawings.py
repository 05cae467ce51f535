"""Still drawings of the lesson on fully connected layers."""

from __future__ import annotations

from html import escape

import torch
from torch.nn import functional

from lessons.fully_connected.cases import FlatCase
from lessons.fully_connected.pictures import NAMES, rows_by_hand, scores_of, shapes
from lessons.fully_connected.shares import Cost, alexnet, endings, linear_share, vgg_d
from lessons.fully_connected.sliding import by_convolution
from lessons.machinery.answers import show_value
from lessons.machinery.cells import format_number
from pages.ui.lesson import drawings
from pages.ui.lesson.words import words_of

word = words_of("fully_connected")

_ROOM_FOR_A_LETTER = 0.03
"""The part of a bar that a letter takes on a phone."""
FORMULA = (
    '<div class="formula">out[<var>k</var>] = '
    '<span class="big">∑</span><sub><var>j</var></sub> '
    '<span class="role-input"><var>v</var>[<var>j</var>]</span> · '
    '<span class="role-kernel"><var>w</var>[<var>k</var>, <var>j</var>]</span> + '
    '<span class="role-kernel"><var>b</var>[<var>k</var>]</span></div>'
)


def what_for() -> str:
    """A picture, a row of weights for each class folded back over it, and the scores."""
    picture = shapes()[0]
    scores = scores_of(picture)
    rows = [
        drawings.figure(
            drawings.grid(row.reshape(picture.shape), "kernel", cell=13),
            f"{escape(word('why.row', name=name))}<br>"
            f"<b>{escape(word('why.score', score=format_number(float(score))))}</b>",
        )
        for name, row, score in zip(NAMES, rows_by_hand(), scores, strict=True)
    ]
    seen = drawings.figure(
        drawings.grid(picture, "input", cell=13), f"{escape(word('why.picture'))}<br>&nbsp;"
    )
    return drawings.row(seen, "→", *rows)


def picture_of(case: FlatCase) -> str:
    """The maps, their vector, the outputs."""
    maps = [drawings.grid(one, "input", cell=20, digits=True) for one in case.x]
    vector = drawings.grid(case.vector[None], "input", cell=20, digits=True)
    out = drawings.grid(case.out(), "output", cell=28, digits=True)
    return drawings.row(*maps, "→", vector, "→", out)


def as_kernels(case: FlatCase) -> str:
    """Each row of weights folded back over the maps."""
    rows = [
        drawings.figure(
            drawings.row(*(drawings.grid(one, "kernel", cell=26, digits=True) for one in kernel)),
            escape(word("same.row", row=number)),
        )
        for number, kernel in enumerate(case.as_kernels(), 1)
    ]
    return drawings.row(*rows)


def equal_numbers(case: FlatCase) -> str:
    """The outputs by the layer and by a convolution, each from the text that stands before it."""
    x, weight, bias = (torch.from_numpy(array) for array in case.arrays().values())
    channels, side = len(case.x), case.x.shape[-1]
    kernels = weight.view(-1, channels, side, side)
    by_linear = functional.linear(x.flatten(), weight, bias)
    by_conv = functional.conv2d(x[None], kernels, bias)[0, :, 0, 0]
    is_equal = bool((by_linear == by_conv).all()) and bool(
        (by_conv.numpy() == by_convolution(case)).all()
    )
    lines = (
        (word("same.linear"), "F.linear(x.flatten(), weight, bias)", by_linear),
        (
            word("same.conv"),
            f"F.conv2d(x[None], weight.view(-1, {channels}, {side}, {side}), bias)[0, :, 0, 0]",
            by_conv,
        ),
    )
    shown = "".join(
        f'<code>{escape(code)}</code><span class="library">{escape(name)}</span>'
        f'<span class="value">{escape(str(found.tolist()))}</span>'
        for name, code, found in lines
    )
    chip = f'<p><b class="value">{escape(word("same.equal"))}</b></p>' if is_equal else ""
    return f'<div class="summary-code">{shown}</div>{chip}'


def shares() -> str:
    """Two networks, each as two bars of equal length: parameters, and multiply-adds."""
    return "".join(
        f'<div class="share"><div class="share-name">{escape(word(f"share.{name}"))}</div>'
        f"{_bar(costs, 'params')}{_bar(costs, 'mult_adds')}</div>"
        for name, costs in (("alexnet", alexnet()), ("vgg_d", vgg_d()))
    )


def _bar(costs: tuple[Cost, ...], what: str) -> str:
    total = sum(getattr(cost, what) for cost in costs)
    linear = 100 * linear_share(costs, what)
    split = word("share.split", conv=f"{100 - linear:.1f}", linear=f"{linear:.1f}")
    pieces = []
    for cost in costs:
        part = getattr(cost, what)
        title = f"{cost.name}: {show_value(part)}"
        kind = ' class="is-linear"' if cost.is_linear else ""
        label = cost.name if part / total > _ROOM_FOR_A_LETTER * len(cost.name) else ""
        pieces.append(
            f'<i{kind} style="flex:{part / total:.4f} 1 0" title="{escape(title)}">{label}</i>'
        )
    said = escape(word(f"share.{what}", total=show_value(total)))
    return (
        f'<div class="share-total"><b>{said}</b> · {escape(split)}</div>'
        f'<div class="share-bar" aria-hidden="true">{"".join(pieces)}</div>'
    )


def ending_table() -> str:
    """The head of VGG and what can stand in its place."""
    heads = "".join(
        f"<th>{escape(word(f'ending.{n}'))}</th>" for n in ("way", "params", "mult_adds")
    )
    rows = "".join(
        f"<tr><td>{escape(word(f'ending.{way.name}'))}</td><td>{show_value(way.params)}</td>"
        f"<td>{show_value(way.mult_adds)}</td></tr>"
        for way in endings()
    )
    return f'<div class="table-scroll"><table class="claim"><tr>{heads}</tr>{rows}</table></div>'
