"""Still drawings of the lesson on pooling."""

from __future__ import annotations

from html import escape

import numpy as np
from numpy.typing import NDArray

from cnncore.ops import avg_pool2d, conv2d, max_pool2d, padded_grid
from cnncore.shapes import pool_out_size
from lessons.machinery.answers import show_value
from lessons.machinery.cells import format_number
from lessons.machinery.pictures import PICTURE_KERNELS, picture
from lessons.pooling.cases import PoolCase
from lessons.pooling.costs import CHANNELS, KERNEL, PADDING, SIZE, STRIDE, halvings
from lessons.pooling.questions import kept_shifts
from lessons.pooling.shifted_nets import FARTHEST, Shifted, results
from pages.ui.lesson import drawings
from pages.ui.lesson.words import words_of
from pages.ui.shell.language import t

word = words_of("pooling")

_WIDTH = 128
CHOSEN: dict[str, tuple[str, int, dict[str, int | bool]]] = {
    "lenet": ("avg", 28, {"kernel_size": 2, "stride": 2}),
    "alexnet": ("max", 55, {"kernel_size": 3, "stride": 2}),
    "vgg": ("max", 224, {"kernel_size": 2, "stride": 2}),
    "googlenet": ("ceil", 112, {"kernel_size": 3, "stride": 2, "ceil_mode": True}),
    "resnet": ("padded", 112, {"kernel_size": 3, "stride": 2, "padding": 1}),
}
"""The first pooling of each network: how, on maps of which width, with which settings."""


def what_for() -> str:
    """Where the edges of a picture are, and that map pooled twice."""
    house = picture("house").astype(float)
    bordered = padded_grid(house, 1, "replicate")  # a black border would be an edge
    edges = np.abs(conv2d(bordered[None], PICTURE_KERNELS["vertical"][None, None]))
    edges = 255 * edges / edges.max()
    drawn = [_sized(edges[0], "why_edges")]
    for _ in range(2):
        edges = max_pool2d(edges, 2)
        drawn += ["→", _sized(edges[0], "why_pooled", count=show_value(edges.size))]
    return drawings.row(*drawn)


def _sized(values: NDArray[np.float64], name: str, **said: object) -> str:
    """All as wide as each other: what shrinks is the number of cells."""
    caption = t(f"lesson.{name}", size=len(values), **said)
    return drawings.figure(drawings.bitmap(values, _WIDTH // len(values), caption), caption)


def both_results(case: PoolCase) -> str:
    """The case in small: its first window, then the maximum and the mean."""
    return drawings.row(
        drawings.grid(case.x, "input", frame=(0, 0, *case.kernel_size)),
        "→",
        *(
            drawings.figure(
                drawings.grid(case.changed(mode=mode).out(), "output", cell=30, digits=True),
                escape(t(f"stepper.{mode}_out")),
            )
            for mode in ("max", "avg")
        ),
    )


def shifts_kept() -> str:
    """For each cell of a 2x2 and a 3x3 window: how many shifts keep a maximum inside."""
    tables = [
        np.array([[kept_shifts(kernel, (i, j)) for j in range(kernel)] for i in range(kernel)])
        for kernel in (2, 3)
    ]
    grids = [drawings.grid(table.tolist(), "kernel", cell=32, digits=True) for table in tables]
    return drawings.figure(drawings.row(*grids), escape(t("lesson.kept_in")))


def networks() -> str:
    """What some networks chose, and the widths that follow."""
    rows = [
        (t(f"lesson.chosen_{name}"), t(f"lesson.how_{how}", **_named(settings)),
         f"{size} → {pool_out_size(size, **settings)}")  # pyright: ignore[reportArgumentType]
        for name, (how, size, settings) in CHOSEN.items()
    ]  # fmt: skip
    rows.append((t("lesson.chosen_all_conv"), t("lesson.how_conv"), ""))
    head = "".join(
        f"<th>{escape(t(f'lesson.{key}'))}</th>" for key in ("network", "its_pooling", "its_sizes")
    )
    body = "".join(
        f"<tr>{''.join(f'<td>{escape(cell)}</td>' for cell in row)}</tr>" for row in rows
    )
    return f'<table class="claim"><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>'


def _named(settings: dict[str, int | bool]) -> dict[str, object]:
    return {name: settings[name] for name in ("kernel_size", "stride")}


def strange_windows() -> str:
    """What NaN and minus infinity become."""
    windows = {
        "1, NaN, 3, 2": np.array([[1.0, np.nan], [3, 2]]),
        "−∞, −∞, −∞, −∞": np.full((2, 2), -np.inf),
        "−5, −∞, −3, −∞": np.array([[-5.0, -np.inf], [-3, -np.inf]]),
    }
    rows = "".join(
        f"<tr><td>{escape(name)}</td>"
        + "".join(
            f"<td><b>{format_number(float(pool(window[None], 2)[0, 0, 0]))}</b></td>"
            for pool in (max_pool2d, avg_pool2d)
        )
        + "</tr>"
        for name, window in windows.items()
    )
    head = "".join(
        f"<th>{escape(word)}</th>"
        for word in (t("lesson.nan_window"), t("stepper.max_out"), t("stepper.avg_out"))
    )
    return f'<table class="claim"><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>'


def rounded() -> dict[str, int]:
    """A map of GoogLeNet, and its two widths behind the first pooling."""
    _, size, settings = CHOSEN["googlenet"]
    both = {name: pool_out_size(size, **settings | {"ceil_mode": name == "ceil"})  # pyright: ignore
            for name in ("ceil", "floor")}  # fmt: skip
    return {"size": size, **both}


def halved_map() -> dict[str, int]:
    """The map that is halved, and by which windows."""
    return {
        "size": SIZE,
        "channels": CHANNELS,
        "kernel": KERNEL,
        "stride": STRIDE,
        "padding": PADDING,
        "out": halvings()["max"].out,
    }


def changed_predictions() -> str:
    """Which share of its predictions each network changes, one column a distance."""
    far = range(1, FARTHEST + 1)
    heads = [word("shifted.net"), *map(str, far), word("shifted.accuracy")]
    head = "".join(f"<th>{escape(name)}</th>" for name in heads)
    rows = "".join(_net(name, net) for name, net in results().nets.items())
    return (
        f'<table class="claim heat"><caption>{escape(word("shifted.caption"))}</caption>'
        f"<tr>{head}</tr>{rows}</table>"
        f'<p class="caption">{escape(word("shifted.note"))}</p>'
    )


def _net(name: str, net: Shifted) -> str:
    cells = "".join(
        f'<td class="c" style="--t:{100 * share:.0f}%">{100 * share:.0f}</td>'
        for share in net.changed[1:]
    )
    return (
        f"<tr><td>{escape(word(f'shifted.{name}'))}</td>{cells}"
        f"<td>{100 * net.accuracy:.0f}%</td></tr>"
    )
