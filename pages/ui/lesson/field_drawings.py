"""Still drawings of the lesson on receptive fields."""

from __future__ import annotations

from html import escape

import numpy as np
from numpy.typing import NDArray

from cnncore.receptive_field import ReceptiveField, is_aligned, of_branches, of_layers
from lessons.machinery.answers import show_value
from lessons.machinery.pictures import picture
from lessons.receptive_field import depth, fit, glow
from lessons.receptive_field.questions import saving
from lessons.receptive_field.stacks import START, fields
from lessons.receptive_field.trial import Trial
from pages.ui.lesson import drawings
from pages.ui.lesson.words import words_of

word = words_of("receptive_field")

FORMULA = (
    '<div class="formula"><var>r</var> ← <var>r</var> + '
    "<var>d</var>·(<var>k</var> − 1)·<var>j</var>"
    "<br><var>j</var> ← <var>j</var>·<var>s</var></div>"
)
_EYE = (38, 23)
"""Row and column of the picture that the unit of the opening looks at."""
_SCALE = 2
_FRAMED = 192
"""Pixels of a picture with a square, about."""


def what_for() -> str:
    """The picture as a unit of the first layer sees it, and as one of the last does."""
    found = fields(START.layers)
    drawn = [
        drawings.figure(_seen(found[1].size), escape(word("why.near", size=found[1].size))),
        "→",
        drawings.figure(
            _seen(found[-1].size),
            escape(word("why.far", size=found[-1].size, layer=len(found) - 1)),
        ),
    ]
    return drawings.row(*drawn)


