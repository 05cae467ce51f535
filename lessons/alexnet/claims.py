"""What is often said of AlexNet, on trial: each claim with what it comes to.

Error rates are quoted: Krizhevsky, Sutskever & Hinton 2012, tables 1 and 2.
"""

from __future__ import annotations

import numpy as np

from cnncore.models import summarize
from cnncore.shapes import conv_out_size
from lessons.alexnet.crops import COUNT, CROP, FREE, QUOTED, SIZE
from lessons.alexnet.questions import GROUPED
from lessons.alexnet.ruler import KERNEL, STRIDE, WANTED
from lessons.alexnet.towers import ONE_TOWER, PAPER, tower
from lessons.machinery.claims import Claim, Evidence

_UNITS = 4096
_MASKS = 5
ENSEMBLE = (
    ("@claims.cell.one", "18.2", "@claims.cell.no"),
    ("@claims.cell.five", "16.4", "@claims.cell.no"),
    ("@claims.cell.one", "16.6", "@claims.cell.yes"),
    ("@claims.cell.seven", "15.4", "@claims.cell.two"),
)
"""Top-5 errors on the validation set; the seven are the five and two pre-trained ones."""


def ensemble() -> Evidence:
    """Table 2 of the paper."""
    heads = ("networks", "top5", "pretrained")
    return Evidence(tuple(f"@claims.head.{head}" for head in heads), ENSEMBLE)


def shrink() -> Evidence:
    """Sides around 224, without padding."""
    rows = tuple(
        (float(size), float(conv_out_size(size, KERNEL, stride=STRIDE)))
        for size in (220, 223, 224, 226, 227)
    )
    return Evidence(("@claims.head.side", "@claims.head.windows"), rows, {"wanted": WANTED})


def exactly_half() -> Evidence:
    """Masks of p = 0.5 over the units of fc6."""
    rng = np.random.default_rng(0)
    kept = [int((rng.random(_UNITS) >= 0.5).sum()) for _ in range(_MASKS)]
    rows = tuple((float(i), f"{count:,}") for i, count in enumerate(kept, 1))
    return Evidence(("@claims.head.mask", "@claims.head.kept"), rows)


def fewer_params() -> Evidence:
    """The rows of fc6: what learns, and what drops."""
    rows = tuple(
        (row.type, f"{row.params:,}")
        for row in summarize("alexnet_paper").rows
        if row.stage == "fc6"
    )
    return Evidence(("@claims.head.row", "@claims.head.params"), rows)


def times_2048() -> Evidence:
    """Crops and mirrors, counted."""
    rows = (
        (f"{FREE} · {FREE} · 2", f"{QUOTED:,}"),
        (f"({SIZE} − {CROP} + 1)² · 2", f"{COUNT:,}"),
    )
    return Evidence(("@claims.head.reckoning", "@claims.head.count"), rows, {"places": FREE + 1})


def groups_halve() -> Evidence:
    """Weights of the grouped layers against those of one tower."""
    rows = tuple(
        (
            name,
            f"{tower(PAPER).column(name).weights:,}",
            f"{tower(ONE_TOWER).column(name).weights:,}",
        )
        for name in GROUPED
    )
    return Evidence(("@claims.head.layer", "@claims.head.two", "@claims.head.one_tower"), rows)


def year() -> Evidence:
    """The contests of two years."""
    rows = (
        ("ILSVRC-2010", "37.5", "17.0", "@claims.cell.later"),
        ("ILSVRC-2012", "@claims.cell.unknown", "15.3", "@claims.cell.won"),
    )
    heads = ("contest", "top1", "top5", "what")
    return Evidence(tuple(f"@claims.head.{head}" for head in heads), rows)


CLAIMS: tuple[Claim, ...] = (
    Claim("ensemble", holds=False, evidence=ensemble),
    Claim("shrink", holds=False, evidence=shrink),
    Claim("groups_halve", holds=True, evidence=groups_halve),
    Claim("exactly_half", holds=False, evidence=exactly_half),
    Claim("fewer_params", holds=False, evidence=fewer_params),
    Claim("times_2048", holds=False, evidence=times_2048),
    Claim("year", holds=False, evidence=year),
)
