"""A small drawing for each option of a prediction: the curve of an activation, a chain of layers.

Drawn in one colour, 60 by 36, so that a page can use them as masks and colour them itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from urllib.parse import quote

import numpy as np

from cnncore.ops import relu, sigmoid, tanh

WIDTH, HEIGHT = 60, 36
Point = tuple[float, float]


def _line(points: Iterable[Point], width: float = 2.5) -> str:
    path = " L".join(f"{x:.1f} {y:.1f}" for x, y in points)
    return f'<path d="M{path}" stroke-width="{width:g}"/>'


def _box(x: float, y: float, width: float, height: float, *, filled: bool = False) -> str:
    fill = ' fill="#000"' if filled else ""
    return f'<rect x="{x:g}" y="{y:g}" width="{width:g}" height="{height:g}" rx="1.5"{fill}/>'


def _dot(x: float, y: float, radius: float = 3, *, filled: bool = True) -> str:
    fill = ' fill="#000"' if filled else ""
    return f'<circle cx="{x:g}" cy="{y:g}" r="{radius:g}"{fill}/>'


def _grid(x: float, y: float, count: int, cell: float, marked: Sequence[int] = ()) -> str:
    """``count`` times ``count`` cells, those of ``marked`` (row by row) filled."""
    cells = (divmod(place, count) for place in range(count * count))
    return "".join(
        _box(x + column * cell, y + row * cell, cell, cell, filled=count * row + column in marked)
        for row, column in cells
    )


def _curve(function: str) -> str:
    """An activation over -3 to 3 and its axes."""
    x = np.linspace(-3, 3, 25)
    y = {"relu": relu(x), "tanh": 3 * tanh(x), "sigmoid": 6 * sigmoid(x) - 3}[function]
    base = 3 if function == "sigmoid" else 0  # its 0 lies at the bottom
    axes = _line([(2, 18 + 4.6 * base), (58, 18 + 4.6 * base)], 0.8) + _line(
        [(30, 2), (30, 34)], 0.8
    )
    return axes + _line(zip(30 + 9 * x, 18 - 4.6 * y, strict=True))


def _layers(count: int, *, skips: bool = False) -> str:
    step = 52 / (count - 1)
    boxes = "".join(_box(4 + step * i - 2.5, 18, 5, 14, filled=True) for i in range(count))
    arcs = "".join(
        f'<path d="M{4 + step * i:g} 16 C{4 + step * i:g} 3 {4 + step * (i + 2):g} 3 '
        f'{4 + step * (i + 2):g} 16" stroke-width="2"/>'
        for i in range(0, count - 2, 2)
    )
    return _line([(4, 25), (56, 25)], 1) + boxes + (arcs if skips else "")


def _units(off: Sequence[int] = ()) -> str:
    return "".join(
        _dot(8 + 11 * (i % 5), 9 + 18 * (i // 5), 4, filled=i not in off) for i in range(10)
    )


def _votes(before: int, after: int) -> str:
    def group(middle: float, count: int) -> str:
        columns = -(-count // 3)
        return "".join(
            _dot(
                middle + 7 * (i // 3 - (columns - 1) / 2),
                18 + 9 * (i % 3 - min(count, 3) / 2 + 0.5),
            )
            for i in range(count)
        )

    arrow = _line([(25, 18), (35, 18)], 1.5) + _line([(31, 14), (35, 18), (31, 22)], 1.5)
    return group(12, before) + arrow + group(48, after)


def _links(*, local: bool) -> str:
    """Four outputs and what they see of six inputs."""
    inputs, outputs = [5 + 10 * i for i in range(6)], [15 + 10 * i for i in range(4)]
    seen = (
        (a, b)
        for j, b in enumerate(outputs)
        for i, a in enumerate(inputs)
        if not local or j <= i <= j + 2
    )
    lines = "".join(_line([(a, 6), (b, 30)], 0.7) for a, b in seen)
    places = [*((a, 5) for a in inputs), *((b, 31) for b in outputs)]
    return lines + "".join(_dot(x, y, 2.2) for x, y in places)


_CHAIN = _line([(24, 18), (36, 18)], 1.2)
_STAIRS = [(4, 6), (30, 6), (30, 24), (45, 24), (45, 31), (56, 31)]
_BELL = [(4, 31), (14, 30), (22, 22), (30, 6), (38, 22), (46, 30), (56, 31)]
_LOPSIDED = [(4, 31), (30, 30), (42, 26), (50, 6), (56, 6)]

_ALIKE = "".join(
    f'<path d="M14 {y} c6 -8 10 -8 16 -2 s10 6 16 -2" stroke-width="2.5"/>' for y in (16, 27)
)
_NEITHER = _dot(30, 18, 13, filled=False) + _line([(21, 27), (39, 9)], 2)

_DRAWINGS: dict[str, dict[str, str]] = {
    "activations": {name: _curve(name) for name in ("relu", "tanh", "sigmoid")},
    "dropout": {"none": _units(), "dropout": _units(off=(1, 2, 5, 8, 9))},
    "depth": {"plain": _layers(5), "residual": _layers(5, skips=True)},
    "kernel_size": {
        "one_5x5": _grid(15, 3, 5, 6),
        "two_3x3": _grid(4, 9, 3, 6) + _CHAIN + _grid(38, 9, 3, 6),
    },
    "separable": {
        "standard": "".join(_grid(6 + 6 * i, 3 + 5 * i, 3, 6) for i in range(3)),
        "separable": "".join(_grid(2, 2 + 11.5 * i, 2, 4.8) for i in range(3))
        + _line([(16, 18), (30, 18)], 1.2)
        + "".join(_box(34, 3 + 11.5 * i, 8, 8, filled=True) for i in range(3)),
    },
    "batch_norm": {
        "without": _line(_LOPSIDED),
        "with": _line(_BELL) + _line([(30, 2), (30, 34)], 0.8),
    },
    "pooling": {
        "max": _grid(4, 6, 2, 12, (1,))
        + _line([(32, 18), (42, 18)], 1.2)
        + _box(46, 12, 12, 12, filled=True),
        "average": _grid(4, 6, 2, 12, (0, 1, 2, 3))
        + _line([(32, 18), (42, 18)], 1.2)
        + _box(46, 12, 12, 12),
        "strided": _grid(14, 2, 4, 8, (0, 2, 8, 10)),
    },
    "broken": {
        "none": _NEITHER,
        "rate_too_large": _line([(6, 8), (18, 30), (30, 33), (42, 30), (54, 8)], 1)
        + _line([(24, 32), (44, 26), (10, 16), (54, 4)], 2),
        "zero_init": "".join(_dot(10 + 20 * i, 18, 7, filled=False) for i in range(3)),
        "unshuffled": _grid(4, 3, 1, 14, (0,))
        + "".join(
            _box(4 + 14 * (i % 4), 3 + 15 * (i // 4), 11, 12, filled=i < 4) for i in range(8)
        ),
    },
    "pixel_shuffle": {"cnn": _links(local=True), "mlp": _links(local=False)},
    "ensemble": {"to_three": _votes(1, 3), "to_seven": _votes(3, 7)},
    "step_decay": {"constant": _line([(4, 10), (56, 10)]), "step": _line(_STAIRS)},
    "grow": {
        "deep_from_shallow": "".join(_box(4 + 11 * i, 8, 7, 20, filled=i < 2) for i in range(5)),
        "deep_from_scratch": "".join(_box(4 + 11 * i, 8, 7, 20) for i in range(5)),
    },
    "shifted": {"cnn": _links(local=True), "mlp": _links(local=False)},
    "augmentation": {
        "none": "".join(_box(5 + 18 * i, 10, 14, 16) + _dot(12 + 18 * i, 18) for i in range(3)),
        "augmented": "".join(
            _box(5 + 18 * i, 10, 14, 16) + _dot(x + 18 * i, y)
            for i, (x, y) in enumerate(((9, 14), (14, 20), (11, 22)))
        ),
    },
}


def pictogram(experiment_id: str, option: str) -> str:
    """The drawing of an option, as an address for an image.

    Raises:
        KeyError: There is none.
    """
    drawing = ({"same": _ALIKE} | _DRAWINGS[experiment_id])[option]
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" fill="none" '
        f'stroke="#000" stroke-width="1.2" stroke-linejoin="round">{drawing}</svg>'
    )
    return f"data:image/svg+xml,{quote(svg)}"