def _seen(size: int) -> str:
    """Half as many pixels; all but the view is dim."""
    grey = picture("house").astype(float)[::2, ::2]
    top, left = (at // 2 - size // 2 for at in _EYE)
    view = np.s_[top : top + size, left : left + size]
    dim = 150 + grey * 0.3
    dim[view] = grey[view]
    return drawings.bitmap(dim, 2 * _SCALE, f"{size}×{size}")


def saved_weights(seeds: tuple[int, ...] = (0, 1)) -> str:
    """One large kernel and the small ones that see as far, as bars of their weights."""
    rows = []
    for seed in seeds:
        question = saving(seed)
        values = question.values
        one, many = int(str(values["one"])), int(str(values["many"]))
        percent = show_value(question.answer)
        saved = word("weights.saved", one=one, many=many, percent=percent)
        rows += [
            _bar(word("weights.one", wide=values["wide"]), one, "", is_small=False),
            _bar(word("weights.many", layers=values["layers"]), many, saved, is_small=True),
        ]
    return f'<table class="claim weight-bars">{"".join(rows)}</table>'


def _bar(name: str, count: int, note: str, *, is_small: bool) -> str:
    colour = "--kernel-line" if is_small else "--track"
    bar = f'<i style="width:{3 * count}px;background:var({colour})"></i>'
    return (
        f'<tr><td>{escape(name)}</td><td><span class="weight-bar">{bar}<b>{count}</b></span></td>'
        f"<td>{escape(note)}</td></tr>"
    )


def ring() -> str:
    """A 5x5 kernel that no two 3x3 make, and the nearest they come."""
    found = fit.nearest_to_ring()
    missed = show_value(round(100 * found.missed, 1))
    return drawings.row(
        drawings.figure(
            drawings.grid(fit.RING, "kernel", cell=30, digits=True), escape(word("ring.target"))
        ),
        drawings.figure(
            drawings.grid(found.kernel.round(1), "kernel", cell=30, digits=True),
            escape(word("ring.nearest", missed=missed)),
        ),
    )


def glows() -> str:
    """Where the gradient of a unit comes from, before and after training, within its square."""
    maps = glow.results()
    said = {name: show_value(round(2 * glow.width(maps[name]), 1)) for name in ("before", "after")}
    accuracy = show_value(round(100 * float(maps["accuracy"]), 1))
    return drawings.row(
        drawings.figure(
            drawings.bitmap(np.full((glow.FIELD, glow.FIELD), 230.0), 12, ""),
            escape(word("truth.square", field=glow.FIELD)),
        ),
        drawings.figure(_glow(maps["before"]), escape(word("truth.before", width=said["before"]))),
        drawings.figure(
            _glow(maps["after"]),
            escape(word("truth.after", width=said["after"], accuracy=accuracy)),
        ),
    )


def _glow(grid: NDArray[np.float64]) -> str:
    return drawings.bitmap(255 * grid, 12, "")


def painted(x: NDArray[np.float64], square: range) -> str:
    """A picture with the square framed."""
    return _framed(x, slice(square.start, square.stop), word("paint.picture", size=len(square)))


def tried(trial: Trial) -> str:
    """Where the gradients of a unit have come from, with the square framed."""
    glow_ = np.sqrt(trial.found.squares)
    return _framed(255 * glow_ / glow_.max(), trial.view, word("trial.glow"))


def _framed(x: NDArray[np.float64], square: slice, caption: str) -> str:
    scale = max(1, _FRAMED // len(x))
    large = np.kron(x, np.ones((scale, scale))).astype(np.float64)
    first, behind = scale * square.start, scale * square.stop
    coloured = np.repeat(large[..., None], 3, axis=2)
    frame = np.zeros(large.shape, dtype=bool)
    around = slice(max(first - 2, 0), behind + 2)
    frame[around, around] = True
    frame[first:behind, first:behind] = False
    coloured[frame] = (245, 143, 62)
    return drawings.figure(drawings.bitmap(coloured, 1, caption), escape(caption))


def depths() -> str:
    """Field, used part and deviation of stacks of 3x3."""
    names = ("layers", "field", "used", "part", "ratio")
    percent = round(100 * depth.SHARE)
    heads = "".join(f"<th>{escape(word(f'depth.{name}', **_slots(name, percent)))}</th>"
                    for name in names)  # fmt: skip
    rows = []
    for found in map(depth.profile, depth.DEPTHS):
        part = f"{100 * found.used / found.field:.0f}%"
        ratio = f"{found.deviation / np.sqrt(found.depth):.3f}"
        cells = (found.depth, found.field, found.used, part, ratio)
        rows.append(f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>")
    return f'<table class="claim"><tr>{heads}</tr>{"".join(rows)}</table>'


def _slots(name: str, percent: int) -> dict[str, int]:
    return {"share": percent} if name == "used" else {}


def branches() -> str:
    """The branches of an Inception module, together, and with a padding forgotten."""
    pooled = of_layers([(3, 1, 1, 1), (1, 1, 0, 1)])
    found = {
        "one": of_layers([(1, 1, 0, 1)]),
        "three": of_layers([(1, 1, 0, 1), (3, 1, 1, 1)]),
        "five": of_layers([(1, 1, 0, 1), (5, 1, 2, 1)]),
        "pooled": pooled,
    }
    bare = of_layers([(1, 1, 0, 1), (5, 1, 0, 1)])
    shifted = [*(field for name, field in found.items() if name != "five"), bare]
    rows = [_branch(name, field, "") for name, field in found.items()]
    for name, fields_ in (("together", list(found.values())), ("unpadded", shifted)):
        said = word("branches.aligned" if is_aligned(fields_) else "branches.not_aligned")
        rows.append(_branch(name, of_branches(fields_), said))
    heads = "".join(f"<th>{escape(word(f'branches.{name}'))}</th>"
                    for name in ("branch", "size", "centre", "checked"))  # fmt: skip
    return f'<table class="claim"><tr>{heads}</tr>{"".join(rows)}</table>'


def _branch(name: str, field: ReceptiveField, said: str) -> str:
    cells = (word(f"branches.{name}"), str(field.size), show_value(field.centre), said)
    return f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in cells)}</tr>"
